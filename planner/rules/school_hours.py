"""A session lies inside the hours of a half that is shorter than usual where its people meet."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clock import Half, Span, instant, moment
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "lies inside the hours of a short day"
REFUSAL = "outside the hours of a short day"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start would use minutes that a late start or an early release takes away."""
    return any(
        part.span.overlaps(lost)
        for session, parts in zip(visit.sessions, option.parts, strict=True)
        for part in parts
        for lost in _lost(problem, session.audience, part)
    )


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session that reaches out of the hours of a short half."""
    zone, usual = problem.engagement.zone, problem.engagement.day
    for placed in plan.sessions:
        audience = problem.sessions[placed.id].audience
        for part in placed.parts if placed.id not in problem.history else ():
            short = problem.engagement.calendar_for(audience, part.site).short
            start, end = moment(part.start, zone), moment(part.end, zone)
            for half in Half:
                hours = short.get((start.date(), half))
                first = max(start.hour * 60 + start.minute, usual.block(half).start)
                last = min(end.hour * 60 + end.minute, usual.block(half).end)
                if hours and first < last and not hours.start <= first < last <= hours.end:
                    message = f"{start.date()} {half} is only {hours}"
                    yield Breach(TITLE, (placed.id,), message)


def _lost(problem: Problem, audience: tuple[str, ...], part: Part) -> Iterator[Span]:
    """Yield the time that short halves lack on the date of a part."""
    engagement = problem.engagement
    short = engagement.calendar_for(audience, part.site).short
    if not short:
        return
    day = moment(part.start, engagement.zone).date()
    for half in Half:
        hours, usual = short.get((day, half)), engagement.day.block(half)
        lost = ((usual.start, hours.start), (hours.end, usual.end)) if hours else ()
        for first, last in lost:
            yield Span(instant(day, first, engagement.zone), instant(day, last, engagement.zone))
