"""The plan of record as it stands in a folder, read without a lock."""

from __future__ import annotations

from pathlib import Path

from planner.documents import RECORD
from planner.domain.portfolio import PortfolioRecord
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder.files import read_regular
from planner.folder.trouble import plainly
from planner.reading.record import read_portfolio_record, read_record


def written(folder: Path) -> Record | None:
    """Return the record of a folder, None if it holds no plan.json.

    Raises `BadInputError` where it cannot be read or used.
    """
    text = _text(folder)
    return None if text is None else read_record(text, str(folder / RECORD))


def written_over_all(folder: Path) -> PortfolioRecord:
    """Return what a portfolio's folder says over all its engagements.

    Raises `BadInputError` where it says nothing, or nothing that can be used.
    """
    shown = str(folder / RECORD)
    text = _text(folder)
    if text is None:
        raise BadInputError([Complaint(Where(shown), "there is no plan")])
    return read_portfolio_record(text, shown)


def _text(folder: Path) -> str | None:
    with plainly(str(folder / RECORD)):
        text = read_regular(folder / RECORD)
    return None if text is None else text.decode(errors="replace")
