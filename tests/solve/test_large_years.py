"""What makes large years possible changes no answer: starts left out, parts, and floors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import small
from hypothesis import assume, given, settings
from strategies import TINY, problems

from planner.candidates import candidates
from planner.domain.least import Short, least_shared
from planner.domain.plan import Plan
from planner.domain.problem import Mode, Problem
from planner.domain.surely import surely_placed
from planner.goals import GOALS, floors
from planner.planning import make_plan
from planner.solve import search as searching
from planner.solve.normal import normal


def found(problem: Problem) -> Plan:
    return make_plan(problem, small.engine(), lambda _: None)


def values(plan: Plan) -> list[int]:
    return [goal.value for goal in plan.goals]


@contextmanager
def in_parts(*, proven: bool) -> Iterator[None]:
    """Take every year for a large one, and one that no single model holds unless it is proven."""
    with patch.object(searching, "SMALL", -1), patch.object(searching, "LARGE", -1):
        if proven:
            yield
        else:
            with patch.object(searching, "TOO_LARGE", -1):
                yield


@given(problem=problems(TINY))
@settings(max_examples=25)
def test_leaving_out_what_could_start_earlier_leaves_out_no_best_plan(problem: Problem) -> None:
    with patch.object(searching, "normal", lambda _, known: known):
        everything = found(problem)
    assert values(found(problem)) == values(everything)


@given(problem=problems(TINY))
@settings(max_examples=25)
def test_a_year_in_parts_is_a_plan_and_never_better_than_the_best(problem: Problem) -> None:
    best = found(problem)
    with in_parts(proven=False):
        plan = found(problem)
    assert values(plan) >= values(best)
    assert all(
        goal.bound <= best_one.value for goal, best_one in zip(plan.goals, best.goals, strict=True)
    )


@given(problem=problems(TINY))
@settings(max_examples=25)
def test_a_year_in_parts_and_then_proven_is_the_best(problem: Problem) -> None:
    with in_parts(proven=True):
        plan = found(problem)
    assert values(plan) == values(found(problem))


@given(problem=problems(TINY))
@settings(max_examples=50)
def test_no_plan_goes_below_a_floor(problem: Problem) -> None:
    plan = found(problem)
    visits = [v for v in problem.to_be_placed if v.sessions[0].id in plan.placed]
    ids = {session.id for visit in visits for session in visit.sessions}
    part = Plan(tuple(placed for placed in plan.sessions if placed.id in ids))
    least = floors(problem, GOALS, visits)
    assert all(
        floor <= goal.measure(problem, part) for goal, floor in zip(GOALS, least, strict=True)
    )


@given(problem=problems(TINY))
@settings(max_examples=50)
def test_what_is_surely_placed_takes_no_more_than_a_plan_does(problem: Problem) -> None:
    plan = found(problem)
    reached = {goal.name: goal.value for goal in plan.goals}
    assume(reached["unplaced"] == 0)
    ids = {one.id for visit in problem.visits for one in visit.sessions} - problem.history
    part = Plan(tuple(placed for placed in plan.sessions if placed.id in ids))
    least = floors(problem, GOALS, surely_placed(problem, reached["optional"]))
    assert all(
        floor <= goal.measure(problem, part) for goal, floor in zip(GOALS, least, strict=True)
    )


def test_what_is_surely_placed_is_in_the_modes_asked_for() -> None:
    """Of three visits one may be virtual: two trips, and a third with the first optional one."""
    visits = [
        small.visit(f"v/{n}", modes=tuple(Mode), window=small.window(n, n), promised=n < 3)
        for n in range(4)
    ]
    series = small.series(
        *range(4), interchangeable=True, modes={Mode.IN_PERSON: 3, Mode.VIRTUAL: 1}
    )
    problem = small.problem(*visits, groups=[series])
    assert [visit.modes for visit in surely_placed(problem, 5)] == [
        (Mode.IN_PERSON,),
        (Mode.IN_PERSON,),
        tuple(Mode),
    ]
    assert [len(surely_placed(problem, unplaced)) for unplaced in (0, 4, 5)] == [4, 4, 3]
    assert {visit.window for visit in surely_placed(problem, 5)[:2]} == {small.window(0, 2)}


def short(minutes: int, first: int, last: int, group: str, *pool: str, mode: str = "") -> Short:
    window, leaders = small.window(first, last), frozenset(pool or ("ann",))
    return Short(minutes, window, leaders, group, mode or None)


def test_two_that_never_meet_share_no_half() -> None:
    """A half of two hours holds two of 50 minutes; the first pair has one date in common."""
    together = [short(50, 0, 2, "a"), short(50, 2, 4, "b")]
    apart = [short(50, 0, 1, "a"), short(50, 2, 4, "b")]
    assert least_shared(small.DAY, together) == 1
    assert least_shared(small.DAY, apart) == 2
    assert least_shared(small.DAY, [short(50, 0, 2, "a"), short(50, 2, 4, "a")]) == 2
    assert least_shared(small.DAY, [short(50, 0, 2, "a"), short(50, 2, 4, "b", "bob")]) == 2
    assert least_shared(small.DAY, [short(70, 0, 2, "a"), short(50, 2, 4, "b")]) == 2
    on_site, online = (short(50, 0, 2, mode, mode=mode) for mode in ("in-person", "virtual"))
    assert least_shared(small.DAY, [on_site, online]) == 2
    assert least_shared(small.DAY, [on_site, short(50, 2, 4, "b")]) == 1


def test_a_chain_of_three_shares_one_half() -> None:
    """The middle one could share with either neighbour, but only with one of them."""
    chain = [short(50, 0, 1, "a"), short(50, 1, 2, "b"), short(50, 2, 3, "c")]
    assert least_shared(small.DAY, chain) == 2


def test_many_short_ones_are_counted() -> None:
    """Five of 20 minutes: four fit into two hours with their breaks, so two halves are needed."""
    assert least_shared(small.DAY, [short(20, 0, 4, str(n)) for n in range(5)]) == 2


def test_starts_that_follow_from_nothing_are_left_out() -> None:
    """Two of 50 minutes a half: each begins it, or follows the other after the break.

    08:30, and 09:30 when the other has ended at 09:20; not 09:00, which only delays.
    """
    visits = [
        small.visit(id, length=small.minutes(50), window=small.window(0, 0)) for id in ("a", "b")
    ]
    problem = small.problem(*visits)
    needed = normal(problem, candidates(problem))
    assert [option.minute for option in needed[0].options] == [510, 570, 690, 750]
    assert len(candidates(problem)[0].options) > len(needed[0].options)
