"""Promised sessions that find no place, each by its priority times its halves, at least one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem, Visit

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 1
NAME = "unplaced"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "priority x halves"


def measure(problem: Problem, plan: Plan) -> int:
    """Add up the weights of the promised sessions that the plan does not place."""
    return sum(
        visit.priority * max(1, session.length.halves)
        for visit in problem.visits
        for session in visit.sessions
        if visit.promised and session.id not in plan.placed
    )


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each promised visit that is not placed."""
    return model.total(
        (_weight(visit), model.negated(model.placed(index)))
        for index, visit in enumerate(problem.visits)
        if visit.promised
    )


def _weight(visit: Visit) -> int:
    return visit.priority * sum(max(1, session.length.halves) for session in visit.sessions)
