"""What each engagement of a portfolio sees of the others: only when they have whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from planner.domain.calendar import Slot
from planner.domain.clock import Span, merged, moment
from planner.domain.facilitator import Elsewhere
from planner.domain.halves import slots
from planner.domain.placement import PlacedSession
from planner.domain.problem import Problem

Held = tuple[Problem, Iterable[PlacedSession]]
"""An engagement, and the sessions that have a place in it."""


def leaders(problem: Problem) -> frozenset[str]:
    """Return everybody who may lead or has led anything."""
    pools = chain.from_iterable(visit.pool for visit in problem.visits)
    led = chain.from_iterable(placed.facilitators for placed in problem.baseline.values())
    return frozenset((*pools, *led))


def elsewhere(problem: Problem, others: Iterable[Held]) -> Mapping[str, Elsewhere]:
    """Return what others have of the facilitators of an engagement, by id.

    Between two engagements the longer of their breaks is kept.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    halves: dict[str, set[Slot]] = defaultdict(set)
    on_site: dict[str, set[date]] = defaultdict(set)
    for other, sessions in others:
        there = other.engagement
        longer = max(0, there.day.break_minutes - problem.engagement.day.break_minutes)
        for placed in sessions:
            for who in problem.facilitators.keys() & placed.facilitators:
                for part in placed.parts:
                    spans[who].append(Span(part.start - longer, part.end + longer))
                    halves[who].update(slots(there, part))
                    if part.site is not None:
                        on_site[who].add(moment(part.start, there.zone).date())
    return {
        who: Elsewhere(merged(spans[who]), frozenset(halves[who]), frozenset(on_site[who]))
        for who in sorted(spans)
    }
