"""What the goals of several engagements come to when they are planned together.

Numbers of one unit add up, coach-days in the finest tick of any contract; load is the largest share
of a cap over all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import lcm
from operator import mul
from typing import TYPE_CHECKING

from planner.candidates import Candidates
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import Problem
from planner.goals import GOALS, coach_days, load
from planner.goals.protocols import Goal

if TYPE_CHECKING:
    from planner.model import Model, Sum


@dataclass(frozen=True)
class Alone:
    """An engagement where no other has anybody: its candidates, and its best plan."""

    problem: Problem
    candidates: Sequence[Candidates]
    plan: Plan


Party = Sequence[Problem]
"""Engagements of which a number has been added up already."""


def goal_values(problems: Party, plans: Sequence[Plan]) -> tuple[int, ...]:
    """Return the value of each goal over all; each problem knows what the others have elsewhere."""
    each = [
        [goal.measure(one, plan) for goal in GOALS]
        for one, plan in zip(problems, plans, strict=True)
    ]
    return added_up([(problem,) for problem in problems], each)


def goal_sums(problems: Party, models: Sequence[Model]) -> tuple[Sum, ...]:
    """Return each goal as models see it that are parts of one solver's model."""
    return tuple(_sum(goal, problems, models) for goal in GOALS)


def goal_results(
    problems: Party, values: Sequence[int], bounds: Sequence[int]
) -> tuple[GoalResult, ...]:
    """Return values and bounds over all with the names and units of their goals."""
    return tuple(
        GoalResult(goal.TIER, goal.NAME, value, min(bound, value), _unit(goal, problems))
        for goal, value, bound in zip(GOALS, values, bounds, strict=True)
    )


def added_up(parties: Sequence[Party], numbers: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return what the numbers of all goals, in each party's units, come to over all parties."""
    return tuple(
        max(each) if goal.NAME == load.NAME else sum(map(mul, _scales(goal, parties), each))
        for goal, each in zip(GOALS, zip(*numbers, strict=True), strict=True)
    )


def _sum(goal: Goal, problems: Party, models: Sequence[Model]) -> Sum:
    from planner.model import Sum  # noqa: PLC0415 - loads the solver

    if goal.NAME == load.NAME:
        return load.express_together(problems, models)
    scales = _scales(goal, [(problem,) for problem in problems])
    sums = [goal.express(one, model) for one, model in zip(problems, models, strict=True)]
    scaled = list(zip(scales, sums, strict=True))
    return Sum(
        tuple(scale * weight for scale, one in scaled for weight in one.weights),
        tuple(chain.from_iterable(one.unknowns for one in sums)),
        sum(scale * one.offset for scale, one in scaled),
    )


def _scales(goal: Goal, parties: Sequence[Party]) -> Sequence[int]:
    """Return by what each party's numbers are multiplied, so that all have one unit."""
    if goal.NAME != coach_days.NAME:
        return [1] * len(parties)
    ticks = [_ticks(party) for party in parties]
    return [lcm(*ticks) // of_party for of_party in ticks]


def _unit(goal: Goal, problems: Party) -> str:
    if goal.NAME == coach_days.NAME:
        return coach_days.unit_of(_ticks(problems))
    return goal.unit(problems[0])


def _ticks(problems: Party) -> int:
    return lcm(*map(coach_days.ticks_per_day, problems))
