"""Idle hours: where a facilitator waits an hour or more between two sessions of one half."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.calendar import Slot
from planner.domain.clock import Span
from planner.domain.halves import slots
from planner.domain.plan import Plan
from planner.domain.problem import Problem

IDLE_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Wait:
    """The time between two sessions in which a facilitator has nothing to do."""

    facilitator: str
    before: str
    after: str
    span: Span


def waits(problem: Problem, plan: Plan) -> tuple[Wait, ...]:
    """Return the idle hours of a plan, by facilitator and in order of time.

    The break after a session is not idle, and neither is a gap in which the facilitator is busy.
    """
    return tuple(wait for who in problem.facilitators for wait in _waits(problem, plan, who))


def _waits(problem: Problem, plan: Plan, facilitator: str) -> Iterator[Wait]:
    busy = problem.facilitators[facilitator].busy
    for led in _by_half(problem, plan, facilitator).values():
        for (ended, before), (begun, after) in pairwise(sorted(led)):
            span = Span(ended.end + problem.engagement.day.break_minutes, begun.start)
            is_idle = span.end - span.start >= IDLE_MINUTES
            if is_idle and not any(other.overlaps(span) for other in busy):
                yield Wait(facilitator, before, after, span)


def _by_half(
    problem: Problem, plan: Plan, facilitator: str
) -> Mapping[Slot, Sequence[tuple[Span, str]]]:
    led: dict[Slot, list[tuple[Span, str]]] = defaultdict(list)
    for placed in plan.sessions:
        for part in placed.parts if facilitator in placed.facilitators else ():
            for slot in slots(problem.engagement, part):
                led[slot].append((part.span, placed.id))
    return led
