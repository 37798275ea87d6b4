"""Trips: one for each facilitator, site and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.least import Held, least_trips
from planner.domain.plan import Plan
from planner.domain.problem import FULL_DAY, LengthUnit, Mode, Problem, Session, Visit
from planner.domain.trips import trips

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 4
NAME = "trips"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "trips"


def measure(problem: Problem, plan: Plan) -> int:
    """Count the different facilitators, sites and dates of a plan."""
    return len(trips(problem, plan.sessions))


def express(problem: Problem, model: Model) -> Sum:  # noqa: ARG001
    """Count the trips that facilitators make."""
    return model.total(
        (1, literal)
        for facilitator in model.leaders()
        for literals in model.trips(facilitator).values()
        for literal in literals
    )


def floor(problem: Problem, visits: Sequence[Visit]) -> int:
    """Return how many trips visits take that are held in person, if only arithmetic counted."""
    held: dict[str, list[Held]] = defaultdict(list)
    for visit in visits:
        if visit.modes == (Mode.IN_PERSON,):
            for session, number in _parts(visit):
                site = visit.place(Mode.IN_PERSON, number)
                length = FULL_DAY if session.length.unit is LengthUnit.DAYS else session.length
                held[site or ""].append(Held(visit.window, length, visit.team))
    return sum(least_trips(problem.engagement.day, at_site) for at_site in held.values())


def _parts(visit: Visit) -> Iterator[tuple[Session, int]]:
    for session in visit.sessions:
        for number in range(session.length.dates):
            yield session, number
