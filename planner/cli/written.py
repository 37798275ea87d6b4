"""The plan of record as it stands in a folder, read without a lock."""

from __future__ import annotations

from pathlib import Path

from planner.documents import RECORD
from planner.domain.record import Record
from planner.folder.files import read_regular
from planner.folder.trouble import plainly
from planner.reading.record import read_record


def written(folder: Path) -> Record | None:
    """Return the record of a folder, None if it holds no plan.json.

    Raises `BadInputError` where it cannot be read or used.
    """
    shown = str(folder / RECORD)
    with plainly(shown):
        text = read_regular(folder / RECORD)
    return None if text is None else read_record(text.decode(errors="replace"), shown)
