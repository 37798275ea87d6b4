"""No contract line is charged more than it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.charge import charged, session_quantity
from planner.domain.contract import LineUnit
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Literal, Model

TITLE = "stays inside the contract"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each line that is charged more than it holds, unless by history alone."""
    contract = problem.engagement.contract
    past = Plan(tuple(s for s in plan.sessions if s.id in problem.history))
    spent = charged(problem, past)
    for id, amount in charged(problem, plan).items():
        line = contract.lines[id] if contract else None
        if line and line.unit is not LineUnit.PRICE and amount > max(line.quantity, spent[id]):
            over = tuple(s.id for s in plan.sessions if problem.sessions[s.id].line == id)
            yield Breach(TITLE, over, f"line {id} is charged {amount} of {line.quantity}")


def post(problem: Problem, model: Model) -> None:
    """Let the charges of all placed visits on a line be at most what it holds."""
    contract = problem.engagement.contract
    for line in contract.lines.values() if contract else ():
        literals: list[Literal] = []
        weights: list[int] = []
        for index, visit in enumerate(problem.visits):
            quantity = sum(
                session_quantity(problem, session.id) * model.team(index)
                for session in visit.sessions
                if session.line == line.id
            )
            if quantity and line.unit is not LineUnit.PRICE:
                literals.append(model.placed(index))
                weights.append(quantity)
        model.at_most(line.quantity, literals, weights)
