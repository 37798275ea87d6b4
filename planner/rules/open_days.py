"""A session lies on days of the kinds it may use, where its people meet: school, staff, break."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clock import Half, instant, moment
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "is on an open day"
REFUSAL = "on a day that is not open for it"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start would use a half-day of a kind that is not allowed."""
    return any(
        _closed_half(problem, visit, session.audience, part)
        for session, parts in zip(visit.sessions, option.parts, strict=True)
        for part in parts
    )


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session with minutes in a half-day of a kind it may not use."""
    engagement = problem.engagement
    for placed in plan.sessions:
        kinds = problem.visits[problem.visit_of[placed.id]].kinds
        audience = problem.sessions[placed.id].audience
        for part in placed.parts if placed.id not in problem.history else ():
            calendar = engagement.calendar_for(audience, part.site)
            start, end = moment(part.start, engagement.zone), moment(part.end, engagement.zone)
            for half in Half:
                block = engagement.day.block(half)
                touched = (
                    start.hour * 60 + start.minute < block.end
                    and end.hour * 60 + end.minute > block.start
                )
                kind = calendar.kind(start.date(), half)
                if touched and kind not in kinds:
                    yield Breach(TITLE, (placed.id,), f"{start.date()} {half} is {kind}")


def _closed_half(problem: Problem, visit: Visit, audience: tuple[str, ...], part: Part) -> bool:
    engagement = problem.engagement
    calendar = engagement.calendar_for(audience, part.site)
    day = moment(part.start, engagement.zone).date()
    return any(
        part.start < instant(day, engagement.day.block(half).end, engagement.zone)
        and part.end > instant(day, engagement.day.block(half).start, engagement.zone)
        and calendar.kind(day, half) not in visit.kinds
        for half in Half
    )
