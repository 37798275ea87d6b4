"""A session lies inside its window and inside the contract's dates.

Starts outside are never proposed (`domain.layout.options`), so nothing is posted here.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clock import moment
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

TITLE = "lies inside its window"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session with a part outside its window."""
    engagement = problem.engagement
    for placed in plan.sessions:
        window = problem.visits[problem.visit_of[placed.id]].window
        dates = [moment(part.start, engagement.zone).date() for part in placed.parts]
        outside = [day for day in dates if day not in window]
        outside += [day for day in dates if not engagement.first <= day <= engagement.last]
        if outside and placed.id not in problem.history:
            yield Breach(TITLE, (placed.id,), f"is on {outside[0]}, outside {window}")
