"""What is forbidden between two engagements in one model is what is found in their plans."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import small
from fixing import fix, solved
from hypothesis import Phase, find, given, settings
from ortools.sat.python import cp_model
from pairs import Pair, PairCase, pair_cases, plans_of
from small import Choice
from strategies import Size

from planner.portfolio import breaches_between
from planner.rules import SHARED_RULES, caps, one_client, one_place, series_order
from planner.solve.build import build

PRESUMED = (one_place, series_order, caps)
FEW = Size(dates=4, visits=3, coaches=2)
CROWDED = Size(dates=3, visits=3, coaches=1)


def is_feasible(pair: Pair, assigned: Sequence[Sequence[Choice]]) -> bool:
    cp = cp_model.CpModel()
    models = [build(problem, small.anywhere(problem), PRESUMED, cp) for problem in pair]
    for rule in SHARED_RULES:
        rule.post_between(pair, models)
    for problem, model, its in zip(pair, models, assigned, strict=True):
        fix(problem, model, its)
    return solved(models[0]) is not None


def is_silent(pair: Pair, assigned: Sequence[Sequence[Choice]]) -> bool:
    plans = plans_of(pair, assigned)
    alone = any(
        True
        for problem, plan in zip(pair, plans, strict=True)
        for rule in PRESUMED
        for _ in rule.check(problem, plan)
    )
    return not alone and not any(breaches_between(pair, plans))


@given(case=pair_cases(FEW))
@settings(max_examples=40)
def test_a_model_of_two_forbids_what_their_plans_are_found_to_break(case: PairCase) -> None:
    pair, assigned = case
    assert is_silent(pair, assigned) == is_feasible(pair, assigned)


@pytest.mark.slow
@given(case=pair_cases(FEW))
@settings(max_examples=3_000)
def test_a_model_of_two_forbids_the_same_in_many_years(case: PairCase) -> None:
    pair, assigned = case
    assert is_silent(pair, assigned) == is_feasible(pair, assigned)


@pytest.mark.parametrize("title", [one_client.TITLE, caps.TITLE])
def test_drawn_plans_break_each_rule_between_two(title: str) -> None:
    """What is drawn reaches the rules: each breaks between two of which neither breaks it alone."""

    def is_broken(case: PairCase) -> bool:
        pair, assigned = case
        plans = plans_of(pair, assigned)
        alone = {
            breach.rule
            for problem, plan in zip(pair, plans, strict=True)
            for rule in SHARED_RULES
            for breach in rule.check(problem, plan)
        }
        between = {breach.rule for breach in breaches_between(pair, plans)}
        return title in between - alone

    until_found = settings(max_examples=2_000, phases=[Phase.generate], database=None)
    assert find(pair_cases(CROWDED), is_broken, settings=until_found)
