"""What people were told of stays on its date once that is near, unless it is released."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.layout import Option
from planner.domain.placement import PlacedSession
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "stays where people were told it is, so near to its date"
REFUSAL = "at another time or place than people were told, so near to its date"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start would move a session that is too near to be moved."""
    if not problem.freeze_days:
        return False
    for session, parts in zip(visit.sessions, option.parts, strict=True):
        told = problem.baseline.get(session.id)
        if told is not None and _is_frozen(problem, told) and parts != told.parts:
            return True
    return False


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session that has moved although its date was too near."""
    zone = problem.engagement.zone
    for placed in plan.sessions:
        told = problem.baseline.get(placed.id)
        if told is None or placed.parts == told.parts or placed.id in problem.history:
            continue
        days = (told.date(zone) - problem.today).days
        if placed.id in problem.published and 0 <= days < problem.freeze_days:
            message = f"has moved, {days} days before its date, {told.date(zone)}"
            yield Breach(TITLE, (placed.id,), message)


def _is_frozen(problem: Problem, told: PlacedSession) -> bool:
    if told.id not in problem.published:
        return False
    days = (told.date(problem.engagement.zone) - problem.today).days
    return 0 <= days < problem.freeze_days
