"""Requests that have to begin before what they come after can have ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.clock import Instant, moment
from planner.domain.links import Order
from planner.domain.problem import Problem
from planner.impossible.promises import Impossible, placeable
from planner.rules.after import ready_after


def orders_that_do_not_fit(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each order of which some later visit starts too soon whatever dates are chosen.

    Every visit of the later request waits for every one of the earlier. So two visits are enough:
    the one whose soonest end is last, and the one whose latest start is first.
    """
    wanted = frozenset(placeable(problem, candidates))
    school_days = tuple(problem.engagement.calendar.school_days())
    ends = {index: min(option.last.end for option in candidates[index].options) for index in wanted}
    starts = {index: max(option.start for option in candidates[index].options) for index in wanted}
    for order in problem.orders:
        before = wanted.intersection(problem.visits_of(order.earlier))
        after = wanted.intersection(problem.visits_of(order.later))
        if before and after:
            slowest = min(before, key=lambda index: (-ends[index], index))
            hurried = min(after, key=lambda index: (starts[index], index))
            end, start = ends[slowest], starts[hurried]
            if start < ready_after(problem, order, school_days, end):
                yield Impossible(
                    order.later,
                    _message(problem, order, end, start),
                    "widen the windows, or let less lie between",
                    frozenset({slowest, hurried}),
                )


def _message(problem: Problem, order: Order, end: Instant, start: Instant) -> str:
    zone = problem.engagement.zone
    between = f", with {order.distance} {order.counted} between" if order.distance else ""
    return (
        f"comes after {order.earlier}{between}, which cannot end before "
        f"{moment(end, zone):%Y-%m-%d %H:%M}, and cannot start later than "
        f"{moment(start, zone):%Y-%m-%d %H:%M}"
    )
