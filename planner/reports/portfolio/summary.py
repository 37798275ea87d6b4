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
from planner.reports.portfolio.account import Accounts, Standing
from planner.reports.portfolio.cuts import CutOverAll
from planner.reports.portfolio.lines import Lines
from planner.reports.portfolio.matrix import Side
from planner.reports.portfolio.top import COLUMN, NAME, TOLD, Top
from planner.reports.portfolio.totals import Way, totals
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Column,
    Look,
    Sheet,
    Table,
    below,
    on,
    text,
)
from planner.reports.workbook.figures import FIGURES, definitions

NO_CONTRACT = "no contract"
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
    ways: Sequence[Way]
    top: Top
    lines: Lines
    sides: Sequence[Side]
    cuts: Sequence[CutOverAll]

    def sheet(self) -> Sheet:
        """Return the sheet."""
        figures = (self._figures(way) for way in self.ways)
        return Sheet(NAME, (*figures, definitions(*_DEFINED), self._checks(), self._notes()))

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
        yield text(account.standing if account else NO_CONTRACT)
        yield Cell(engagement.first, Look.DATE)
        yield Cell(engagement.last, Look.DATE)

    def _row(self, engagement: Engagement, way: Way, row: int) -> Iterator[Cell]:
        account = self.accounts.of.get(engagement.id)
        for heading, figure in FIGURES:
            if account is None:
                yield EMPTY
            else:
                yield way.cell(way.of(account, figure), self.lines.sum(way, heading, f"$A{row}"))

    def _checks(self) -> Table:
        """Return what lists and cuts come to, and how far that is from the totals: by nothing."""
        compared = tuple(self._compared())
        headings = (
            f"{side.heading}: {way.measure(standing or Standing.SIGNED).heading.lower()}"
            for side, way, standing in compared
        )
        columns = (
            Column("Sheet"),
            *(Column(one) for heading in headings for one in (heading, "Differs by")),
        )
        rows = (self._check_lists(), *map(self._check_cut, self.cuts))
        return Table("All lists and cuts come to the same", columns, rows)

    def _compared(self) -> Iterator[tuple[Side, Way, Standing | None]]:
        """Yield what is compared: coach-days of all, money by whether it can be due."""
        in_days, in_money = self.ways
        for side in self.sides:
            yield side, in_days, None
            yield from ((side, in_money, standing) for standing in Standing)

    def _check_lists(self) -> tuple[Cell, ...]:
        names = " and ".join(side.listed.name for side in self.sides)
        cells: list[Cell] = []
        for side, way, standing in self._compared():
            listed, measure = side.listed, way.measure(standing or Standing.SIGNED)
            value = way.amount(listed.amount(*((standing,) if standing else Standing)))
            place = f"${listed.letter(measure.heading)}${below(FIRST, listed.length)}"
            cells += self._beside(on(listed.name, place), value, (side, way, standing))
        return (text(names), *cells)

    def _check_cut(self, cut: CutOverAll) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for side, way, standing in self._compared():
            matrix = next(one for one in cut.matrices if (one.side, one.way) == (side, way))
            place = on(cut.name, matrix.total_cell(standing))
            cells += self._beside(place, matrix.total(standing), (side, way, standing))
        return (text(cut.name), *cells)

    def _beside(
        self, place: str, value: int, compared: tuple[Side, Way, Standing | None]
    ) -> tuple[Cell, Cell]:
        """Return a total of another sheet, and how far it is from the same of this one."""
        side, way, standing = compared
        figure = dict(FIGURES)[side.heading]
        ours = sum(way.of(account, figure) for account in self.accounts.under(standing))
        differs = f"{place}-{self.top.total(way, side.heading, standing)}"
        return way.cell(value, place), way.cell(value - ours, differs)

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
