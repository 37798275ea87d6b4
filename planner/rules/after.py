"""All of a request has ended, and the distance asked for has passed, before another starts.

What makes up for a missed visit may still come after what has already happened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from planner.domain.clock import Instant, dates_between, instant, moment
from planner.domain.links import DayCount, Order
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "comes after what it builds on"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session that starts before an earlier request has ended, or too soon after."""
    zone = problem.engagement.zone
    for order in problem.orders:
        pairs = product(_sessions(problem, order.earlier), _sessions(problem, order.later))
        for earlier, later in pairs:
            if later in problem.history and problem.visits[problem.visit_of[earlier]].makes_up:
                continue
            if problem.history >= {earlier, later} or not plan.placed.keys() >= {earlier, later}:
                continue
            first, second = plan.placed[earlier], plan.placed[later]
            if second.start < first.end:
                yield Breach(TITLE, (earlier, later), f"{later} starts before {earlier} has ended")
                continue
            last_day = moment(first.parts[-1].start, zone).date()
            between = _days_between(problem, order, last_day, second.date(zone))
            if between < order.distance:
                message = f"only {between} {order.counted} lie between {earlier} and {later}"
                yield Breach(TITLE, (earlier, later), message)


def post(problem: Problem, model: Model) -> None:
    """For each end of an earlier visit, rule out the later starts that would come too soon."""
    school_days = tuple(problem.engagement.calendar.school_days())
    for order in problem.orders:
        visits = product(problem.visits_of(order.earlier), problem.visits_of(order.later))
        for earlier, later in visits:
            if _comes_too_late(problem, earlier, later):
                continue
            ends = {option.last.end for _, option in model.starts(earlier)}
            ready = {end: ready_after(problem, order, school_days, end) for end in sorted(ends)}
            first_with = {when: end for end, when in reversed(ready.items())}
            for when, end in first_with.items():
                model.never_both(
                    model.ending_from(earlier, end), model.starting_before(later, when)
                )


def _comes_too_late(problem: Problem, earlier: int, later: int) -> bool:
    """Tell whether a visit makes up for one that others have not waited for."""
    has_happened = problem.visits[later].sessions[0].id in problem.history
    return problem.visits[earlier].makes_up and has_happened


def _sessions(problem: Problem, request: str) -> list[str]:
    return [s.id for v in problem.visits_of(request) for s in problem.visits[v].sessions]


def _days_between(problem: Problem, order: Order, earlier: date, later: date) -> int:
    one = timedelta(days=1)
    between = dates_between(earlier + one, later - one)
    if order.counted is DayCount.SCHOOL_DAYS:
        return sum(problem.engagement.calendar.is_school(day) for day in between)
    return sum(1 for _ in between)


def ready_after(
    problem: Problem, order: Order, school_days: tuple[date, ...], end: Instant
) -> Instant:
    """Return the first instant at which the later request may start."""
    zone = problem.engagement.zone
    if order.distance == 0:
        return end
    ended = moment(end, zone).date()
    if order.counted is DayCount.DAYS:
        return instant(ended + timedelta(days=order.distance + 1), 0, zone)
    last = bisect_right(school_days, ended) + order.distance - 1
    if last >= len(school_days):
        return instant(problem.engagement.last + timedelta(days=1), 0, zone)
    return instant(school_days[last] + timedelta(days=1), 0, zone)
