"""Neighbours in a series start at least and at most so many days apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "keeps the gaps of its series"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of neighbours that start too near or too far from each other."""
    zone = problem.engagement.zone
    for series in problem.series:
        firsts = [problem.visits[visit].sessions[0].id for visit in series.visits]
        for earlier, later in pairwise(firsts) if series.gap_days else ():
            if problem.history >= {earlier, later} or not plan.placed.keys() >= {earlier, later}:
                continue
            days = (plan.placed[later].date(zone) - plan.placed[earlier].date(zone)).days
            least, most = series.gap_days or (0, None)
            if days < least or (most is not None and days > most):
                wanted = f"at least {least}" if most is None else f"{least} to {most}"
                message = f"{later} starts {days} days after {earlier}, not {wanted}"
                yield Breach(TITLE, (earlier, later), message)


def post(problem: Problem, model: Model) -> None:
    """Rule out, for each start of the earlier one, the starts of the later one off the gap."""
    for series in problem.series:
        if series.gap_days is None:
            continue
        least, most = series.gap_days
        for earlier, later in pairwise(series.visits):
            for on, literals in model.starts_by_date(earlier).items():
                off_the_gap = [
                    literal
                    for literal, option in model.starts(later)
                    if (option.date - on).days < least
                    or (most is not None and (option.date - on).days > most)
                ]
                model.at_most(1, literals + off_the_gap)
