"""Among equals, earlier is better: days after the start of the year, over all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 7
NAME = "earliest"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "days"


def measure(problem: Problem, plan: Plan) -> int:
    """Add up how many days after the scenario's start each session starts."""
    engagement = problem.engagement
    return sum((placed.date(engagement.zone) - engagement.first).days for placed in plan.sessions)


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each start of a visit by its days, once for each of its sessions."""
    first = problem.engagement.first
    return model.total(
        (len(visit.sessions) * (option.date - first).days, literal)
        for index, visit in enumerate(problem.visits)
        for literal, option in model.starts(index)
    )
