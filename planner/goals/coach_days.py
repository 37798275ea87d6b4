"""Coach-days charged to the contract, in its ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.charging import charge_terms
from planner.domain.charge import charges, least_quantity
from planner.domain.contract import LineUnit
from planner.domain.least import least_halves
from planner.domain.plan import Plan
from planner.domain.problem import Length, LengthUnit, Mode, Problem, Visit
from planner.domain.tariff import Tariff, step, tariffs

if TYPE_CHECKING:
    from planner.model import Model, Sum

TIER = 4
NAME = "coach-days"


def unit(problem: Problem) -> str:
    """Return the name of the contract's tick: what the value counts."""
    return unit_of(ticks_per_day(problem))


def unit_of(parts: int) -> str:
    """Return what a whole number counts of which so many are a coach-day."""
    return {1: "coach-days", 2: "half coach-days"}.get(parts, f"1/{parts} coach-days")


def ticks_per_day(problem: Problem) -> int:
    """Return how many of what the value counts are a coach-day."""
    contract = problem.engagement.contract
    return contract.ticks_per_day if contract else 1


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


def floor(problem: Problem, visits: Sequence[Visit]) -> int:
    """Return what visits charge once they are placed, however well short sessions share halves."""
    contract = problem.engagement.contract
    if contract is None or contract.billing.day_cap_ticks is not None:
        return 0
    lines = tariffs(contract, problem.engagement.day).values()
    return sum(_of_line(problem, tariff, visits) for tariff in lines)


def _of_line(problem: Problem, tariff: Tariff, visits: Sequence[Visit]) -> int:
    """Return what a line is charged at least: long sessions for themselves, short ones by half."""
    ticks = 0
    sharing: list[tuple[Length, int]] = []
    for visit in visits:
        for session in visit.sessions:
            if session.line != tariff.line.id:
                continue
            if session.length.unit is LengthUnit.MINUTES and tariff.contract.billing.share_halves:
                sharing.append((session.length, visit.team))
            else:
                ticks += least_quantity(problem, visit, session) * visit.team
    if sharing:
        shortest = min(length.amount for length, _ in sharing)
        finest = min(step(tariff.line, mode) for mode in Mode)
        ticks += least_halves(tariff.day, sharing) * tariff.of_half(2 * shortest, finest)
    return ticks
