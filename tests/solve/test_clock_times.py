"""Nobody waits between short sessions without need, and no goal is worse for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import small
from hypothesis import given
from hypothesis import strategies as st
from planned import planned
from test_short_sessions import best, clocks, coach, year

from planner.candidates import Candidates, candidates
from planner.domain.clock import Block
from planner.domain.halves import slots
from planner.domain.plan import Plan
from planner.domain.problem import Day, Problem
from planner.domain.wishes import is_no_worse, missed_by
from planner.goals import GOALS, wishes
from planner.rules import RULES
from planner.solve.build import build
from planner.solve.clock_times import in_order
from planner.solve.decode import Place, Places, chosen, placed_sessions
from planner.solve.engine import BRIEF
from planner.solve.year import Year
from scenarios import read


def plc(audience: str, hours: str = "") -> str:
    """Return a request for an hour with an audience one morning, between some hours if need be."""
    return f"""
        [requests.{audience}]
        audience = "{audience}"
        length   = 60
        mode     = "virtual"
        window   = 2025-10-24
        half     = "AM"
        {hours and f'hours = "{hours}"'}
    """


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            (plc("G1"), plc("G2", "10:30-12:00")),
            {"G1": "24 Oct 09:15-10:15", "G2": "24 Oct 10:30-11:30"},
        ),
        (
            (plc("G1", "10:00-11:15"), plc("G2")),
            {"G1": "24 Oct 10:00-11:00", "G2": "24 Oct 08:45-09:45"},
        ),
        ((plc("G1"),), {"G1": "24 Oct 08:00-09:00"}),
        (
            (plc("G1", "08:00-09:00"), plc("G2", "11:00-12:00")),
            {"G1": "24 Oct 08:00-09:00", "G2": "24 Oct 11:00-12:00"},
        ),
    ],
    ids=["before what is late", "right before what is fixed", "alone", "where hours need it"],
)
def test_a_facilitator_waits_no_longer_than_need_be(
    wanted: tuple[str, ...], expected: dict[str, str], tmp_path: Path
) -> None:
    problem = read(tmp_path, year(coach("ann", "08:00-17:00"), *wanted))
    assert clocks(problem, best(problem)) == expected


LONG_HALVES = Day(Block(480, 720), Block(780, 1020), break_minutes=10, grain_minutes=30)


@st.composite
def mornings(draw: st.DrawFn) -> Problem:
    """Draw short sessions of one morning, at hours of their own, drafts of some, and what their
    people do else.
    """
    hours = st.tuples(st.sampled_from((480, 540, 600)), st.sampled_from((630, 660, 720)))
    visits = [
        small.visit(
            f"r{number}",
            audience=(draw(st.sampled_from(("a", "b"))),),
            length=small.minutes(draw(st.sampled_from((30, 50)))),
            window=small.window(0, 0),
            modes=small.VIRTUAL,
            sites=(),
            pool=tuple(sorted(draw(st.sets(st.sampled_from(("ann", "bob")), min_size=1)))),
            rules=small.wants(half=small.AM, hours=Block(*draw(hours))),
            prefer=small.wants(hours=draw(st.none() | st.just(Block(600, 720)))),
        )
        for number in range(draw(st.integers(2, 3)))
    ]
    busy = [small.span(0, start, start + 30) for start in draw(st.sets(st.integers(480, 700)))][:1]
    coaches = small.coach("ann", busy), small.coach("bob")
    year = small.problem(*visits, coaches=coaches, day=LONG_HALVES, includes={"a": (), "b": ()})
    begun = [draw(st.none() | st.sampled_from((480, 540, 600))) for _ in visits]
    drafts = [
        small.at(visit.id, 0, (start, start + visit.sessions[0].length.amount), site=None)
        for visit, start in zip(visits, begun, strict=True)
        if start is not None
    ]
    return small.on_record(year, *drafts)


def test_a_wish_is_not_traded_for_the_time_on_record() -> None:
    """A draft at 8:30 that is wanted from 9:00 moves there, and does not start earlier again."""
    wanted = small.visit(
        "call",
        length=small.minutes(60),
        modes=small.VIRTUAL,
        prefer=small.wants(hours=Block(540, 630)),
        window=small.window(0, 0),
        rules=small.wants(half=small.AM),
    )
    draft = small.at("call", 0, (510, 570), site=None)
    plan = planned(small.on_record(small.problem(wanted), draft))
    assert plan.placed["call"].parts[0].span == small.span(0, 540, 600)
    goals = {goal.name: (goal.value, goal.bound) for goal in plan.goals}
    assert goals["wishes"] == (0, 0)
    assert goals["drafts-moved"] == (1, 1)


@given(problem=mornings())
def test_clock_times_are_the_best_of_all_and_no_goal_is_worse(problem: Problem) -> None:
    possible = candidates(problem)
    places = placed_somehow(problem, possible)
    found = in_order(Year(problem, possible, small.engine(), GOALS), possible, places)
    others = list(same_halves(problem, possible, places))
    before, after = plan_of(problem, places), plan_of(problem, found)
    clean = [
        plan
        for some in product(*others)
        for plan in (plan_of(problem, dict(zip(places, some, strict=True))),)
        if not any(True for rule in RULES for _ in rule.check(problem, plan))
        if is_no_worse(values(problem, plan), values(problem, before))
    ]
    assert is_no_worse(values(problem, after), values(problem, before))
    assert minutes(problem, after) == min(minutes(problem, plan) for plan in clean)


def placed_somehow(problem: Problem, possible: tuple[Candidates, ...]) -> Places:
    """Return any places that break no rule, and miss no wish without need."""
    model = build(problem, possible)
    placed = sum(model.placed(visit) for visit in range(len(problem.visits)))
    model.cp.maximize(100 * placed - wishes.express(problem, model).expression)
    solution = small.engine().solve("any", model.cp, {}, BRIEF).values
    assert solution is not None
    return chosen(problem, model, solution)


def same_halves(
    problem: Problem, possible: tuple[Candidates, ...], places: Places
) -> Iterator[list[Place]]:
    """Yield, for each visit, its place at all clock times of the half that miss no more."""
    for visit, place in places.items():
        half = slots(problem.engagement, place.option.parts[0][0])
        yield [
            Place(option, place.team)
            for option, free in zip(possible[visit].options, possible[visit].free, strict=True)
            if slots(problem.engagement, option.parts[0][0]) == half
            if set(place.team) <= set(free)
            if is_no_worse(
                missed_by(problem, visit, option), missed_by(problem, visit, place.option)
            )
        ]


def plan_of(problem: Problem, places: Places) -> Plan:
    return Plan(placed_sessions(problem, places))


def values(problem: Problem, plan: Plan) -> tuple[int, ...]:
    return tuple(goal.measure(problem, plan) for goal in GOALS)


def minutes(problem: Problem, plan: Plan) -> int:
    """Add up the minutes from the first start to the last end of each facilitator's halves."""
    led = defaultdict(list)
    for one in plan.sessions:
        for part in one.parts:
            for slot in slots(problem.engagement, part):
                for who in one.facilitators:
                    led[who, slot].append(part)
    return sum(max(p.end for p in some) - min(p.start for p in some) for some in led.values())
