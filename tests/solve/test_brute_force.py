"""The staged search finds the optimum that trying everything finds, and proves it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import prod

import pytest
import small
from hypothesis import assume, given, settings
from planned import planned
from small import Choice
from strategies import TINY, problems

from planner.candidates import Candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem, Visit
from planner.goals import GOALS
from planner.rules import FREE_RULES, POSTED_RULES, RULES, START_RULES, TEAM_RULES
from planner.rules.protocols import Rule

MOST_PLANS = 3_000
ALONE: tuple[Rule, ...] = (*START_RULES, *TEAM_RULES, *FREE_RULES)
"""Rules about one visit, which can be asked of each choice before choices are combined."""


def all_choices(problem: Problem, index: int, known: Candidates) -> list[Choice]:
    """Return every place of one visit that no rule about it alone forbids, and none at all."""
    visit = problem.visits[index]
    if known.fixed:
        return [(known.options[0], known.free[0])]
    found: list[Choice] = [None]
    for choice in _choices(visit, known):
        plan = small.plan_of(problem, _only(problem, index, choice))
        breaches = (breach for rule in ALONE for breach in rule.check(problem, plan))
        if not any(
            set(breach.sessions) & {one.id for one in visit.sessions} for breach in breaches
        ):
            found.append(choice)
    return found


def _choices(visit: Visit, known: Candidates) -> Iterator[Choice]:
    for option, free in zip(known.options, known.free, strict=True):
        yield from ((option, team) for team in combinations(free, visit.team))


def _only(problem: Problem, index: int, choice: Choice) -> list[Choice]:
    return [choice if other == index else None for other in range(len(problem.visits))]


def best_values(problem: Problem, choices: list[list[Choice]]) -> list[int]:
    """Return the values of the goals that no clean plan beats, the first goal first."""
    return min(
        [goal.measure(problem, plan) for goal in GOALS]
        for chosen in product(*choices)
        for plan in (small.plan_of(problem, chosen),)
        if is_clean(problem, plan)
    )


def is_clean(problem: Problem, plan: Plan) -> bool:
    between = any(True for rule in POSTED_RULES for _ in rule.check(problem, plan))
    return not between and not any(True for rule in RULES for _ in rule.check(problem, plan))


def compare(problem: Problem, most: int) -> None:
    possible = small.anywhere(problem)
    choices = [all_choices(problem, index, known) for index, known in enumerate(possible)]
    assume(1 < prod(map(len, choices)) <= most)
    plan = planned(problem)
    assert [goal.value for goal in plan.goals] == best_values(problem, choices)
    assert [goal.bound for goal in plan.goals] == [goal.value for goal in plan.goals]


@given(problem=problems(TINY))
@settings(max_examples=25)
def test_the_search_finds_what_trying_everything_finds(problem: Problem) -> None:
    compare(problem, MOST_PLANS // 10)


@pytest.mark.slow
@given(problem=problems(TINY))
@settings(max_examples=400)
def test_the_search_finds_what_trying_more_finds(problem: Problem) -> None:
    compare(problem, MOST_PLANS)
