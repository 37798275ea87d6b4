"""Coach-days charged to the contract, in its ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.charge import charges, session_quantity
from planner.domain.contract import Contract, LineUnit
from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 4
NAME = "coach-days"


def unit(problem: Problem) -> str:
    """Return the name of the contract's tick: what the value counts."""
    contract = problem.engagement.contract
    parts = contract.ticks_per_day if contract else 1
    return {1: "coach-days", 2: "half coach-days"}.get(parts, f"1/{parts} coach-days")


def measure(problem: Problem, plan: Plan) -> int:
    """Add up the coach-days that a plan charges, in ticks."""
    return sum(charge.ticks for charge in charges(problem, plan))


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each placed visit by what its sessions charge to coach-day lines."""
    contract = problem.engagement.contract
    return model.total(
        (session_quantity(problem, session.id) * model.team(index), model.placed(index))
        for index, visit in enumerate(problem.visits)
        for session in visit.sessions
        if contract and _buys_days(contract, session.line)
    )


def _buys_days(contract: Contract, line: str | None) -> bool:
    return line is not None and contract.lines[line].unit is LineUnit.COACH_DAYS
