"""The shape of a goal. A goal is a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model, Sum


class Goal(Protocol):
    """Something to be minimised, a whole number, after all goals before it."""

    TIER: int
    NAME: str

    def unit(self, problem: Problem) -> str:
        """Return what the value counts."""

    def measure(self, problem: Problem, plan: Plan) -> int:
        """Return the goal's value of a plan, from dates and names alone."""

    def express(self, problem: Problem, model: Model) -> Sum:
        """Return the same value as the model sees it."""
