"""A session is led by as many different facilitators as were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

TITLE = "has its whole team"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session whose team is too small, too large, or names somebody twice."""
    for placed in plan.sessions:
        team = problem.visits[problem.visit_of[placed.id]].team
        different = len(set(placed.facilitators))
        if placed.id in problem.history:
            continue
        if different != team or len(placed.facilitators) != team:
            yield Breach(TITLE, (placed.id,), f"has {different} facilitators instead of {team}")
