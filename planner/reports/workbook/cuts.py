"""The contract by month, by facilitator and so on: a sheet for each, that adds up both ways.

A row is a month or a name, a column in the middle a contract line. Every cell is a formula over
the list of charges, each row adds up to its amount, and all rows to what the summary says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.contract import LineUnit
from planner.domain.cuts import By, Cut, Key, cut
from planner.domain.postings import NOTHING, Amount
from planner.reports.accounts import headed
from planner.reports.workbook.cells import (
    FIRST,
    Cell,
    Column,
    Look,
    Sheet,
    Table,
    added,
    below,
    letter,
    on,
    text,
)
from planner.reports.workbook.charges import Book

_HEADINGS = {By.MONTH: "Month", By.FISCAL_YEAR: "Fiscal year from"}


def sheet_name(by: By) -> str:
    """Return the name of the sheet of a cut."""
    return f"By {by.value}"


def heading_of(by: By) -> str:
    """Return what the keys of a cut are."""
    return _HEADINGS.get(by, by.value.capitalize())


def key_cell(by: By, key: date | str) -> Cell:
    """Return the cell of a date or a name."""
    if isinstance(key, date):
        return Cell(key, Look.MONTH if by is By.MONTH else Look.DATE)
    return Cell(key)


@dataclass(frozen=True)
class CutSheet:
    """One cut of what is planned and, once anything is, of what is delivered."""

    by: By
    planned: Book
    delivered: Book | None

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return sheet_name(self.by)

    def sheet(self) -> Sheet:
        """Return the cut, with the totals of its columns."""
        rows = tuple(
            (key_cell(self.by, self._shown(key)), *self._cells(key, FIRST + index))
            for index, key in enumerate(self.keys)
        )
        columns = tuple(map(Column, (heading_of(self.by), *self._headings())))
        title = (
            f"Planned and delivered {self.name.lower()}"
            if self.delivered
            else (f"Planned {self.name.lower()}")
        )
        return Sheet(self.name, (Table(title, columns, rows, (tuple(self._totals()),)),))

    @cached_property
    def keys(self) -> Sequence[Key]:
        """The keys of both: dates in order, names as a person sorts them."""
        known = dict.fromkeys(key for one in self._cuts for key in one.rows)
        dates = sorted(key for key in known if isinstance(key, date))
        named = (key for key in known if not isinstance(key, date))
        return (*dates, *sorted(named, key=lambda key: (self._label(key).casefold(), str(key))))

    def total_of(self, unit: LineUnit, *, delivered: bool) -> str:
        """Return the cell with the total of what is counted in a unit; of a price, of money."""
        index = [measure.unit for measure in self.planned.measures].index(unit)
        if delivered:
            index += len(self._planned_headings())
        elif unit is LineUnit.PRICE:
            index += len(self._lines)
        return on(self.name, f"${letter(1 + index)}${below(FIRST, len(self.keys))}")

    @cached_property
    def _cuts(self) -> tuple[Cut, ...]:
        books = (self.planned, *((self.delivered,) if self.delivered else ()))
        return tuple(cut(book.problem, book.postings, self.by) for book in books)

    @property
    def _lines(self) -> dict[str, str]:
        return dict(self.planned.labels.lines)

    def _headings(self) -> Iterator[str]:
        yield from self._planned_headings()
        if self.delivered is not None:
            yield from (f"Delivered: {one.heading.lower()}" for one in self.delivered.measures)

    def _planned_headings(self) -> Sequence[str]:
        contract = self.planned.contract
        counted = (f"Planned: {one.heading.lower()}" for one in self.planned.measures[:-1])
        return (*counted, *self._lines.values(), headed("Planned: amount", contract.state))

    def _shown(self, key: Key) -> date | str:
        return key if isinstance(key, date) else self._label(key)

    def _label(self, key: Key) -> str:
        return self.planned.labels.cuts[self.by][key]

    def _cells(self, key: Key, row: int) -> Iterator[Cell]:
        """Yield the figures of a row: of what is planned by measure and by line, then in all."""
        *counted, money = self.planned.measures
        lines = self._cuts[0].rows.get(key, {})
        is_key = self.planned.counts_as(self.by, f"$A{row}")
        for measure in counted:
            yield measure.cell(self._cuts[0].of(key), self.planned.sum(measure, is_key))
        for index, line in enumerate(self._lines, 1 + len(counted)):
            on_line = self.planned.on_line(f"{letter(index)}${FIRST - 1}")
            formula = self.planned.sum(money, is_key, on_line)
            yield money.cell(lines.get(line, NOTHING), formula)
        first, last = 1 + len(counted), len(counted) + len(self._lines)
        across = f"SUM({letter(first)}{row}:{letter(last)}{row})"
        yield money.cell(self._cuts[0].of(key), across)
        if self.delivered is not None:
            is_key = self.delivered.counts_as(self.by, f"$A{row}")
            for measure in self.delivered.measures:
                yield measure.cell(self._cuts[1].of(key), self.delivered.sum(measure, is_key))

    def _totals(self) -> Iterator[Cell]:
        yield text("Total")
        *counted, money = self.planned.measures
        planned = self._cuts[0]
        amounts = [
            *((one, planned.total) for one in counted),
            *((money, self._on_line(line)) for line in self._lines),
            (money, planned.total),
        ]
        if self.delivered is not None:
            amounts += [(one, self._cuts[1].total) for one in self.delivered.measures]
        for index, (measure, amount) in enumerate(amounts, 1):
            yield measure.cell(amount, added(letter(index), FIRST, len(self.keys)))

    def _on_line(self, line: str) -> Amount:
        rows = self._cuts[0].rows.values()
        return sum((lines.get(line, NOTHING) for lines in rows), NOTHING)
