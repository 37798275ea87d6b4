"""Changes to drafts, counted like those to published sessions: they only break ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals.changes import change_terms, changes

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 7
NAME = "drafts-moved"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "changes"


def measure(problem: Problem, plan: Plan) -> int:
    """Count the changes to what was planned but not published."""
    return changes(problem, plan, problem.drafts)


def express(problem: Problem, model: Model) -> Sum:
    """Weigh what would change it."""
    return model.total(change_terms(problem, model, problem.drafts))
