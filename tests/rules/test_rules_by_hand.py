"""Every rule that forbids something has a year solved by hand that shows it, and needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cases_by_hand import Case
from planned import planned
from rules_by_hand import CASES
from small import places

from planner.rules import RULES, SHAPE_RULES
from planner.rules.protocols import Rule
from planner.verify import breaches

every_case = pytest.mark.parametrize(
    ("rule", "make"), CASES, ids=[f"{rule.__name__}-{make.__name__}" for rule, make in CASES]
)


@pytest.mark.parametrize("make", [make for _, make in CASES])
def test_the_best_plan_is_the_one_found_by_hand(make: Callable[[], Case]) -> None:
    problem, expected = make()
    assert places(planned(problem)) == expected


@every_case
def test_without_its_rule_the_plan_is_another(rule: Rule, make: Callable[[], Case]) -> None:
    problem, expected = make()
    rest = [other for other in RULES if other is not rule]
    plan = planned(problem, rest)
    assert places(plan) != expected
    assert {breach.rule for breach in breaches(problem, plan)} >= {rule.TITLE}


def test_every_rule_that_forbids_something_has_a_case() -> None:
    assert [rule for rule in RULES if rule not in SHAPE_RULES and rule not in dict(CASES)] == []
