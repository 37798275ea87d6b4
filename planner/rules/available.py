"""A facilitator is free for every minute of a session and for the break on both sides of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from planner.domain.clock import Span, moment
from planner.domain.layout import Option
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Facilitator, Problem

TITLE = "finds its facilitators free"
REFUSAL = "when too few facilitators are free"


def refuses(problem: Problem, facilitator: Facilitator, option: Option) -> bool:
    """Tell whether a facilitator is busy during a start's parts or the breaks around them."""
    margin = problem.engagement.day.break_minutes
    busy = facilitator.busy
    for part in option.all_parts:
        index = bisect_right(busy, part.start - margin, key=_end)
        if index < len(busy) and busy[index].start < part.end + margin:
            return True
    return False


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session during which, or in the breaks around which, a facilitator is busy."""
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


def _end(span: Span) -> int:
    return span.end
