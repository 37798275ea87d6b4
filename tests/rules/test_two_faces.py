"""Each rule says the same with both faces, and so do all of them together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import small
from fixing import allows, fix, solved
from hypothesis import given, settings
from small import Choice
from strategies import Case, cases

from planner.candidates import candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules import (
    FREE_RULES,
    POSTED_RULES,
    RULES,
    START_RULES,
    TEAM_RULES,
    caps,
    contract,
    expenses,
    one_place,
    series_order,
    travel,
)
from planner.rules.protocols import Rule
from planner.solve.build import build

PRESUMED = (one_place, series_order)
PRESUME_OTHERS = (caps, travel, contract, expenses)
"""They count halves, dates and trips, views that presume the rules before."""


def is_feasible(problem: Problem, choices: Sequence[Choice], rules: Sequence[Rule]) -> bool:
    """Tell whether the masks and constraints of some rules, and no others, allow an assignment."""
    possible = candidates(
        problem,
        start_rules=[rule for rule in START_RULES if rule in rules],
        team_rules=[rule for rule in TEAM_RULES if rule in rules],
        free_rules=[rule for rule in FREE_RULES if rule in rules],
    )
    if not allows(possible, choices):
        return False
    model = build(problem, possible, [rule for rule in POSTED_RULES if rule in rules])
    fix(problem, model, choices)
    return solved(model) is not None


def is_silent(problem: Problem, plan: Plan, rules: Sequence[Rule]) -> bool:
    return not any(True for rule in rules for _ in rule.check(problem, plan))


def agree(case: Case, rules: Sequence[Rule]) -> bool:
    problem, choices = case
    plan = small.plan_of(problem, choices)
    return is_silent(problem, plan, rules) == is_feasible(problem, choices, rules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.split(".")[-1])
@given(case=cases())
@settings(max_examples=60)
def test_a_rule_checks_what_it_posts(rule: Rule, case: Case) -> None:
    rules = (*PRESUMED, rule) if rule in PRESUME_OTHERS else (rule,)
    assert agree(case, rules)


@given(case=cases())
@settings(max_examples=300)
def test_all_rules_together_check_what_they_post(case: Case) -> None:
    assert agree(case, RULES)
