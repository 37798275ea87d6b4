"""A follow-up begins when the break after its session is over, in the same half."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.clock import moment
from planner.domain.placement import PlacedSession
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

TITLE = "has its follow-up right after it"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session whose follow-up is later than it should be, or in another half."""
    for visit in problem.visits:
        for session, next_one in pairwise(visit.sessions):
            pair = session.id, next_one.id
            is_placed = next_one.follows and plan.placed.keys() >= set(pair)
            if not is_placed or problem.history.issuperset(pair):
                continue
            fault = _fault(problem, plan.placed[session.id], plan.placed[next_one.id])
            if fault:
                yield Breach(TITLE, pair, fault)


def _fault(problem: Problem, session: PlacedSession, follow_up: PlacedSession) -> str | None:
    zone, day = problem.engagement.zone, problem.engagement.day
    apart = follow_up.start - session.end
    if apart != day.break_minutes:
        return f"the follow-up begins {apart} minutes after it instead of {day.break_minutes}"
    starts = (moment(one.start, zone) for one in (session, follow_up))
    halves = {day.half_at(start.hour * 60 + start.minute) for start in starts}
    return "the follow-up is in another half" if len(halves) > 1 else None
