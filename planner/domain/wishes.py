"""What a manager wished for without insisting on it, and which of it a plan misses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import le

from planner.domain.clock import Half, moment
from planner.domain.layout import Option
from planner.domain.placement import PlacedSession, clocks
from planner.domain.plan import Plan
from planner.domain.problem import ANYTHING, Continuity, Problem, Visit


def broken(problem: Problem, visit: Visit, placed: PlacedSession) -> tuple[str, ...]:
    """Return the preferences that a visit breaks, by the key that states them."""
    zone, wanted = problem.engagement.zone, visit.prefer
    start, end = moment(placed.parts[0].start, zone), moment(placed.parts[0].end, zone)
    minutes = (start.hour * 60 + start.minute, end.hour * 60 + end.minute)
    is_pm = minutes[0] >= problem.engagement.day.am.end
    kept = {
        "half": wanted.half is None or (wanted.half is Half.PM) == is_pm,
        "weekdays": not wanted.weekdays or start.weekday() in wanted.weekdays,
        "on": not wanted.on or start.date() in wanted.on,
        "hours": wanted.hours is None
        or (wanted.hours.start <= minutes[0] and minutes[1] <= wanted.hours.end),
    }
    return tuple(key for key, is_kept in kept.items() if not is_kept)


Missed = tuple[int, ...]
"""What a start misses: the number of preferences, then 1 for each session not as on record.

They are of different goals, so that less of one makes up for no more of another.
"""


def missed_by(problem: Problem, visit: int, option: Option) -> Missed:
    """Return what a start of a visit would miss: preferences, and the clock times on record."""
    asked, zone = problem.visits[visit], problem.engagement.zone
    first = PlacedSession(asked.sessions[0].id, option.parts[0], (), option.mode)
    wishes = len(broken(problem, asked, first)) if asked.prefer != ANYTHING else 0
    moved = []
    for session, parts in zip(asked.sessions, option.parts, strict=True):
        before = problem.baseline.get(session.id)
        is_moved = before is not None and clocks(parts, zone) != clocks(before.parts, zone)
        moved.append(int(is_moved))
    return wishes, *moved


def is_no_worse(one: Missed, other: Missed) -> bool:
    """Tell whether a start misses nothing more than another of its visit."""
    return all(map(le, one, other))


def handovers(problem: Problem, plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return the neighbours, in series that prefer to keep their facilitators, that did not."""
    pairs = (
        (problem.visits[earlier].sessions[0].id, problem.visits[later].sessions[0].id)
        for earlier, later in neighbours(problem)
    )
    return tuple(
        (first, second)
        for first, second in pairs
        if first in plan.placed and second in plan.placed
        if set(plan.placed[first].facilitators) != set(plan.placed[second].facilitators)
    )


def neighbours(problem: Problem) -> Iterator[tuple[int, int]]:
    """Yield the visits next to each other in series that prefer to keep their facilitators."""
    for series in problem.series:
        if series.continuity is Continuity.PREFER:
            yield from pairwise((*series.visits, *series.make_ups))
