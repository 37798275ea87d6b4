"""A series that keeps its facilitators keeps them, and so do requests bound to another's team.

Whoever led it once and is no longer in the scenario binds nobody; nor does a team that was written
by hand for one visit alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Continuity, Problem, Series

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "keeps its facilitators"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of visits whose smaller team is not part of the larger."""
    for visit, other in _bound(problem):
        first = problem.visits[visit].sessions[0].id
        second = problem.visits[other].sessions[0].id
        if problem.history >= {first, second} or not plan.placed.keys() >= {first, second}:
            continue
        known = problem.facilitators.keys()
        teams = sorted((known & plan.placed[id].facilitators for id in (first, second)), key=len)
        if not teams[0] <= teams[1]:
            message = f"{', '.join(sorted(teams[0]))} is not in the team of the other"
            yield Breach(TITLE, (first, second), message)


def post(problem: Problem, model: Model) -> None:
    """Whoever leads the visit with the smaller team leads the other, where both are placed."""
    for visit, other in _bound(problem):
        small, large = sorted((visit, other), key=lambda index: _size(problem, index))
        for facilitator in problem.facilitators:
            model.clause(
                [
                    model.negated(model.staffed(small, facilitator)),
                    model.negated(model.placed(large)),
                    model.staffed(large, facilitator),
                ]
            )


def _size(problem: Problem, index: int) -> int:
    """Return how many facilitators of the scenario lead a visit when it is placed."""
    visit = problem.visits[index]
    if visit.sessions[0].id not in problem.history:
        return visit.team
    return len(problem.facilitators.keys() & problem.baseline[visit.sessions[0].id].facilitators)


def _bound(problem: Problem) -> Iterator[tuple[int, int]]:
    """Yield the pairs of visits that share their team, unless it is named for one of them.

    In a series every visit is bound to each other, not only to its neighbour, which may be
    unplaced; of its history only the last, so that a coach who has been replaced stays replaced.
    """
    bound = [(pair.visit, pair.other) for pair in problem.same_team]
    for series in problem.series:
        if series.continuity is Continuity.KEEP:
            bound += combinations(_without_older_history(problem, series), 2)
    for visit, other in bound:
        if not (problem.visits[visit].named or problem.visits[other].named):
            yield visit, other


def _without_older_history(problem: Problem, series: Series) -> list[int]:
    members = (*series.visits, *series.make_ups)
    firsts = {visit: problem.visits[visit].sessions[0].id for visit in members}
    past = [visit for visit, id in firsts.items() if id in problem.history]
    last = max(past, key=lambda visit: problem.baseline[firsts[visit]].start, default=None)
    return [visit for visit in members if visit == last or visit not in past]
