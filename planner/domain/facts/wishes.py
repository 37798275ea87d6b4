"""Which of the manager's own wishes a plan misses."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.wishes import broken, handovers

SAME_FACILITATOR = "same_facilitator"


@dataclass(frozen=True, slots=True)
class MissedWish:
    """A visit, by its first session, and the key of the wish that it misses."""

    request: str
    session: str
    key: str


def missed_wishes(problem: Problem, plan: Plan) -> tuple[MissedWish, ...]:
    """Return the preferences that are broken, then the handovers that were to be avoided."""
    preferences = (
        MissedWish(visit.request, placed.id, key)
        for visit in problem.visits
        for placed in (plan.placed.get(visit.sessions[0].id),)
        if placed is not None
        for key in broken(problem, visit, placed)
    )
    handed_over = (
        MissedWish(problem.visits[problem.visit_of[later]].request, later, SAME_FACILITATOR)
        for _, later in handovers(problem, plan)
    )
    return (*preferences, *handed_over)
