"""The visits of an ordered series lie on different dates, in their order, the first ones first.

What people were told of keeps its number, even where one before it has lost its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from planner.domain.clock import instant, moment
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "keeps the order of its series"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of visits of a series in the wrong order, on one date, or with a hole."""
    zone = problem.engagement.zone
    for series in problem.series:
        firsts = [problem.visits[visit].sessions[0].id for visit in series.visits]
        for earlier, later in combinations(firsts, 2) if series.ordered else ():
            if problem.history >= {earlier, later} or not plan.placed.keys() >= {earlier, later}:
                continue
            last_day = moment(plan.placed[earlier].parts[-1].start, zone).date()
            if last_day >= plan.placed[later].date(zone):
                yield Breach(TITLE, (earlier, later), f"{later} is not on a later date")
        standing = [id for id in firsts if id not in problem.lapsed]
        for earlier, later in pairwise(standing) if series.interchangeable else ():
            kept = problem.history | problem.published
            if later in plan.placed.keys() - kept and earlier not in plan.placed:
                yield Breach(TITLE, (earlier, later), f"{later} is placed and {earlier} is not")


def post(problem: Problem, model: Model) -> None:
    """Put each visit of a series after all dates of the ones before it."""
    for series in problem.series:
        for earlier, later in combinations(series.visits, 2) if series.ordered else ():
            _put_after(problem, model, earlier, later)
        standing = [
            visit
            for visit in series.visits
            if problem.visits[visit].sessions[0].id not in problem.lapsed
        ]
        for earlier, later in pairwise(standing) if series.interchangeable else ():
            if problem.visits[later].sessions[0].id not in problem.history | problem.published:
                model.clause([model.negated(model.placed(later)), model.placed(earlier)])


def _put_after(problem: Problem, model: Model, earlier: int, later: int) -> None:
    zone = problem.engagement.zone
    for last_day in sorted({moment(o.last.start, zone).date() for _, o in model.starts(earlier)}):
        next_day = instant(last_day + timedelta(days=1), 0, zone)
        model.never_both(
            model.ending_from(earlier, instant(last_day, 0, zone)),
            model.starting_before(later, next_day),
        )
