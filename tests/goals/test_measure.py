"""Each goal measures what a second, naive computation finds."""

from __future__ import annotations

import pytest
import small
from hypothesis import given, settings
from naive import NAIVE
from strategies import Case, cases

from planner.goals import GOALS
from planner.goals.protocols import Goal


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.NAME)
@given(case=cases())
@settings(max_examples=20)
def test_a_goal_measures_what_a_naive_count_finds(goal: Goal, case: Case) -> None:
    problem, choices = case
    plan = small.plan_of(problem, choices)
    assert goal.measure(problem, plan) == NAIVE[goal.NAME](problem, plan)


def test_the_goals_are_the_eleven_in_their_order() -> None:
    assert [(goal.TIER, goal.NAME) for goal in GOALS] == [
        (1, "unplaced"),
        (2, "published-changed"),
        (2, "published-days-moved"),
        (3, "optional"),
        (4, "coach-days"),
        (4, "trips"),
        (4, "halves"),
        (5, "wishes"),
        (6, "load"),
        (7, "drafts-moved"),
        (7, "earliest"),
    ]
