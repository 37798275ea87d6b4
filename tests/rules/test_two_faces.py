"""Each rule says the same with both faces, and so do all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import small
from fixing import allows, fix, solved
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from small import Choice
from strategies import Case, cases, problems

from planner.candidates import candidates
from planner.domain.delivery import slots
from planner.domain.log import Amounts, Entry, Said, month_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules import (
    FREE_RULES,
    POSTED_RULES,
    RULES,
    SHAPE_RULES,
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
from planner.solve.decode import decode

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


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.split(".")[-1])


def with_what_it_presumes(rule: Rule) -> Sequence[Rule]:
    return (*PRESUMED, rule) if rule in PRESUME_OTHERS else (rule,)


@every_rule
@given(case=cases())
@settings(max_examples=20)
def test_a_rule_checks_what_it_posts(rule: Rule, case: Case) -> None:
    assert agree(case, with_what_it_presumes(rule))


@given(case=cases())
@settings(max_examples=80)
def test_all_rules_together_check_what_they_post(case: Case) -> None:
    assert agree(case, RULES)


@st.composite
def logged(draw: st.DrawFn) -> Case:
    """Draw a case of which a log says what some of history came to."""
    problem, choices = draw(cases())
    past = Plan(tuple(problem.baseline[id] for id in sorted(problem.history)))
    known = {one.slot: one for one in slots(problem, past)}
    told = draw(st.lists(st.sampled_from(list(known)), unique=True)) if known else []
    log = tuple(
        Entry(
            entered=problem.today,
            month=month_of(problem.today),
            said=Said.DELIVERED,
            slot=slot,
            planned=known[slot].part,
            expected=known[slot].amounts,
            held=known[slot].part,
            facilitator=slot.facilitator,
            line=known[slot].line,
            amounts=draw(st.builds(Amounts, st.integers(0, 6), st.integers(0, 200_000))),
        )
        for slot in told
    )
    return replace(problem, log=log), choices


@pytest.mark.parametrize("rule", [contract, expenses])
@given(case=logged())
@settings(max_examples=40)
def test_what_was_logged_is_charged_in_both_faces(rule: Rule, case: Case) -> None:
    assert agree(case, with_what_it_presumes(rule))


@pytest.mark.slow
@every_rule
@given(case=cases())
@settings(max_examples=1_000)
def test_a_rule_checks_what_it_posts_in_many_years(rule: Rule, case: Case) -> None:
    assert agree(case, with_what_it_presumes(rule))


@pytest.mark.slow
@given(case=cases())
@settings(max_examples=3_000)
def test_all_rules_together_check_what_they_post_in_many_years(case: Case) -> None:
    assert agree(case, RULES)


def test_drawn_plans_break_every_rule() -> None:
    """What is drawn reaches each rule, so that the tests above are about something."""
    left = {rule.TITLE: rule for rule in RULES if rule not in SHAPE_RULES}

    def are_all_broken(case: Case) -> bool:
        problem, choices = case
        plan = small.plan_of(problem, choices)
        for rule in [rule for rule in left.values() if not is_silent(problem, plan, [rule])]:
            del left[rule.TITLE]
        return not left

    until_found = settings(max_examples=2_000, phases=[Phase.generate], database=None)
    assert find(cases(), are_all_broken, settings=until_found)


@given(problem=problems())
@settings(max_examples=30)
def test_every_plan_decoded_from_a_model_keeps_its_shape(problem: Problem) -> None:
    """No variable stands for anything else: whatever the solver answers, posted rules or not."""
    model = build(problem, small.anywhere(problem), rules=())
    model.cp.maximize(sum(model.placed(visit) for visit in range(len(problem.visits))))
    solver = solved(model)
    assert solver is not None
    plan = Plan(decode(problem, model, solver.response_proto.solution))
    assert [*(breach for rule in SHAPE_RULES for breach in rule.check(problem, plan))] == []
