"""Halves of the day that facilitators touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from planner.domain.halves import touched
from planner.domain.least import Short, least_shared
from planner.domain.plan import Plan
from planner.domain.problem import LengthUnit, Problem, Visit

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 4
NAME = "halves"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "halves"


def measure(problem: Problem, plan: Plan) -> int:
    """Count the different facilitators, dates and halves of a plan."""
    return sum(len(touched(problem, plan.sessions, id)) for id in problem.facilitators)


def express(problem: Problem, model: Model) -> Sum:
    """Count the halves that facilitators touch."""
    return model.total(
        (1, literal)
        for facilitator in problem.facilitators
        for literals in model.touched(facilitator).values()
        for literal in literals
    )


def floor(problem: Problem, visits: Sequence[Visit]) -> int:
    """Return how many halves visits take, however well short sessions share them."""
    long = sum(
        session.length.halves * visit.team
        for visit in visits
        for session in visit.sessions
        if session.length.unit is not LengthUnit.MINUTES
    )
    shorts = [short for visit in visits for short in _shorts(problem, visit)]
    return long + least_shared(problem.engagement.day, shorts)


def _shorts(problem: Problem, visit: Visit) -> Iterator[Short]:
    """Yield the short sessions of a visit, once for each of its team, each with its follow-up."""
    taken: dict[str, int] = {}
    for session in visit.sessions:
        if session.length.unit is LengthUnit.MINUTES and not session.follows:
            taken[session.id] = session.length.amount
        elif session.follows and taken:
            taken[next(reversed(taken))] += problem.engagement.day.break_minutes
            taken[next(reversed(taken))] += session.length.amount
    index = problem.visit_of[visit.sessions[0].id]
    mode = visit.modes[0] if len(visit.modes) == 1 else None
    dated = (series.id for series in problem.series if index in series.visits)
    series = next(dated, None) if len(taken) == 1 else None
    for id, minutes in taken.items():
        short = Short(minutes, visit.window, frozenset(visit.pool), series or f"session {id}", mode)
        yield from repeat(short, visit.team)
