"""Every goal has a year solved by hand whose plan is another one without the goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
import small
from planned import planned
from small import (
    AM,
    FULL_DAY,
    PM,
    VIRTUAL,
    at,
    busy_on,
    coach,
    contract,
    line,
    minutes,
    places,
    problem,
    series,
    visit,
    wants,
    window,
)

from planner.domain.clock import Block
from planner.domain.contract import LineUnit
from planner.domain.problem import Continuity, Problem
from planner.goals import (
    GOALS,
    coach_days,
    drafts_moved,
    earliest,
    halves,
    load,
    optional,
    published_changed,
    published_days_moved,
    trips,
    unplaced,
    wishes,
)
from planner.goals.protocols import Goal

Case = tuple[Problem, Mapping[str, str]]
CASES: list[tuple[Goal, Callable[[], Case]]] = []

ANN = ("ann",)
MORNING = wants(half=AM)


def case(goal: Goal) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    def note(make: Callable[[], Case]) -> Callable[[], Case]:
        CASES.append((goal, make))
        return make

    return note


@case(unplaced)
def two_halves_of_five_weigh_more_than_one_of_nine() -> Case:
    """Monday holds the full day (5 x 2) or the half (9 x 1). Unplaced would cost least of all."""
    whole = visit("whole", length=FULL_DAY, window=window(0, 0), pool=ANN, priority=5)
    half = visit("half", window=window(0, 0), pool=ANN, priority=9)
    return problem(whole, half), {"whole": "Mon 6 AM ann"}


@case(published_changed)
def what_was_told_stays() -> Case:
    """It was told for the afternoon; the wish for the morning (5 points) comes second."""
    asked = visit("a", window=window(0, 0), pool=ANN, prefer=MORNING)
    told = small.on_record(problem(asked), at("a", 0, PM), published=["a"])
    return told, {"a": "Mon 6 PM ann"}


@case(published_days_moved)
def what_must_move_moves_little() -> Case:
    """Monday, as told, is gone. Any other date is one change: Tuesday is nearest, Friday wished."""
    asked = visit("a", pool=ANN, rules=MORNING, prefer=wants(weekdays=frozenset({4})))
    told = small.on_record(
        problem(asked, coaches=[coach("ann", busy_on(0))]), at("a", 0), published=["a"]
    )
    return told, {"a": "Tue 7 AM ann"}


@case(optional)
def optional_is_placed_where_there_is_room() -> Case:
    """It costs a trip and a half, which come later than placing it."""
    extra = visit("extra", window=window(0, 0), pool=ANN, rules=MORNING, promised=False)
    return problem(extra), {"extra": "Mon 6 AM ann"}


@case(coach_days)
def the_cheaper_of_two() -> Case:
    """One half is free. The call charges a coach-day line, the visit none, though it is a trip."""
    one = {"window": window(0, 0), "rules": MORNING, "pool": ANN}
    call = visit("call", modes=VIRTUAL, line="days", **one)
    trip = visit("trip", line="fixed", **one)
    terms = contract(
        days=line("days", LineUnit.COACH_DAYS, 8), fixed=line("fixed", LineUnit.PRICE, 0)
    )
    return problem(call, trip, terms=terms), {"trip": "Mon 6 AM ann"}


@case(trips)
def one_trip_for_two() -> Case:
    """Tuesday and Wednesday would be even; one trip serves both, on the earlier day."""
    first = visit("first", window=window(0, 2), rules=MORNING, pool=ANN)
    second = visit("second", window=window(1, 3), rules=wants(half=PM), pool=ANN)
    return problem(first, second), {"first": "Tue 7 AM ann", "second": "Tue 7 PM ann"}


@case(halves)
def one_half_for_two() -> Case:
    """Two calls share a morning, though the second wishes for the afternoon."""
    call = {"length": minutes(45), "modes": VIRTUAL, "window": window(0, 0), "pool": ANN}
    first = visit("first", rules=wants(hours=Block(510, 555)), **call)
    second = visit("second", prefer=wants(hours=Block(690, 735)), **call)
    return problem(first, second), {"first": "Mon 6 AM ann", "second": "Mon 6 09:30 ann"}


@case(wishes)
def evenly_spread() -> Case:
    """Three dates: the middle one, one day later than the earliest."""
    return problem(visit("a", window=window(0, 2), rules=MORNING, pool=ANN)), {"a": "Tue 7 AM ann"}


@case(wishes)
def two_evenly_spread() -> Case:
    """Five days, D = 4: the first belongs at floor(4 / 4) = 1, the second at floor(12 / 4) = 3."""
    both = {"window": window(0, 4), "rules": MORNING, "pool": ANN}
    return problem(visit("r/1", **both), visit("r/2", **both), groups=[series(0, 1)]), {
        "r/1": "Tue 7 AM ann",
        "r/2": "Thu 9 AM ann",
    }


@case(wishes)
def a_wish_against_even_spacing() -> Case:
    """The wish (5 points) is worth the two days off even (2)."""
    asked = visit(
        "a", window=window(0, 4), rules=MORNING, pool=ANN, prefer=wants(weekdays=frozenset({4}))
    )
    return problem(asked), {"a": "Fri 10 AM ann"}


@case(wishes)
def no_handover_for_a_better_load() -> Case:
    """Bob leads both (a handover is 10 points), though one each would be half the load."""
    visits = [visit(f"r/{n}", window=window(n, n), rules=MORNING) for n in (0, 1)]
    coaches = [coach("ann", busy_on(1), year=2), coach("bob", year=2)]
    kept = series(0, 1, continuity=Continuity.PREFER)
    return problem(*visits, coaches=coaches, groups=[kept]), {
        "r/0": "Mon 6 AM bob",
        "r/1": "Tue 7 AM bob",
    }


@case(load)
def work_is_spread() -> Case:
    """Ann must lead the second, so Bob takes the first, against the draft: 50 % each, not 100."""
    first = visit("first", window=window(0, 0), rules=MORNING)
    second = visit("second", window=window(1, 1), rules=MORNING, pool=ANN)
    coaches = [coach("ann", year=2), coach("bob", year=2)]
    drafted = small.on_record(problem(first, second, coaches=coaches), at("first", 0))
    return drafted, {"first": "Mon 6 AM bob", "second": "Tue 7 AM ann"}


@case(drafts_moved)
def a_draft_breaks_ties() -> Case:
    """Tuesday, the even date, is closed to Ann. Monday and Wednesday are as good; Wednesday is
    the draft, and Monday only earlier."""
    asked = visit("a", window=window(0, 2), rules=MORNING, pool=ANN)
    drafted = problem(asked, coaches=[coach("ann", busy_on(1))])
    return small.on_record(drafted, at("a", 2)), {"a": "Wed 8 AM ann"}


@pytest.mark.parametrize("make", [make for _, make in CASES])
def test_the_best_plan_is_the_one_found_by_hand(make: Callable[[], Case]) -> None:
    problem, expected = make()
    plan = planned(problem)
    assert places(plan) == expected
    assert all(goal.value == goal.bound for goal in plan.goals)


@pytest.mark.parametrize(("goal", "make"), CASES)
def test_without_its_goal_the_plan_is_another(goal: Goal, make: Callable[[], Case]) -> None:
    problem, expected = make()
    rest = [other for other in GOALS if other is not goal]
    assert places(planned(problem, goals=rest)) != expected


def test_among_equals_the_earlier_date_is_taken() -> None:
    """Monday and Wednesday are one day off even each; without the last goal either may come."""
    asked = visit("a", window=window(0, 2), rules=MORNING, pool=ANN)
    plan = planned(problem(asked, coaches=[coach("ann", busy_on(1))]))
    assert places(plan) == {"a": "Mon 6 AM ann"}
    assert plan.goals[-1].value == 0


def test_every_goal_has_a_case() -> None:
    assert [goal for goal in GOALS if goal not in dict(CASES)] == [earliest]


def test_load_is_rounded_up_and_looks_at_every_cap() -> None:
    """Two halves in the week of 3 are 67 %; of the month's 7 29 %, of the year's 40 5 %."""
    capped = coach("ann", week=3, month=7, year=40)
    visits = [visit(f"r/{n}", window=window(n, n), pool=ANN) for n in (0, 1)]
    assert load.measure(problem(*visits, coaches=[capped]), planned(problem(*visits))) == 67
