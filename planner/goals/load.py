"""Load: the largest share of any cap that is used, so that the work is spread over people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.halves import period, touched
from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model, Sum
    from planner.timeline import Literal

TIER = 6
NAME = "load"


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "% of a cap"


def measure(problem: Problem, plan: Plan) -> int:
    """Return the largest share of a week's, month's or year's cap, in whole % rounded up."""
    largest = 0
    for facilitator in problem.facilitators.values():
        slots = touched(problem, plan.sessions, facilitator.id)
        for name, cap in facilitator.max_halves.items():
            used: dict[str, int] = defaultdict(int)
            for day, _ in slots:
                used[period(name, day)] += 1
            for count in used.values():
                largest = max(largest, -(-100 * count // cap))
    return largest


def express(problem: Problem, model: Model) -> Sum:
    """Return a number that no share of a cap exceeds."""
    shares: list[tuple[int, list[Literal]]] = []
    for facilitator in problem.facilitators.values():
        for name, cap in facilitator.max_halves.items():
            used: dict[str, list[Literal]] = defaultdict(list)
            for (day, _), literals in model.touched(facilitator.id).items():
                used[period(name, day)].extend(literals)
            shares += [(cap, literals) for literals in used.values()]
    return model.largest_percentage(shares)
