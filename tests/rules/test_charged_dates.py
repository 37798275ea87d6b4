"""Dates that serve several lines of coach-days: the model charges each line what the domain does.

Years of one or two coaches and few dates, all of whose sessions are charged, under limits.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
import small
from drawn_requests import Size
from drawn_terms import contracts
from fixing import fix, solved
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import Case, cases

from planner.charging import charge_terms
from planner.domain.charge import charged
from planner.domain.clock import Block
from planner.domain.contract import Billing, LineUnit
from planner.domain.problem import Day
from planner.rules import contract as contract_rule
from planner.rules import one_place, series_order
from planner.solve.build import build

CROWDED = Size(dates=3, visits=6, coaches=2)
LINES = ("quarters", "days")
LIMITS = ((0, 2), (2, None), (2, 2), (1, 2), (2, 3), (4, None), (4, 4), (3, 4), (0, 1))


@st.composite
def crowded(draw: st.DrawFn) -> Case:
    problem, choices = draw(cases(CROWDED))
    minimum, cap = draw(st.sampled_from(LIMITS))
    terms = draw(contracts())
    billing = Billing(draw(st.booleans()), minimum, cap, charges_cancelled=draw(st.booleans()))
    order = draw(st.permutations(sorted(terms.lines)))
    terms = replace(terms, billing=billing, lines={id: terms.lines[id] for id in order})
    visits = tuple(
        replace(
            visit,
            sessions=tuple(
                replace(one, line=draw(st.sampled_from(LINES))) for one in visit.sessions
            ),
        )
        for visit in problem.visits
    )
    engagement = replace(problem.engagement, contract=terms)
    return replace(problem, engagement=engagement, visits=visits), choices


def check_lines(case: Case) -> None:
    problem, choices = case
    plan = small.plan_of(problem, choices)
    presumed = (one_place, series_order)
    assume(not any(True for rule in presumed for _ in rule.check(problem, plan)))
    expected = charged(problem, plan)
    for line in LINES:
        assert extremes(case, line) == (expected[line], expected[line])


def extremes(case: Case, line: str) -> tuple[int, int]:
    """Return the least and the most that a line may be charged under an assignment."""
    problem, choices = case
    found = []
    for sign in (1, -1):
        model = build(problem, small.anywhere(problem), (one_place, series_order))
        assert problem.engagement.contract is not None
        terms = charge_terms(problem, model, problem.engagement.contract.lines[line])
        value = model.total(terms).expression
        fix(problem, model, choices)
        model.cp.minimize(sign * value)
        solver = solved(model)
        assert solver is not None
        found.append(sign * round(solver.objective_value))
    return found[0], found[1]


def check_rule(case: Case) -> None:
    problem, choices = case
    plan = small.plan_of(problem, choices)
    rules = (one_place, series_order, contract_rule)
    is_silent = not any(True for rule in rules for _ in rule.check(problem, plan))
    model = build(problem, small.anywhere(problem), rules)
    fix(problem, model, choices)
    assert (solved(model) is not None) == is_silent


@given(case=crowded())
@settings(max_examples=25)
def test_a_line_is_charged_what_its_dates_leave_it(case: Case) -> None:
    check_lines(case)


@given(case=crowded())
@settings(max_examples=25)
def test_a_line_under_limits_checks_what_it_posts(case: Case) -> None:
    check_rule(case)


@pytest.mark.slow
@given(case=crowded())
@settings(max_examples=500)
def test_lines_and_their_rule_agree_in_many_years(case: Case) -> None:
    check_rule(case)
    check_lines(case)


def test_both_halves_are_charged_where_only_a_break_lies_between() -> None:
    """An hour before 10:30 and one after it, with a break of ten minutes: half a day for each."""
    day = Day(Block(510, 630), Block(630, 750), break_minutes=10, grain_minutes=30)
    days = small.line("days", LineUnit.COACH_DAYS, 2)
    terms = replace(small.contract(days=days), billing=Billing(share_halves=True, day_cap_ticks=2))
    alike = {"length": small.minutes(60), "line": "days", "window": small.window(0, 0)}
    visits = [small.visit(id, pool=("ann",), **alike) for id in ("one", "two")]
    problem = small.problem(*visits, terms=terms, day=day, coaches=[small.coach("ann")])
    model = build(problem, small.anywhere(problem), (one_place, contract_rule))
    value = model.total(charge_terms(problem, model, days)).expression
    model.cp.maximize(10 * sum(model.placed(visit) for visit in (0, 1)) - value)
    solver = solved(model)
    assert solver is not None
    assert round(solver.objective_value) == 20 - 2
