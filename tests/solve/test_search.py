"""The search repeats itself, can be cut short, and never answers with nothing."""

from __future__ import annotations

import _thread
from dataclasses import replace
from threading import Thread, Timer
from time import monotonic
from typing import Any
from unittest.mock import patch

import pytest
import small
from hypothesis import given, settings
from ortools.sat.python import cp_model
from planned import planned
from small import coach, minutes, problem, series, visit, wants, window
from strategies import problems

from planner.candidates import candidates
from planner.domain.plan import Plan
from planner.domain.problem import Continuity, Problem
from planner.goals import GOALS
from planner.planning import check_plan, make_plan
from planner.solve import search as searching
from planner.solve.decode import Places
from planner.solve.engine import Effort, Engine
from planner.solve.search import NoPlanInTimeError, search
from planner.solve.series import place_by_series


def values(plan: Plan) -> list[tuple[int, int]]:
    return [(goal.value, goal.bound) for goal in plan.goals]


def crowded() -> Problem:
    """Return a week that five teams, two coaches and short sessions make hard to spread."""
    visits = [
        visit(
            f"r/{n}",
            length=minutes(45),
            team=1 + n % 2,
            window=window(0, 4),
            prefer=wants(half=small.PM),
        )
        for n in range(5)
    ]
    kept = series(*range(5), continuity=Continuity.PREFER, gap_days=(1, 6))
    return problem(*visits, groups=[kept], coaches=[coach("ann", week=7), coach("bob", week=5)])


@given(problem=problems())
@settings(max_examples=12)
def test_the_same_problem_twice_is_the_same_plan(problem: Problem) -> None:
    assert planned(problem) == planned(problem)


@given(problem=problems())
@settings(max_examples=12)
def test_another_seed_gives_the_same_values(problem: Problem) -> None:
    assert values(planned(problem, seed=1)) == values(planned(problem, seed=2))


@given(problem=problems())
@settings(max_examples=25)
def test_every_plan_passes_the_verifier(problem: Problem) -> None:
    plan = make_plan(problem, small.engine(), lambda _: None)
    assert plan.reproducible
    assert all(value == bound for value, bound in values(plan))


@given(problem=problems())
@settings(max_examples=25)
def test_planning_again_over_its_own_record_changes_nothing(problem: Problem) -> None:
    plan = make_plan(problem, small.engine(), lambda _: None)
    again = make_plan(
        small.on_record(problem, *plan.sessions, published=problem.published & plan.placed.keys()),
        small.engine(),
        lambda _: None,
    )
    assert again.sessions == plan.sessions


def test_without_time_there_is_no_plan() -> None:
    with pytest.raises(NoPlanInTimeError):
        search(crowded(), candidates(crowded()), small.engine(0.0), lambda _: None)


def test_the_clock_cuts_a_plan_short_and_it_says_so() -> None:
    engine = small.engine()

    def stop_after_the_first_goal(stage: str) -> None:
        if stage.startswith("goal 2"):
            engine.effort = replace(engine.effort, deadline=monotonic())

    plan = search(crowded(), candidates(crowded()), engine, stop_after_the_first_goal)
    assert not plan.reproducible
    assert plan.goals[0].value == plan.goals[0].bound == 0
    assert all(value >= bound for value, bound in values(plan))
    check_plan(crowded(), replace(plan, unplaced=()))


def test_when_time_is_over_what_was_found_in_parts_stays_and_no_larger_model_is_built() -> None:
    engine = small.engine()

    def found_just_in_time(*told: Any) -> Places:
        places = place_by_series(*told)
        engine.effort = replace(engine.effort, deadline=monotonic())
        return places

    with (
        patch.object(searching, "LARGE", -1),
        patch.object(searching, "place_by_series", found_just_in_time),
        patch.object(searching, "_opened", side_effect=AssertionError("built after the deadline")),
    ):
        plan = search(crowded(), candidates(crowded()), engine, lambda _: None)
    assert len(plan.sessions) == len(crowded().sessions)
    assert not plan.reproducible


@pytest.mark.parametrize("goal", range(2, 12))
def test_an_interrupt_between_solves_keeps_the_plan(goal: int) -> None:
    def interrupt(stage: str) -> None:
        if stage.startswith(f"goal {goal} "):
            _thread.interrupt_main()

    plan = search(crowded(), candidates(crowded()), small.engine(), interrupt)
    assert len(plan.sessions) == len(crowded().sessions)
    assert plan.goals[0].value == 0


@pytest.mark.parametrize("seconds", [0.03, 0.1, 0.2, 0.4])
def test_an_interrupt_at_any_time_keeps_the_plan_or_says_there_is_none(seconds: float) -> None:
    alarm = Timer(seconds, _thread.interrupt_main)
    problem = crowded()
    try:
        possible = candidates(problem)
        alarm.start()
        began = monotonic()
        plan = search(problem, possible, small.engine(), lambda _: None)
        assert monotonic() - began < seconds + 10
        assert all(value >= bound for value, bound in values(plan))
        alarm.join()
    except KeyboardInterrupt:
        pass  # before there was a plan, or after it was complete


def test_an_interrupt_before_there_is_a_plan_is_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        search(crowded(), candidates(crowded()), small.engine(), lambda _: _thread.interrupt_main())


def test_a_search_in_another_thread_leaves_signals_alone() -> None:
    plans: list[Plan] = []
    thread = Thread(target=lambda: plans.append(planned(problem(visit("a")))))
    thread.start()
    thread.join()
    assert [one.id for one in plans[0].sessions] == ["a"]


def test_a_model_without_a_solution_is_a_defect_and_not_a_plan() -> None:
    model = cp_model.CpModel()
    model.add_bool_or([])
    with pytest.raises(RuntimeError, match="INFEASIBLE"):
        small.engine().solve("none", model, {})


def test_what_the_solver_raises_is_not_swallowed() -> None:
    class _Failing(cp_model.CpModel):
        @property
        def proto(self) -> cp_model.CpModelProto:  # type: ignore[override]
            raise MemoryError

    with pytest.raises(MemoryError):
        Engine(Effort(monotonic() + 5)).solve("none", _Failing(), {})


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [(3, {"r/1", "r/2"}), (5, {"r/1", "r/2"})],
)
def test_more_sessions_than_room_is_the_most_valuable_plan(
    sessions: int, expected: set[str]
) -> None:
    """Two halves of one date hold two sessions, the two of the highest priority."""
    visits = [
        visit(f"r/{n}", window=window(0, 0), pool=("ann",), priority=10 - n)
        for n in range(1, sessions + 1)
    ]
    plan = planned(problem(*visits))
    assert set(plan.placed) == expected
    assert plan.goals[0].value == plan.goals[0].bound == sum(10 - n for n in range(3, sessions + 1))


def test_nothing_to_place_is_a_plan_of_nothing() -> None:
    plan = planned(problem(visit("a", window=window(5, 5))))
    assert plan.sessions == ()
    assert plan.goals[0].value == 5


def test_a_year_without_a_single_request_is_planned() -> None:
    plan = planned(problem())
    assert [goal.name for goal in plan.goals] == [goal.NAME for goal in GOALS]
    assert values(plan) == [(0, 0)] * len(GOALS)
