"""The expenses of all trips stay within the line that pays them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.contract import Contract
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem
from planner.domain.trips import trips

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "makes no trip that nothing is left to pay for"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield the trips of a plan if they are more than are paid for, unless by history alone."""
    most = _most_trips(problem.engagement.contract)
    if most is None:
        return
    made = len(trips(problem, plan.sessions))
    past = len(trips(problem, (s for s in plan.sessions if s.id in problem.history)))
    if made > max(most, past):
        travelled = tuple(s.id for s in plan.sessions if any(part.site for part in s.parts))
        yield Breach(TITLE, travelled, f"{made} trips are made, and {most} are paid for")


def post(problem: Problem, model: Model) -> None:
    """Let the trips of all facilitators be at most as many as are paid for."""
    most = _most_trips(problem.engagement.contract)
    if most is None:
        return
    made = [
        literal
        for facilitator in model.leaders()
        for literals in model.trips(facilitator).values()
        for literal in literals
    ]
    model.at_most(most, made)


def _most_trips(contract: Contract | None) -> int | None:
    """Return how many trips the price of a line pays for; None if no line limits them."""
    if contract is None or contract.billing.expenses_line is None:
        return None
    line = contract.lines[contract.billing.expenses_line]
    return max(line.rate_cents - line.opening, 0) // contract.billing.trip_cents
