"""The placed sessions that charge nothing, so that what was included is seen to be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.clock import moment
from planner.domain.confidential import public_ids, request_of
from planner.domain.facts.included import Included, included
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.page.told import title_of
from planner.reports.titles import Titles
from planner.reports.workbook.cells import Cell, Column, Look, Sheet, Table, text

UNCHARGED = ("From", "To", "Session", "Title", "Type", "Audience", "Place", "Facilitators", "Why")


def uncharged(problem: Problem, plan: Plan) -> Sheet:
    """Return the list, in the order of the plan; a confidential session names no audience."""
    rows = tuple(told_uncharged(problem, plan))
    table = Table("Sessions that charge nothing", tuple(map(Column, UNCHARGED)), rows)
    return Sheet("Uncharged", (table,), is_list=True)


def told_uncharged(problem: Problem, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each of them, below the headings `UNCHARGED`."""
    free = {id: one for one in included(problem, plan) for id in one.sessions}
    ids, titles = public_ids(problem), Titles(problem, plan)
    for placed in plan.sessions:
        if placed.id in free:
            yield tuple(_cells(titles, ids, placed, free[placed.id]))


def _cells(
    titles: Titles, ids: Mapping[str, str], placed: PlacedSession, free: Included
) -> Iterator[Cell]:
    problem = titles.problem
    request, zone = request_of(problem, placed.id), problem.engagement.zone
    for at in (placed.start, placed.end):
        yield Cell(moment(at, zone).date(), Look.DATE)
    yield text(ids[placed.id])
    yield text(title_of(request))
    yield text(request.type)
    yield text("" if request.confidential else titles.audience(problem.sessions[placed.id]))
    yield text(" + ".join(dict.fromkeys(titles.places(placed))))
    yield text(titles.team(placed))
    yield text(_why(problem, free))


def _why(problem: Problem, free: Included) -> str:
    contract = problem.engagement.contract
    if contract is None:
        return "no contract"
    if free.line is None:
        return "on no contract line"
    return f"in the fixed price of {contract.lines[free.line].title}"
