"""A session is led by facilitators from its pool: named, chosen, or with the skills asked for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "is led by qualified facilitators"
REFUSAL = "not qualified"


def refuses(visit: Visit, facilitator: str) -> bool:
    """Tell whether a facilitator may not lead a visit, whenever it is."""
    return facilitator not in visit.pool


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session led by somebody outside its pool."""
    for placed in plan.sessions:
        pool = problem.visits[problem.visit_of[placed.id]].pool
        strangers = sorted(set(placed.facilitators) - set(pool))
        if strangers and placed.id not in problem.history:
            yield Breach(TITLE, (placed.id,), f"is led by {', '.join(strangers)}")
