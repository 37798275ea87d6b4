"""A facilitator is at work for every minute of a session, and free with the break around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from planner.domain.clock import Instant, Span, moment
from planner.domain.facilitator import Facilitator
from planner.domain.layout import Option
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

TITLE = "finds its facilitators free"
REFUSAL = "when too few facilitators are free"


def refuses(problem: Problem, facilitator: Facilitator, option: Option) -> bool:
    """Tell whether a facilitator is away, or busy with the breaks around, at a start's parts."""
    margin = problem.engagement.day.break_minutes
    return any(
        _any_during(facilitator.busy, part.start - margin, part.end + margin)
        or _any_during(facilitator.away, part.start, part.end)
        for part in option.all_parts
    )


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session at which a facilitator is away, or busy in it or its breaks."""
    margin, zone = problem.engagement.day.break_minutes, problem.engagement.zone
    for placed in plan.sessions:
        if placed.id in problem.history:
            continue
        for id in placed.facilitators:
            known = problem.facilitators.get(id)
            for part in placed.parts:
                needed = Span(part.start - margin, part.end + margin)
                if known and any(span.overlaps(needed) for span in known.busy):
                    message = f"{id} is busy on {moment(part.start, zone).date()}"
                    yield Breach(TITLE, (placed.id,), message)
                if known and any(span.overlaps(part.span) for span in known.away):
                    message = f"{id} is away on {moment(part.start, zone).date()}"
                    yield Breach(TITLE, (placed.id,), message)


def _any_during(spans: tuple[Span, ...], start: Instant, end: Instant) -> bool:
    index = bisect_right(spans, start, key=_end)
    return index < len(spans) and spans[index].start < end


def _end(span: Span) -> int:
    return span.end
