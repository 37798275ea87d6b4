"""Two engagements planned together come to what trying every two plans of them comes to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

import pytest
import small
from hypothesis import assume, given, settings
from pairs import SMALLEST, Pair, pairs
from test_brute_force import all_choices, is_clean

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.planning import check_plan
from planner.portfolio import beside, breaches_between, groups, make_plans
from planner.together import goal_values

MOST_PLANS = 40


def clean_plans(problem: Problem) -> Sequence[Plan]:
    """Return every plan of one engagement that breaks no rule."""
    choices = [
        all_choices(problem, index, known) for index, known in enumerate(small.anywhere(problem))
    ]
    assume(1 < prod(map(len, choices)) <= MOST_PLANS)
    plans = (small.plan_of(problem, chosen) for chosen in product(*choices))
    return [plan for plan in plans if is_clean(problem, plan)]


def best_values(pair: Pair) -> tuple[int, ...]:
    """Return the values of the goals over both that no two clean plans beat."""
    return min(
        goal_values([beside(pair, dict(enumerate(plans)), at) for at in range(2)], plans)
        for plans in product(*map(clean_plans, pair))
        if not any(breaches_between(pair, plans))
    )


def compare(pair: Pair) -> None:
    assume(len([*groups(pair)]) == 1)
    best = best_values(pair)
    found = make_plans(pair, lambda _: small.engine(), lambda _: None, lambda _: None)
    assert tuple(goal.value for goal in found.goals) == best
    assert tuple(goal.bound for goal in found.goals) == best
    assert not any(breaches_between(pair, found.plans))
    for problem, plan in zip(pair, found.plans, strict=True):
        check_plan(problem, plan)


@given(pair=pairs(SMALLEST))
@settings(max_examples=10)
def test_two_together_are_what_trying_everything_finds(pair: Pair) -> None:
    compare(pair)


@pytest.mark.slow
@given(pair=pairs(SMALLEST))
@settings(max_examples=400)
def test_two_together_are_what_trying_more_finds(pair: Pair) -> None:
    compare(pair)
