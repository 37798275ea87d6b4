"""Changes to published sessions: date, clock time, each facilitator replaced, mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals.changes import change_terms, changes

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 2
NAME = "published-changed"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "changes"


def measure(problem: Problem, plan: Plan) -> int:
    """Count the changes to what people were told."""
    return changes(problem, plan, problem.published)


def express(problem: Problem, model: Model) -> Sum:
    """Weigh what would change it."""
    return model.total(change_terms(problem, model, problem.published))
