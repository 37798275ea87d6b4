"""Days by which published sessions move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals.changes import days_moved, days_moved_terms

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 2
NAME = "published-days-moved"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "days"


def measure(problem: Problem, plan: Plan) -> int:
    """Add up the days by which published sessions have moved."""
    return days_moved(problem, plan, problem.published)


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each start by its distance from the published date."""
    return model.total(days_moved_terms(problem, model, problem.published))
