"""The verifier: plain Python over problem and plan, without the solver.

Every plan that leaves the program has passed it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem
from planner.goals import GOALS
from planner.rules import RULES


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield everything that is wrong with a plan: rules broken, sessions lost, goals misstated."""
    strangers = tuple(id for id in _named(plan) if id not in problem.sessions)
    if strangers:
        yield Breach("is in the scenario", strangers, "is not in the scenario")
        return
    for rule in RULES:
        yield from rule.check(problem, plan)
    yield from _lost(problem, plan)
    yield from _misstated(problem, plan)


def _lost(problem: Problem, plan: Plan) -> Iterator[Breach]:
    named = Counter(_named(plan))
    for id in problem.sessions:
        if named[id] != (id not in problem.lapsed):
            message = f"is named {named[id]} times among the placed and the unplaced"
            yield Breach("is placed once or unplaced", (id,), message)


def _named(plan: Plan) -> list[str]:
    return [placed.id for placed in plan.sessions] + [left.id for left in plan.unplaced]


def _misstated(problem: Problem, plan: Plan) -> Iterator[Breach]:
    listed = [(result.tier, result.name, result.unit) for result in plan.goals]
    if listed != [(goal.TIER, goal.NAME, goal.unit(problem)) for goal in GOALS]:
        names = ", ".join(f"{tier} {name} in {unit}" for tier, name, unit in listed)
        yield Breach("lists its goals", (), f"lists the goals {names}")
        return
    for goal, result in zip(GOALS, plan.goals, strict=True):
        value = goal.measure(problem, plan)
        if value != result.value:
            message = f"says {goal.NAME} is {result.value}; it is {value}"
            yield Breach("states its goals truly", (), message)
        if result.bound > result.value:
            message = f"says {goal.NAME} is {result.value} and at least {result.bound}"
            yield Breach("states its goals truly", (), message)
