"""The model's sum of each goal is what its measure finds, whatever is placed where."""

from __future__ import annotations

import pytest
import small
from fixing import fix, solved
from hypothesis import assume, given, settings
from strategies import Case, cases

from planner.goals import GOALS
from planner.goals.protocols import Goal
from planner.rules import one_place, series_order
from planner.solve.build import build


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.NAME)
@given(case=cases())
@settings(max_examples=20)
def test_a_goal_expresses_what_it_measures(goal: Goal, case: Case) -> None:
    problem, choices = case
    plan = small.plan_of(problem, choices)
    presumed = (one_place, series_order)
    assume(not any(True for rule in presumed for _ in rule.check(problem, plan)))
    model = build(problem, small.anywhere(problem), presumed)
    value = goal.express(problem, model)
    fix(problem, model, choices)
    model.cp.minimize(value.expression)
    solver = solved(model)
    assert solver is not None
    assert round(solver.objective_value) == goal.measure(problem, plan)
