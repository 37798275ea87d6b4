"""Rows under known headings: what a sheet of deliveries and the log have in common."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from planner.errors import BadInputError, Complaint, WhereInSheet
from planner.reading.deliveries.cells import UnclearError
from planner.reading.sheet.cells import Cell
from planner.reading.sheet.csv_file import csv_rows
from planner.reading.sheet.grid import MOST_ROWS, NoSheetError, Row
from planner.reading.sheet.xlsx_file import xlsx_rows
from planner.reading.source import read_bytes
from planner.reading.wording import shown, suggestion

T = TypeVar("T")
_REMARK = re.compile(r"\s*\([^)]*\)$")
"""What may stand behind a heading: amount (draft, not due)."""


@dataclass(frozen=True)
class Rows:
    """The rows of a file that are not empty, and what is wrong with them so far."""

    shown: str
    rows: Sequence[DataRow]
    complaints: list[Complaint]

    def raise_any(self) -> None:
        """Raise the one error that carries all complaints, if there are any."""
        if self.complaints:
            raise BadInputError(self.complaints)


@dataclass(frozen=True)
class DataRow:
    """One row: its number as people see it, and its cells by the names of their columns."""

    shown: str
    number: int
    cells: dict[str, Cell]
    complaints: list[Complaint] = field(repr=False)

    def complain(self, column: str | None, message: str, hint: str | None = None) -> None:
        """Note a mistake in a cell."""
        where = WhereInSheet(self.shown, self.number, column)
        self.complaints.append(Complaint(where, message, hint))

    def read(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """Return what a cell means; None if it means nothing, which is complained of."""
        try:
            return read(self.cells.get(column))
        except UnclearError as unclear:
            self.complain(column, unclear.message, unclear.hint)
            return None


def read_rows(
    path: Path,
    columns: Collection[str],
    most_rows: int = MOST_ROWS,
    content: bytes | None = None,
) -> Rows:
    """Return the rows of a CSV file or workbook that has these columns, in any order.

    With `content` it is read as if the file held that. Raises
    BadInputError where it is neither, or where a column is missing or unknown.
    """
    name = os.path.relpath(path)
    if content is None:
        content = read_bytes(path, name, "a sheet (.csv or .xlsx)")
    is_workbook = path.suffix.lower() == ".xlsx"
    rows = xlsx_rows(content) if is_workbook else csv_rows(content, columns, most_rows)
    try:
        return _under_headings(name, rows, columns)
    except NoSheetError as error:
        where = WhereInSheet(name, error.row)
        raise BadInputError([Complaint(where, error.message, error.hint)]) from None


def _under_headings(name: str, rows: Iterator[Row], columns: Collection[str]) -> Rows:
    filled = ((number, cells) for number, cells in rows if any(c is not None for c in cells))
    first, headings = next(filled, (1, ()))
    if not headings:
        raise NoSheetError(f"is empty; expected a row of headings: {', '.join(columns)}")
    complaints: list[Complaint] = []
    places = _places(DataRow(name, first, {}, complaints), headings, columns)
    if complaints:
        raise BadInputError(complaints)
    found = []
    for number, cells in filled:
        row = DataRow(name, number, {}, complaints)
        for place, cell in enumerate(cells):
            if place in places:
                row.cells[places[place]] = cell
            elif cell is not None:
                row.complain(None, f"{shown(cell)} stands under no heading")
        found.append(row)
    return Rows(name, found, complaints)


def _places(row: DataRow, headings: Sequence[Cell], columns: Collection[str]) -> dict[int, str]:
    """Return the column at each place; complain of a header that was changed."""
    places: dict[int, str] = {}
    for place, cell in enumerate(headings):
        if cell is None:
            continue
        text = str(cell)
        column = _REMARK.sub("", text).casefold().replace(" ", "_")
        if column not in columns:
            row.complain(text, "is not a column here", suggestion(text, columns))
        elif column in places.values():
            row.complain(text, "is written twice", "keep one of the two")
        else:
            places[place] = column
    missing = [column for column in columns if column not in places.values()]
    if missing:
        row.complain(
            None,
            f"the heading {', '.join(missing)} is missing",
            "keep the headings as they were written",
        )
    return places
