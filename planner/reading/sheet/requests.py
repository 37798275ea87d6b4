"""A sheet of requests: its headings, its rows, and where in it each key stands."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.errors import BadInputError, Complaint, WhereInSheet
from planner.reading.forms import Unusable
from planner.reading.lines import Path as Keys
from planner.reading.sheet.cells import TEXT, Cell
from planner.reading.sheet.columns import COLUMNS, ID, Column
from planner.reading.sheet.csv_file import csv_rows
from planner.reading.sheet.grid import NoSheetError, Row
from planner.reading.sheet.xlsx_file import xlsx_rows
from planner.reading.source import read_bytes
from planner.reading.wording import shown, suggestion

SUFFIXES = (".csv", ".xlsx")
_REMARK = "#"
_BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
_NAMES = (ID, *_BY_NAME)
_HEADINGS: Mapping[str, str] = {name.casefold(): name for name in _NAMES}


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: its requests as tables, each by its id, and the row of each."""

    path: Path
    shown: str
    requests: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, int]
    complaints: Sequence[Complaint]

    @property
    def folder(self) -> Path:
        """Where relative paths in the file begin."""
        return self.path.parent

    def where(self, path: Keys) -> WhereInSheet:
        """Return the cell of `requests.<id>.<key>`; without a key, that of the id."""
        row = self.rows.get(path[1]) if len(path) > 1 else None
        return WhereInSheet(self.shown, row, ".".join(path[2:]) or ID)


def read_sheet(path: Path) -> Sheet:
    """Return the requests of a CSV file or workbook; raise `BadInputError` if it is neither."""
    name = os.path.relpath(path)
    content = read_bytes(path, name, "a sheet (.csv or .xlsx)")
    is_csv = path.suffix.lower() == SUFFIXES[0]
    rows = csv_rows(content, _HEADINGS) if is_csv else xlsx_rows(content)
    reading = _Reading(name)
    try:
        reading.read(rows)
    except NoSheetError as error:
        where = WhereInSheet(name, error.row)
        raise BadInputError([Complaint(where, error.message, error.hint)]) from None
    return Sheet(path, name, reading.requests, reading.rows, reading.complaints)


@dataclass
class _Reading:
    """The reading of one sheet.

    `columns` has each heading that counts by its place, `ignored` the places of which nothing
    more is to be said.
    """

    shown: str
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)

    def read(self, rows: Iterator[Row]) -> None:
        """Read the first row that is not empty as headings, and all others as requests."""
        filled = ((number, cells) for number, cells in rows if any(c is not None for c in cells))
        headings = next(filled, None)
        if headings is None:
            raise NoSheetError(f'is empty; expected a row of headings, "{ID}" among them')
        self._read_headings(*headings)
        for number, cells in filled:
            self._read_request(number, cells)

    def _complain(self, row: int, column: str, message: str, hint: str | None = None) -> None:
        self.complaints.append(Complaint(WhereInSheet(self.shown, row, column), message, hint))

    def _read_headings(self, row: int, cells: Sequence[Cell]) -> None:
        for place, cell in _filled(cells):
            text = str(cell)
            name = _HEADINGS.get(text.casefold())
            if name is not None and name not in self.columns.values():
                self.columns[place] = name
                continue
            self.ignored.add(place)
            if name is not None:
                self._complain(row, text, "is written twice", "keep one of the two")
            elif not text.startswith(_REMARK):
                self._complain(row, text, "is not a column here", suggestion(text, _NAMES))
        if ID not in self.columns.values():
            raise NoSheetError(
                f'has no column "{ID}"; expected headings such as {ID}, title and audience', row
            )

    def _read_request(self, row: int, cells: Sequence[Cell]) -> None:
        filled = {place: cell for place, cell in _filled(cells) if place not in self.ignored}
        written = {self.columns[p]: cell for p, cell in filled.items() if p in self.columns}
        id = TEXT.read(written.pop(ID, None))
        if isinstance(id, str) and id.startswith(_REMARK):
            return
        for place in filled.keys() - self.columns.keys():
            self.ignored.add(place)
            message = f"{shown(filled[place])} stands under no heading"
            self._complain(row, letters(place), message)
        if id is None:
            if written:
                self._complain(row, ID, "is missing; expected the request's id")
        elif isinstance(id, Unusable):
            self._complain(row, ID, f"{id} is not an id", id.hint)
        elif str(id) in self.rows:
            self._complain(row, ID, f"{shown(str(id))} stands in row {self.rows[str(id)]} already")
        else:
            self.rows[str(id)] = row
            self.requests[str(id)] = self._table(row, written)

    def _table(self, row: int, written: Mapping[str, Cell]) -> dict[str, Any]:
        """Return what the cells of a row say, as the table that a TOML file would have."""
        table: dict[str, Any] = {}
        for name, cell in written.items():
            column = _BY_NAME[name]
            *outer, last = column.path
            inner = table.setdefault(outer[0], {}) if outer else table
            if isinstance(inner, dict) and last not in inner:
                inner[last] = column.grammar.read(cell)
            else:
                message = f"says what another column of {column.path[0]} says; expected one of them"
                self._complain(row, name, message)
        return table


def _filled(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    return ((place, cell) for place, cell in enumerate(cells) if cell is not None)


def letters(place: int) -> str:
    """Return what programs call a column, by its place from 0: A to Z, AA and so on."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
