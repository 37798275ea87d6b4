"""Load: the largest share of any cap that is used, so that the work is spread over people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
        slots |= problem.has_elsewhere(facilitator.id).halves
        for name, cap in facilitator.max_halves.items():
            used: dict[str, int] = defaultdict(int)
            for day, _ in slots:
                used[period(name, day)] += 1
            for count in used.values():
                largest = max(largest, -(-100 * count // cap))
    return largest


def express(problem: Problem, model: Model) -> Sum:
    """Return a number that no share of a cap exceeds."""
    return express_together([problem], [model])


def express_together(problems: Sequence[Problem], models: Sequence[Model]) -> Sum:
    """Return the same number for engagements that are searched in one model."""
    from planner.model import worked  # noqa: PLC0415 - loads the solver

    shares: list[tuple[int, list[Literal]]] = []
    known = {id: who for problem in problems for id, who in problem.facilitators.items()}
    for facilitator in known.values():
        for name, cap in facilitator.max_halves.items():
            used: dict[str, list[Literal]] = defaultdict(list)
            for day, literals in worked(models, facilitator.id):
                used[period(name, day)].extend(literals)
            shares += [(cap, literals) for literals in used.values()]
    return models[0].largest_percentage(shares)
