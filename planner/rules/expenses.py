"""The expenses of all trips stay within the line that pays them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.delivery import corrections
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem
from planner.domain.trips import trips

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "makes no trip that nothing is left to pay for"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield the trips of a plan if they are more than are paid for, unless by history alone."""
    past = Plan(tuple(s for s in plan.sessions if s.id in problem.history))
    most = _most_trips(problem, past)
    if most is None:
        return
    made = len(trips(problem, plan.sessions))
    if made > max(most, len(trips(problem, past.sessions))):
        travelled = tuple(s.id for s in plan.sessions if any(part.site for part in s.parts))
        yield Breach(TITLE, travelled, f"{made} trips are made, and {most} are paid for")


def post(problem: Problem, model: Model) -> None:
    """Let the trips of all facilitators be at most as many as are paid for."""
    past = Plan(tuple(problem.baseline[id] for id in problem.history))
    most = _most_trips(problem, past)
    if most is None:
        return
    made = [
        literal
        for facilitator in model.leaders()
        for literals in model.trips(facilitator).values()
        for literal in literals
    ]
    model.at_most(most, made)


def _most_trips(problem: Problem, past: Plan) -> int | None:
    """Return how many trips the price of a line pays for; None if no line limits them.

    What the log charges beyond the trips of history is not left for others.
    """
    contract = problem.engagement.contract
    if contract is None or contract.billing.expenses_line is None:
        return None
    line = contract.lines[contract.billing.expenses_line]
    left = line.rate_cents - line.opening - corrections(problem, past)[line.id].cents
    return max(left, 0) // contract.billing.trip_cents
