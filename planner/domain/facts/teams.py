"""Who leads whom: the facilitators that an audience or a series meets, and each handover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Continuity, Problem, Series


@dataclass(frozen=True, slots=True)
class Led:
    """An audience or a series, by its id: its placed sessions, and all who lead any of them.

    `teams` is how many different teams that makes: 1 where everybody stays throughout.
    """

    id: str
    sessions: int
    facilitators: tuple[str, ...]
    teams: int


@dataclass(frozen=True, slots=True)
class Handover:
    """Two visits of a series with other facilitators, by the ids of their first sessions."""

    series: str
    earlier: str
    later: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def led_audiences(problem: Problem, plan: Plan) -> tuple[Led, ...]:
    """Return who leads each audience that is named by a placed session."""
    attended: dict[str, list[PlacedSession]] = defaultdict(list)
    for placed in plan.sessions:
        for audience in problem.sessions[placed.id].audience:
            attended[audience].append(placed)
    return tuple(
        _led(problem, id, attended[id]) for id in problem.engagement.audiences if id in attended
    )


def led_series(problem: Problem, plan: Plan) -> tuple[Led, ...]:
    """Return who leads each series of several visits that prefers or has to keep its facilitators.

    One of which no visit is placed is left out. Who meets an audience is told of the audience.
    """
    return tuple(
        _led(problem, series.id, placed)
        for series in problem.series
        if len(series.visits) > 1 and series.continuity is not Continuity.FREE
        for placed in (
            [
                plan.placed[session.id]
                for index in series.visits
                for session in problem.visits[index].sessions
                if session.id in plan.placed
            ],
        )
        if placed
    )


def handovers(problem: Problem, plan: Plan) -> tuple[Handover, ...]:
    """Return the neighbours of each series whose facilitators differ, where anybody would notice.

    That is where the series prefers or has to keep them, or where one audience attends both; of
    offerings, each member attends one. Neighbours that are not placed are passed over.
    """
    return tuple(
        Handover(series.id, earlier.id, later.id, earlier.facilitators, later.facilitators)
        for series in problem.series
        for earlier, later in pairwise(_firsts(problem, plan, series))
        if set(earlier.facilitators) != set(later.facilitators)
        if series.continuity is not Continuity.FREE
        or (series.capacity is None and _meet(problem, earlier, later))
    )


def _firsts(problem: Problem, plan: Plan, series: Series) -> Iterator[PlacedSession]:
    for index in series.visits:
        id = problem.visits[index].sessions[0].id
        if id in plan.placed:
            yield plan.placed[id]


def _meet(problem: Problem, earlier: PlacedSession, later: PlacedSession) -> bool:
    """Tell whether an audience attends any session of both visits, follow-ups not counted."""
    attending = [
        {id for session in visit.sessions if not session.follows for id in session.audience}
        for visit in (problem.visits[problem.visit_of[one.id]] for one in (earlier, later))
    ]
    return bool(attending[0] & attending[1])


def _led(problem: Problem, id: str, sessions: Iterable[PlacedSession]) -> Led:
    listed = tuple(sessions)
    teams = {frozenset(placed.facilitators) for placed in listed}
    leading = frozenset[str]().union(*teams)
    people = tuple(who for who in problem.facilitators if who in leading)
    return Led(id, len(listed), people, len(teams))
