"""What needs another request is placed only when all that request promises is placed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "has what it needs"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session placed although a promised session it needs is not."""
    for needed, needing in _pairs(problem):
        missing = problem.visits[needed].sessions[0].id
        id = problem.visits[needing].sessions[0].id
        if id in plan.placed.keys() - problem.history and missing not in plan.placed:
            yield Breach(TITLE, (id,), f"needs {missing}, which is not placed")


def post(problem: Problem, model: Model) -> None:
    """Place nothing whose needed visits are not placed."""
    for needed, needing in _pairs(problem):
        if problem.visits[needing].sessions[0].id not in problem.history:
            model.clause([model.negated(model.placed(needing)), model.placed(needed)])


def _pairs(problem: Problem) -> Iterator[tuple[int, int]]:
    for order in problem.orders:
        if order.needs:
            earlier = [v for v in problem.visits_of(order.earlier) if problem.visits[v].promised]
            yield from product(earlier, problem.visits_of(order.later))
