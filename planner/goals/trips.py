"""Trips: one for each facilitator, site and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem
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
