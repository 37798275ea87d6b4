"""How the contract burns: month by month with a chart, and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.burn import Burn, LineBurn, Month
from planner.domain.contract import LineUnit
from planner.domain.cuts import By
from planner.reports.accounts import headed
from planner.reports.burn import left_out
from planner.reports.phrases import long_date
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Chart,
    Column,
    Curve,
    Look,
    Sheet,
    Table,
    added,
    dollars,
    down,
    letter,
    on,
    text,
)
from planner.reports.workbook.charges import Book
from planner.reports.workbook.measures import quantity

NAME = "Burn"
_PLANNED, _DELIVERED, _AWAITED, _USED, _EVEN, _CONTRACTED = map(letter, range(1, 7))
_FIRST_MONTH = FIRST + 1
"""The first month stands below the row of what was used before."""


@dataclass(frozen=True)
class BurnSheet:
    """The contract as it burns; its months are formulas over the lists of what is charged."""

    told: Burn
    planned: Book
    delivered: Book | None

    def sheet(self) -> Sheet:
        """Return the sheet."""
        notes = tuple((text(note),) for note in left_out(self.told))
        left = (Table("Notes", (Column("", is_loose=True),), notes),) if notes else ()
        return Sheet(NAME, (self._months(), self._lines(), *left), chart=self._chart())

    def _months(self) -> Table:
        months = self.told.months
        opening = (text("Used before"), EMPTY, EMPTY, EMPTY, dollars(self.told.opening))
        before = (*opening, EMPTY, EMPTY)
        rows = tuple(self._month(month, _FIRST_MONTH + at) for at, month in enumerate(months))
        headings = ("Planned", "Delivered", "Awaited", "Used by its end", "Even pace", "Contracted")
        columns = (Column("Month"), *map(Column, headings))
        columns_added = (_PLANNED, _DELIVERED, _AWAITED)
        figures = (
            sum(month.planned for month in months),
            sum(month.delivered for month in months),
            sum(month.awaited for month in months),
        )
        totals = tuple(
            dollars(cents, added(column, _FIRST_MONTH, len(rows)))
            for column, cents in zip(columns_added, figures, strict=True)
        )
        title = headed("Month by month, in money", self.planned.contract.state)
        whole = (text("Total"), *totals, EMPTY, EMPTY, EMPTY)
        return Table(title, columns, (before, *rows), (whole,))

    def _month(self, month: Month, row: int) -> tuple[Cell, ...]:
        def of(book: Book, *factors: str) -> str:
            in_month = book.counts_as(By.MONTH, f"$A{row}")
            return book.sum(book.measures[-1], in_month, *factors)

        delivered = of(self.delivered) if self.delivered else ""
        is_open = (self.planned.still_awaited,) if self.delivered else ()
        used = f"{_USED}{row - 1}+{_DELIVERED}{row}+{_AWAITED}{row}"
        return (
            Cell(month.first, Look.MONTH),
            dollars(month.planned, of(self.planned)),
            dollars(month.delivered, delivered),
            dollars(month.awaited, of(self.planned, *is_open)),
            dollars(month.used, used),
            dollars(month.even),
            dollars(self.told.contracted),
        )

    def _lines(self) -> Table:
        headings = ("Contracted", "Used by now", "Even pace", "Below pace", "Runs out", "Unused")
        columns = (Column("Line"), *map(Column, headings))
        rows = tuple(tuple(self._line(line)) for line in self.told.lines)
        return Table(f"Line by line, as of {long_date(self.told.today)}", columns, rows)

    def _line(self, line: LineBurn) -> Iterator[Cell]:
        yield Cell(self.planned.labels.lines[line.of.line.id])
        for amount in (line.contracted, line.used, line.even):
            yield _counted(line, amount)
        yield text("below pace" if line.is_below else "")
        yield EMPTY if line.runs_out is None else Cell(line.runs_out, Look.DATE)
        yield _counted(line, line.unused)

    def _chart(self) -> Chart:
        rows = len(self.told.months)

        def curve(column: str, name: str, colour: str, *, is_dashed: bool = False) -> Curve:
            return Curve(name, on(NAME, down(column, _FIRST_MONTH, rows)), colour, is_dashed)

        curves: Sequence[Curve] = (
            curve(_USED, "Used", "#0A5AA8"),
            curve(_EVEN, "Even pace", "#6B7480", is_dashed=True),
            curve(_CONTRACTED, "Contracted", "#A3150F"),
        )
        months = on(NAME, down("A", _FIRST_MONTH, rows))
        return Chart("Used by the end of each month", months, tuple(curves))


def _counted(line: LineBurn, amount: int) -> Cell:
    is_price = line.of.line.unit is LineUnit.PRICE
    return dollars(amount) if is_price else quantity(line.of, amount)
