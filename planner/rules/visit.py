"""The sessions of one visit share a date, a place and a team, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.placement import PlacedSession
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Mode, Problem, Visit

TITLE = "keeps a visit together"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each visit that is torn apart, or whose place is not the one asked for."""
    for visit in problem.visits:
        ids = tuple(session.id for session in visit.sessions)
        placed = [plan.placed[id] for id in ids if id in plan.placed]
        if not placed or problem.history.issuperset(ids):
            continue
        if len(placed) < len(ids):
            yield Breach(TITLE, ids, f"only {len(placed)} of {len(ids)} sessions are placed")
        fault = _fault(problem, visit, placed)
        if fault:
            yield Breach(TITLE, ids, fault)


def _fault(problem: Problem, visit: Visit, placed: list[PlacedSession]) -> str | None:
    zone, break_minutes = problem.engagement.zone, problem.engagement.day.break_minutes
    if len({one.mode for one in placed}) > 1 or Mode(placed[0].mode) not in visit.modes:
        return f"is not {' or '.join(visit.modes)}"
    for one in placed:
        for number, part in enumerate(one.parts):
            if part.site != visit.place(Mode(one.mode), number):
                return f"is at {part.site or 'no site'}"
    if len({one.date(zone) for one in placed}) > 1:
        return "spreads over several dates"
    if len({one.facilitators for one in placed}) > 1:
        return "changes its team during the visit"
    if any(later.start - earlier.end < break_minutes for earlier, later in pairwise(placed)):
        return f"has sessions out of order or less than {break_minutes} minutes apart"
    return None
