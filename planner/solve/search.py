"""The search: each goal is minimised from the best plan so far, and then held.

A year of few sessions is one model from the start. A larger one is placed series by series first;
the one model then improves and proves it, unless it would be too large to say anything in time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.candidates import Candidates
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import Problem
from planner.goals import GOALS
from planner.goals.protocols import Goal
from planner.solve.clock_times import in_order
from planner.solve.decode import Places, chosen, placed_sessions, standing
from planner.solve.engine import BRIEF, EXACT, LONG, Attempt, Engine
from planner.solve.normal import normal
from planner.solve.series import WISHES_TIER, place_by_series
from planner.solve.stages import Stages
from planner.solve.year import PROVEN_TIERS, Year, literals

SMALL = 6_000
"""Literals of starts and who leads them, up to which every goal is worth a long proof."""

LARGE = 12_000
"""Literals above which series are placed one by one first."""

TOO_LARGE = 60_000
"""Literals above which no one model is made of all."""


class NoPlanInTimeError(Exception):
    """The clock ran out before there was any plan (exit 2)."""


def search(
    problem: Problem,
    candidates: Sequence[Candidates],
    engine: Engine,
    say: Callable[[str], None],
    goals: Sequence[Goal] = GOALS,
) -> Plan:
    """Return the best plan found, with each goal's value and proven bound.

    The goals are minimised in their order, each held before the next.

    `say` is told what is being worked on. Raises NoPlanInTimeError, or KeyboardInterrupt when
    interrupted before there is any plan.
    """
    with engine.softly():
        needed = normal(problem, candidates)
        year = Year(problem, needed, engine, goals)
        size = sum(map(literals, needed))
        places = standing(problem, needed, problem.baseline)
        found = place_by_series(year, places, say) if size > LARGE else None
        bounds = [0] * len(goals)
        if size <= TOO_LARGE and (found is None or engine.goes_on()):
            stages = _opened(year, found, places)
            for number, goal in enumerate(goals):
                say(f"goal {number + 1} of {len(goals)}: {goal.NAME}")
                name = f"{number + 1:02d}-{goal.NAME}"
                stages.minimise(number, name, attempts(goal, size))
            bounds = stages.bounds
            if stages.values is not None:
                found = chosen(problem, stages.model, stages.values)
        if found is not None:
            say("clock times")
            found = in_order(year, candidates, found)
    if found is None:
        if engine.interrupted:
            raise KeyboardInterrupt
        raise NoPlanInTimeError
    return plan_of(year, found, bounds)


def attempts(goal: Goal, size: int) -> Sequence[Attempt]:
    """Return how to go about a goal: a larger year leaves no time for all that could be tried."""
    if size <= SMALL:
        return EXACT
    last_tier = WISHES_TIER if size <= LARGE else PROVEN_TIERS
    return LONG if last_tier >= goal.TIER else BRIEF


def _opened(year: Year, found: Places | None, places: Places) -> Stages:
    """Return the stages of the whole year's model, with the values of what has been found."""
    stages = year.stages(year.candidates, places if found is None else found)
    if found is not None:
        stages.values = year.engine.completed(stages.model.cp, stages.start)
    return stages


def plan_of(year: Year, places: Places, bounds: Sequence[int]) -> Plan:
    """Return places as a plan that says how good it is; what is proven is at least arithmetic."""
    plan = Plan(placed_sessions(year.problem, places))
    values = [goal.measure(year.problem, plan) for goal in year.goals]
    least = year.floors(values)
    results = tuple(
        GoalResult(goal.TIER, goal.NAME, value, max(bound, floor), goal.unit(year.problem))
        for goal, value, bound, floor in zip(year.goals, values, bounds, least, strict=True)
    )
    return Plan(plan.sessions, goals=results, reproducible=not year.engine.cut_short)
