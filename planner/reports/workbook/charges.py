"""Lists of postings, a row each: what is charged, and what the log confirms; then what totals them.

Every figure of the workbook that adds up is a formula over these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.clock import moment
from planner.domain.confidential import public_ids, request_of
from planner.domain.contract import Contract
from planner.domain.cuts import By
from planner.domain.postings import Kind, Posting, total
from planner.domain.problem import Problem
from planner.reports.page.told import title_of
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Column,
    Look,
    Sheet,
    Table,
    added,
    down,
    letter,
    on,
    product,
    text,
)
from planner.reports.workbook.labels import Labels
from planner.reports.workbook.measures import Measure, measures

_TOLD = (
    *("Date", "Start", "End", "Session", "Title", "Type", "Audience", "Site"),
    *("Facilitator", "Line", "Purchase order"),
)
_LINE = "Line"
_COLUMN_OF = {
    By.MONTH: "Date",
    By.FISCAL_YEAR: "Date",
    By.FACILITATOR: "Facilitator",
    By.AUDIENCE: "Audience",
    By.SITE: "Site",
    By.TYPE: "Type",
    By.PURCHASE_ORDER: "Purchase order",
}
_AWAITED = "Awaited"
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Book:
    """A list of postings as a sheet of its own, and the formulas that add it up.

    `awaited` are those that the log says nothing of; None where there is no log to ask.
    """

    name: str
    problem: Problem
    contract: Contract
    labels: Labels
    postings: Sequence[Posting]
    awaited: frozenset[Posting] | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What the list is counted in, a column each."""
        return measures(self.contract)

    def sheet(self) -> Sheet:
        """Return the list, with the totals of its columns."""
        ids = public_ids(self.problem)
        rows = tuple((*self._told(ids, one), *self._counted(one)) for one in self.postings)
        whole = total(one.amount for one in self.postings)
        totals = (
            text("Total"),
            *(EMPTY for _ in _TOLD[1:]),
            *(
                one.cell(whole, added(self._letter(one.heading), FIRST, len(rows)))
                for one in self.measures
            ),
            *(() if self.awaited is None else (EMPTY,)),
        )
        columns = tuple(map(Column, self._headings))
        return Sheet(self.name, (Table(self.name, columns, rows, (totals,)),), is_list=True)

    def on_line(self, cell: str) -> str:
        """Return the factor that is 1 where a row is of the line that a cell names."""
        return f"EXACT({self._range(_LINE)},{cell})"

    def counts_as(self, by: By, cell: str) -> str:
        """Return the factor that is 1 where a row is of the key that a cell holds."""
        column = self._range(_COLUMN_OF[by])
        months = {By.MONTH: 1, By.FISCAL_YEAR: 12}.get(by)
        if months is None:
            return f"EXACT({column},{cell})"
        return f"({column}>={cell})*({column}<EDATE({cell},{months}))"

    @property
    def still_awaited(self) -> str:
        """Return the factor that is 1 where the log says nothing of a row."""
        return f'EXACT({self._range(_AWAITED)},"{_YES}")'

    def sum(self, measure: Measure, *factors: str) -> str:
        """Return the formula that adds up a measure of the rows for which all factors are 1."""
        return product(*factors, self._range(measure.heading))

    @property
    def _headings(self) -> tuple[str, ...]:
        counted = (one.heading for one in self.measures)
        return (*_TOLD, *counted, *(() if self.awaited is None else (_AWAITED,)))

    def _letter(self, heading: str) -> str:
        return letter(self._headings.index(heading))

    def _range(self, heading: str) -> str:
        return on(self.name, down(self._letter(heading), FIRST, len(self.postings)))

    def _told(self, ids: Mapping[str, str], one: Posting) -> Iterator[Cell]:
        yield Cell(one.date, Look.DATE)
        zone = self.problem.engagement.zone
        for at in (one.part.start, one.part.end) if one.part else ():
            yield Cell(moment(at, zone).time(), Look.TIME)
        yield from () if one.part else (EMPTY, EMPTY)
        yield from self._called(ids, one)
        for by in (By.TYPE, By.AUDIENCE, By.SITE, By.FACILITATOR):
            yield Cell(self.labels.of(self.problem, one, by))
        yield Cell(self.labels.lines[one.line])
        yield Cell(self.labels.of(self.problem, one, By.PURCHASE_ORDER))

    def _called(self, ids: Mapping[str, str], one: Posting) -> tuple[Cell, Cell]:
        """Return the id of a session that anybody may read, and its title."""
        corrected = ", corrected" if one.is_correction else ""
        if one.kind is not Kind.SESSION:
            return EMPTY, text(f"{'Trip' if one.kind is Kind.TRIP else 'Fee'}{corrected}")
        if one.session not in ids:
            return text(one.session), text(f"Not in the plan{corrected}")
        title = title_of(request_of(self.problem, one.session))
        return text(ids[one.session]), text(f"{title}{corrected}")

    def _counted(self, one: Posting) -> Iterator[Cell]:
        for measure in self.measures:
            yield measure.cell(one.amount, "")
        if self.awaited is not None:
            yield Cell(_YES if one in self.awaited else _NO)
