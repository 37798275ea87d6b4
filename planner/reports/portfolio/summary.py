"""The first sheet over all: each engagement in coach-days and in money, and the proof.

Every figure is a formula over the sheet of lines; those are formulas over the lists of what is
charged and delivered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.domain.problem import Engagement
from planner.reports.accounts import headed, over, said_of
from planner.reports.portfolio.account import NO_CONTRACT, Accounts
from planner.reports.portfolio.checks import checks
from planner.reports.portfolio.cuts import CutOverAll
from planner.reports.portfolio.lines import Lines
from planner.reports.portfolio.matrix import Side
from planner.reports.portfolio.top import COLUMN, NAME, TOLD, Top
from planner.reports.portfolio.totals import Way, totals
from planner.reports.workbook.cells import (
    EMPTY,
    Cell,
    Column,
    Look,
    Sheet,
    Table,
    text,
)
from planner.reports.workbook.figures import FIGURES, definitions

_DEFINED = (
    ("Signed", "Contracts that are signed: what of them is delivered may be due."),
    ("Draft, not due", "Contracts that nobody has signed yet: nothing of them is due."),
    ("Both, drafts not due", "Signed and draft together, to plan by. It is no amount to be paid."),
)


@dataclass(frozen=True)
class Summary:
    """The accounts of a portfolio, the sheets that they are added up from, and those that agree."""

    portfolio: Portfolio
    accounts: Accounts
    ways: tuple[Way, Way]
    top: Top
    lines: Lines
    sides: Sequence[Side]
    cuts: Sequence[CutOverAll]

    def sheet(self) -> Sheet:
        """Return the sheet."""
        figures = (self._figures(way) for way in self.ways)
        return Sheet(
            NAME,
            (
                *figures,
                definitions(*_DEFINED),
                checks(self.top, self.ways, self.sides, self.cuts),
                self._notes(),
            ),
        )

    def _figures(self, way: Way) -> Table:
        first, engagements = self.top.first(way), self._engagements
        rows = tuple(
            (*self._told(one), *self._row(one, way, first + index))
            for index, one in enumerate(engagements)
        )
        columns = tuple(map(Column, (*TOLD, *COLUMN)))
        whole = tuple(totals(self.accounts, way, len(TOLD), first, len(rows)))
        return Table(way.title, columns, rows, whole)

    @property
    def _engagements(self) -> Sequence[Engagement]:
        return [problem.engagement for problem in self.portfolio.problems]

    def _told(self, engagement: Engagement) -> Iterator[Cell]:
        account = self.accounts.of.get(engagement.id)
        yield Cell(self.accounts.titles[engagement.id])
        yield text(account.state if account else NO_CONTRACT)
        yield Cell(engagement.first, Look.DATE)
        yield Cell(engagement.last, Look.DATE)

    def _row(self, engagement: Engagement, way: Way, row: int) -> Iterator[Cell]:
        account = self.accounts.of.get(engagement.id)
        for heading, figure in FIGURES:
            if account is None:
                yield EMPTY
            else:
                yield way.cell(way.of(account, figure), self.lines.sum(way, heading, f"$A{row}"))

    def _notes(self) -> Table:
        said = [
            *(f"OVER: {told}" for told in self._over()),
            *(
                f"{account.label}: {told}"
                for account in self.accounts
                for told in said_of(account.contract, account.ledger)
            ),
            *(
                f"{self.accounts.titles[one.id]}: {NO_CONTRACT}"
                for one in self._engagements
                if one.contract is None
            ),
        ]
        return Table("Notes", (Column("", is_loose=True),), tuple((text(one),) for one in said))

    def _over(self) -> Iterator[str]:
        for account in self.accounts:
            head = headed(account.label, account.contract.state)
            yield from (f"{head}: {over(line)}" for line in account.ledger.over)
