"""Lists of postings, a row each: what is charged, and what the log confirms; then what totals them.

Every figure of the workbook that adds up is a formula over these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
    text,
)
from planner.reports.workbook.labels import Labels
from planner.reports.workbook.listed import AWAITED, NO, TOLD, YES, Listed
from planner.reports.workbook.measures import Measure, measures


@dataclass(frozen=True)
class Book(Listed):
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
        rows = tuple((*self.told(one), *self._counted(one)) for one in self.postings)
        whole = total(one.amount for one in self.postings)
        totals = (
            text("Total"),
            *(EMPTY for _ in TOLD[1:]),
            *(
                one.cell(whole, added(self.letter(one.heading), FIRST, len(rows)))
                for one in self.measures
            ),
            *(() if self.awaited is None else (EMPTY,)),
        )
        columns = tuple(map(Column, self.headings))
        return Sheet(self.name, (Table(self.name, columns, rows, (totals,)),), is_list=True)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all its columns."""
        counted = (one.heading for one in self.measures)
        return (*TOLD, *counted, *(() if self.awaited is None else (AWAITED,)))

    @property
    def length(self) -> int:
        """How many postings there are."""
        return len(self.postings)

    def told(self, one: Posting) -> Iterator[Cell]:
        """Yield what a posting is, below the headings `TOLD`."""
        yield Cell(one.date, Look.DATE)
        zone = self.problem.engagement.zone
        for at in (one.part.start, one.part.end) if one.part else ():
            yield Cell(moment(at, zone).time(), Look.TIME)
        yield from () if one.part else (EMPTY, EMPTY)
        yield from self._called(one)
        for by in (By.TYPE, By.AUDIENCE, By.SITE, By.FACILITATOR):
            yield Cell(self.labels.of(self.problem, one, by))
        yield Cell(self.labels.lines[one.line])
        yield Cell(self.labels.of(self.problem, one, By.PURCHASE_ORDER))

    def _called(self, one: Posting) -> tuple[Cell, Cell]:
        """Return the id of a session that anybody may read, and its title."""
        corrected = ", corrected" if one.is_correction else ""
        if one.kind is not Kind.SESSION:
            return EMPTY, text(f"{'Trip' if one.kind is Kind.TRIP else 'Fee'}{corrected}")
        if one.session not in self._ids:
            return text(one.session), text(f"Not in the plan{corrected}")
        title = title_of(request_of(self.problem, one.session))
        return text(self._ids[one.session]), text(f"{title}{corrected}")

    def whether_awaited(self, one: Posting) -> Cell:
        """Return whether the log says nothing of a posting yet."""
        return Cell(YES if self.awaited is None or one in self.awaited else NO)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return public_ids(self.problem)

    def _counted(self, one: Posting) -> Iterator[Cell]:
        for measure in self.measures:
            yield measure.cell(one.amount, "")
        if self.awaited is not None:
            yield self.whether_awaited(one)
