"""What both sorts of sheet are read into, how much of it, and the error that one is no sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from planner.reading.forms import Unusable
from planner.reading.sheet.cells import Cell

MOST_ROWS = 10_000
MOST_COLUMNS = 100
_LONGEST_CELL = 32_767
"""The most that a cell of a workbook holds."""

SAVE_AGAIN = "save it anew as an Excel workbook (.xlsx), or as CSV"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""What a workbook of an old sort (.xls), or one with a password, begins with."""

Row = tuple[int, Sequence[Cell]]
"""The number of a row, from 1 as people see it, and its cells."""


@dataclass(frozen=True, slots=True)
class ClockTime(Unusable):
    """A clock time, for which no column of requests has a use."""

    at: time = time.min


class NoSheetError(Exception):
    """A file is no sheet at all: what is wrong, in which row, and what would mend it."""

    def __init__(self, message: str, row: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.row, self.hint = message, row, hint


def bounded(row: int, width: int, most_rows: int = MOST_ROWS) -> None:
    """Refuse a sheet that is larger than a year could need, by default of requests."""
    if row > most_rows:
        raise NoSheetError(f"has more than {most_rows:,} rows", row)
    if width > MOST_COLUMNS:
        raise NoSheetError(f"has more than {MOST_COLUMNS} columns", row)


def text_cell(text: str, row: int) -> Cell:
    """Return a text without the blanks around it; None if nothing is left."""
    if len(text) > _LONGEST_CELL:
        raise NoSheetError(f"holds a text of more than {_LONGEST_CELL:,} characters", row)
    return text.strip() or None
