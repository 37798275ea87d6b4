"""No contract line is charged more than it holds; what was delivered charges what the log says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.charging import charge_terms
from planner.domain.charge import charged
from planner.domain.contract import LineUnit
from planner.domain.delivery import corrections
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "stays inside the contract"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each line that is charged more than is left of it, unless by history alone."""
    contract = problem.engagement.contract
    past = Plan(tuple(s for s in plan.sessions if s.id in problem.history))
    spent, logged = charged(problem, past), corrections(problem, past)
    for id, planned in charged(problem, plan).items():
        line, more = contract.lines[id] if contract else None, logged[id].quantity
        amount, most = planned + more, spent[id] + more
        if line and line.unit is not LineUnit.PRICE and amount > max(line.available, most):
            over = tuple(s.id for s in plan.sessions if problem.sessions[s.id].line == id)
            yield Breach(TITLE, over, f"line {id} is charged {amount} of {line.available}")


def post(problem: Problem, model: Model) -> None:
    """Let the charges of all placed sessions on a line be at most what is left of it."""
    contract = problem.engagement.contract
    past = Plan(tuple(problem.baseline[id] for id in problem.history))
    spent, logged = charged(problem, past), corrections(problem, past)
    for line in contract.lines.values() if contract else ():
        terms, left = charge_terms(problem, model, line), line.available - logged[line.id].quantity
        most = max(left, spent[line.id])
        model.at_most(most, [one for _, one in terms], [weight for weight, _ in terms])
