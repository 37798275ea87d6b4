"""Nothing is placed on or moved to a date before today; what lies there already stays.

What was delivered on a date that the record does not have is placed there, before today or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.layout import Option
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "leaves the past alone"
REFUSAL = "in the past"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start is before today, and the visit was not delivered."""
    if option.date >= problem.today:
        return False
    return problem.visit_of[visit.sessions[0].id] not in problem.held_on


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session newly placed before today, and each piece of history that changed."""
    zone = problem.engagement.zone
    for placed in plan.sessions:
        is_held = problem.visit_of[placed.id] in problem.held_on
        if placed.id not in problem.history and placed.date(zone) < problem.today and not is_held:
            message = f"is placed on {placed.date(zone)}, before today ({problem.today})"
            yield Breach(TITLE, (placed.id,), message)
    for id in sorted(problem.history):
        if plan.placed.get(id) != problem.baseline[id]:
            yield Breach(TITLE, (id,), "has happened, and is no longer where it was")
