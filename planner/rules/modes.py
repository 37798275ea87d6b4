"""A series has no more visits in each mode than its request asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "is in person or virtual as often as asked"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each mode that a series has too many visits in, unless by history alone."""
    for series in problem.series:
        firsts = [problem.visits[visit].sessions[0].id for visit in series.visits]
        for mode, number in (series.modes or {}).items():
            held = [id for id in firsts if id in plan.placed and plan.placed[id].mode == mode]
            past = [id for id in held if id in problem.history]
            if len(held) > max(number, len(past)):
                message = f"{len(held)} are {mode} instead of {number}"
                yield Breach(TITLE, tuple(held), message)


def post(problem: Problem, model: Model) -> None:
    """Let the starts chosen in a mode be at most as many as asked for."""
    for series in problem.series:
        for mode, number in (series.modes or {}).items():
            model.at_most(
                number,
                [
                    literal
                    for visit in series.visits
                    for literal, option in model.starts(visit)
                    if option.mode is mode
                ],
            )
