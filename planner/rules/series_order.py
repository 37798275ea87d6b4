"""The visits of a series lie on different dates, in their order if it has one, from number 1 on.

What people were told of keeps its number, even where one before it has lost its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from planner.domain.clock import instant, moment
from planner.domain.placement import Part
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model
    from planner.timeline import Literal

TITLE = "keeps the order of its series"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of visits of a series in the wrong order, on one date, or with a hole."""
    for series in problem.series:
        firsts = [problem.visits[visit].sessions[0].id for visit in series.visits]
        for earlier, later in combinations(firsts, 2):
            if problem.history >= {earlier, later} or not plan.placed.keys() >= {earlier, later}:
                continue
            before, after = (_dates(problem, plan.placed[id].parts) for id in (earlier, later))
            if series.ordered and max(before) >= min(after):
                yield Breach(TITLE, (earlier, later), f"{later} is not on a later date")
            elif before & after:
                yield Breach(TITLE, (earlier, later), f"{later} is on a date of {earlier}")
        standing = [id for id in firsts if id not in problem.lapsed]
        for earlier, later in pairwise(standing) if series.interchangeable else ():
            kept = problem.history | problem.published
            if later in plan.placed.keys() - kept and earlier not in plan.placed:
                yield Breach(TITLE, (earlier, later), f"{later} is placed and {earlier} is not")


def post(problem: Problem, model: Model) -> None:
    """Put each visit of an ordered series after all dates of the ones before; others anywhere."""
    for series in problem.series:
        if not series.ordered:
            _keep_apart(problem, model, series.visits)
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


def _keep_apart(problem: Problem, model: Model, visits: Iterable[int]) -> None:
    on: dict[date, dict[int, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for visit in visits:
        for literal, option in model.starts(visit):
            for day in _dates(problem, option.parts[0]):
                on[day][visit].append(literal)
    for literals in on.values():
        if len(literals) > 1:
            model.at_most(1, [one for of_visit in literals.values() for one in of_visit])


def _dates(problem: Problem, parts: Iterable[Part]) -> frozenset[date]:
    """Return the dates of a session: its parts lie on one each."""
    return frozenset(moment(part.start, problem.engagement.zone).date() for part in parts)
