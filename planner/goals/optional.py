"""Optional sessions that find no place, by their priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 3
NAME = "optional"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "priority"


def measure(problem: Problem, plan: Plan) -> int:
    """Add up the priorities of the optional sessions that the plan does not place."""
    settled = plan.placed.keys() | problem.lapsed
    return sum(
        visit.priority
        for visit in problem.visits
        for session in visit.sessions
        if not visit.promised and session.id not in settled
    )


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each optional visit that is not placed."""
    return model.total(
        (visit.priority * len(visit.sessions), model.negated(model.placed(index)))
        for index, visit in enumerate(problem.visits)
        if not visit.promised and visit.sessions[0].id not in problem.lapsed
    )
