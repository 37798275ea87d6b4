"""Each contract line of each engagement, in what it buys and in money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.contract import LineUnit
from planner.domain.ledger import LedgerLine
from planner.reports.portfolio.account import Account, Accounts, money
from planner.reports.portfolio.pooled import CONTRACT, ENGAGEMENT, Pooled
from planner.reports.portfolio.totals import Way, stride, totals
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Column,
    Sheet,
    Table,
    dollars,
    down,
    letter,
    on,
    product,
    text,
)
from planner.reports.workbook.figures import FIGURES, formulas
from planner.reports.workbook.measures import Measure, quantity

NAME = "Lines"
_TOLD = (ENGAGEMENT, CONTRACT, "Line", "Purchase order", "Unit", "Rate")
_UNIT = "E"
_COLUMN = {heading: letter(len(_TOLD) + index) for index, (heading, _) in enumerate(FIGURES)}
_COLUMNS = tuple(map(Column, (*_TOLD, *_COLUMN)))


@dataclass(frozen=True)
class Lines:
    """The lines of all accounts, and the lists that their figures are added up from."""

    accounts: Accounts
    ways: tuple[Way, Way]
    planned: Pooled
    delivered: Pooled | None

    def sheet(self) -> Sheet:
        """Return the sheet."""
        in_days, in_money = self.ways
        quantities = (
            (*_told(account, line), *self._counted(line, self._first(in_days) + index))
            for index, (account, line) in enumerate(self._listed)
        )
        amounts = (
            (*_told(account, line), *self._paid(account, line, self._first(in_money) + index))
            for index, (account, line) in enumerate(self._listed)
        )
        tables = (
            Table("In what each line buys", _COLUMNS, tuple(quantities), self._totals(in_days)),
            Table(in_money.title, _COLUMNS, tuple(amounts), self._totals(in_money)),
        )
        return Sheet(NAME, tables)

    def sum(self, way: Way, heading: str, cell: str) -> str:
        """Return the formula of a figure of the engagement that a cell names."""
        first, rows = self._first(way), len(self._listed)
        return product(
            f"EXACT({on(NAME, down('A', first, rows))},{cell})",
            *self._counts(way),
            on(NAME, down(_COLUMN[heading], first, rows)),
        )

    @cached_property
    def _listed(self) -> Sequence[tuple[Account, LedgerLine]]:
        return [(account, line) for account in self.accounts for line in account.ledger.lines]

    def _first(self, way: Way) -> int:
        return FIRST + way.number * stride(len(self._listed))

    def _counts(self, way: Way) -> tuple[str, ...]:
        """Return the factor that is 1 where a line is of those that a way counts; none of all."""
        units = on(NAME, down(_UNIT, FIRST, len(self._listed)))
        return () if way.unit is None else (f'EXACT({units},"{way.unit}")',)

    def _totals(self, way: Way) -> tuple[tuple[Cell, ...], ...]:
        first, rows = self._first(way), len(self._listed)
        return tuple(totals(self.accounts, way, len(_TOLD), first, rows, *self._counts(way)))

    def _counted(self, line: LedgerLine, row: int) -> Iterator[Cell]:
        counted = self.accounts.counted
        measure = next((one for one in counted if one.unit is line.line.unit), None)
        known = {} if measure is None else self._formulas(row, measure)
        for heading, figure in FIGURES:
            yield quantity(line, figure(line.quantity), known.get(heading, ""))

    def _paid(self, account: Account, line: LedgerLine, row: int) -> Iterator[Cell]:
        known = self._formulas(row, money(account.state))
        for heading, figure in FIGURES:
            yield dollars(figure(line.money), known.get(heading, ""))

    def _formulas(self, row: int, measure: Measure) -> Mapping[str, str]:
        at = {heading: f"{column}{row}" for heading, column in _COLUMN.items()}

        def factors(listed: Pooled) -> tuple[str, ...]:
            return (listed.of_engagement(f"$A{row}"), listed.on_line(f"$C{row}"))

        return formulas(at, self.planned, self.delivered, measure, factors)


def _told(account: Account, line: LedgerLine) -> Iterator[Cell]:
    is_price = line.line.unit is LineUnit.PRICE
    yield Cell(account.label)
    yield text(account.state)
    yield Cell(account.planned.labels.lines[line.line.id])
    yield text(line.line.purchase_order)
    yield text(line.line.unit)
    yield EMPTY if is_price else dollars(line.line.rate_cents)
