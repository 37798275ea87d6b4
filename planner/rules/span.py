"""All of a request lies within so many days, its first and last date counted.

What makes up for a missed visit does not count: it comes when it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

from planner.domain.clock import instant, moment
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "stays within its span of days"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each two sessions of a request, or one session, that lie too many days apart."""
    zone = problem.engagement.zone
    for request, days in problem.span_days.items():
        placed = [
            plan.placed[session.id]
            for visit in problem.visits_of(request)
            if not problem.visits[visit].makes_up
            for session in problem.visits[visit].sessions
            if session.id in plan.placed
        ]
        for first, last in product(placed, repeat=2):
            taken = (moment(last.parts[-1].start, zone).date() - first.date(zone)).days + 1
            if taken > days and not problem.history >= {first.id, last.id}:
                ids = tuple(dict.fromkeys((first.id, last.id)))
                yield Breach(TITLE, ids, f"{request} takes {taken} days instead of {days}")


def post(problem: Problem, model: Model) -> None:
    """Rule out, for each date a request could start on, the ends that come too late after it."""
    zone = problem.engagement.zone
    for request, days in problem.span_days.items():
        counted = [i for i in problem.visits_of(request) if not problem.visits[i].makes_up]
        for earlier, later in product(counted, repeat=2):
            for on in model.on(earlier):
                next_day = instant(on + timedelta(days=1), 0, zone)
                too_late = instant(on + timedelta(days=days), 0, zone)
                model.never_both(
                    model.starting_before(earlier, next_day), model.ending_from(later, too_late)
                )
