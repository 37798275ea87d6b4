"""Sessions of a series start so many days apart at least, and neighbours so many at most.

The least is kept by any two of them, because they become neighbours when none between is placed.
The most is not: one session without a place would pull all that follow out of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from planner.domain.clock import instant
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Series

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "keeps the gaps of its series"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each two sessions that start too near to each other, or neighbours too far apart."""
    zone = problem.engagement.zone
    for series in problem.series:
        firsts = [problem.visits[visit].sessions[0].id for visit in series.visits]
        least, most = series.gap_days or (0, None)
        for (i, earlier), (j, later) in combinations(enumerate(firsts), 2):
            if problem.history >= {earlier, later} or not plan.placed.keys() >= {earlier, later}:
                continue
            days = (plan.placed[later].date(zone) - plan.placed[earlier].date(zone)).days
            if abs(days) < least:
                message = f"{later} starts {days} days after {earlier}, not at least {least}"
                yield Breach(TITLE, (earlier, later), message)
            elif most is not None and j == i + 1 and days > most:
                message = f"{later} starts {days} days after {earlier}, not at most {most}"
                yield Breach(TITLE, (earlier, later), message)


def post(problem: Problem, model: Model) -> None:
    """Let one visit of a series start in any `least` days, and none too long after another."""
    for series in problem.series:
        least, most = series.gap_days or (0, None)
        if least > 0:
            _keep_apart(model, series, least)
        if most is not None:
            _keep_near(problem, model, series, most)


def _keep_apart(model: Model, series: Series, least: int) -> None:
    starts = [start for visit in series.visits for start in model.on(visit).items()]
    for first in sorted({on for on, _ in starts}):
        too_near = first + timedelta(days=least)
        model.at_most(1, [literal for on, literal in starts if first <= on < too_near])


def _keep_near(problem: Problem, model: Model, series: Series, most: int) -> None:
    for earlier, later in pairwise(series.visits):
        for on in model.on(earlier):
            zone = problem.engagement.zone
            too_early = model.starting_before(earlier, instant(on + timedelta(days=1), 0, zone))
            too_late = model.starting_from(later, instant(on + timedelta(days=most + 1), 0, zone))
            model.never_both(too_early, too_late)
