"""Halves of the day that facilitators touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.halves import touched
from planner.domain.plan import Plan
from planner.domain.problem import Problem

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
