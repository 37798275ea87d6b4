"""Coach-days charged to the contract, in its ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.charging import charge_terms
from planner.domain.charge import charges
from planner.domain.contract import LineUnit
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
    """Add up what is charged to the lines that buy coach-days."""
    contract = problem.engagement.contract
    return model.total(
        term
        for line in (contract.lines.values() if contract else ())
        if line.unit is LineUnit.COACH_DAYS
        for term in charge_terms(problem, model, line)
    )
