"""Whose page is linked from nowhere: those whose calendars say what others may not know."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.event import Announcer


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The facilitators and audiences who have, or may get, a confidential session; by id."""

    facilitators: frozenset[str]
    audiences: frozenset[str]


def unlisted(problem: Problem, plan: Plan) -> Unlisted:
    """Return whose pages are linked from nowhere.

    Whoever may lead a confidential session is among them even while they lead none: a calendar
    that was linked once is known for good.
    """
    announcer = Announcer(problem, {gone.placed.id: gone.told for gone in plan.withdrawn})
    facilitators: set[str] = set()
    audiences: set[str] = set()
    for visit in problem.visits:
        for session in visit.sessions:
            if announcer.is_confidential(session.id):
                facilitators.update(visit.pool)
                audiences |= problem.attending(session.audience)
    for placed in (*plan.sessions, *(gone.placed for gone in plan.withdrawn)):
        if announcer.is_confidential(placed.id):
            facilitators.update(placed.facilitators)
            audiences |= announcer.attending(placed.id)
    return Unlisted(frozenset(facilitators), frozenset(audiences))
