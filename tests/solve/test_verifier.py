"""The verifier passes a good plan, and finds each defect planted in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
import small
from hypothesis import given, settings
from hypothesis import strategies as st
from small import AM, PM, at, coach, contract, full_days, line, order, problem, series, visit
from strategies import problems

from planner.domain.contract import LineUnit
from planner.domain.placement import PlacedSession
from planner.domain.plan import GoalResult, Plan, Unplaced
from planner.domain.problem import Continuity, Problem
from planner.goals import GOALS
from planner.planning import RefusedPlanError, check_plan, make_plan
from planner.verify import breaches

GOOD = (at("kickoff", 0, AM, "ann", "bob"), at("cycle/1", 2), at("cycle/2", 4, PM))


def year() -> Problem:
    """Return a kickoff by both coaches, then a cycle of two visits by one of them."""
    return small.on_record(
        problem(
            visit("kickoff", team=2, line="days"),
            visit("cycle/1", line="days"),
            visit("cycle/2", line="days"),
            visit("extra", promised=False, window=small.window(5, 5)),
            coaches=[coach("ann", week=3), coach("bob", [small.span(3, 0, 1440)], week=3)],
            groups=[series(1, 2, ordered=True, continuity=Continuity.KEEP, gap_days=(1, 3))],
            orders=[order("kickoff", "cycle", 1)],
            terms=contract(days=line("days", LineUnit.COACH_DAYS, 4)),
        ),
        *GOOD[:1],
    )


def stated(problem: Problem, sessions: tuple[PlacedSession, ...]) -> Plan:
    """Return the plan of some sessions with all that is true of it."""
    plan = Plan(small.by_start(sessions))
    left = tuple(Unplaced(id, ("no room",)) for id in problem.sessions if id not in plan.placed)
    goals = tuple(
        GoalResult(goal.TIER, goal.NAME, goal.measure(problem, plan), 0, goal.unit(problem))
        for goal in GOALS
    )
    return replace(plan, unplaced=left, goals=goals)


def found(plan: Plan) -> set[str]:
    return {breach.rule for breach in breaches(year(), plan)}


def moved(id: str, to: PlacedSession) -> Plan:
    return stated(year(), tuple(to if one.id == id else one for one in GOOD))


def goal(name: str, **changes: object) -> Callable[[], Plan]:
    def make() -> Plan:
        plan = stated(year(), GOOD)
        goals = [replace(one, **changes) if one.name == name else one for one in plan.goals]
        return replace(plan, goals=tuple(goals))

    return make


PLANTED: Mapping[str, tuple[str, Callable[[], Plan]]] = {
    "on a closed day": ("is on an open day", lambda: moved("cycle/2", at("cycle/2", 5))),
    "a coach who is busy": (
        "finds its facilitators free",
        lambda: stated(year(), (GOOD[0], at("cycle/1", 2, AM, "bob"), at("cycle/2", 3, AM, "bob"))),
    ),
    "a coach of the other": (
        "keeps its facilitators",
        lambda: moved("cycle/2", at("cycle/2", 4, PM, "bob")),
    ),
    "one coach of two": ("has its whole team", lambda: moved("kickoff", at("kickoff", 0))),
    "at another site": (
        "keeps a visit together",
        lambda: moved("cycle/2", at("cycle/2", 4, PM, site="south")),
    ),
    "a day too long": (
        "lasts as long as asked",
        lambda: moved("cycle/2", full_days("cycle/2", 4, 1)),
    ),
    "in the wrong order": (
        "keeps the order of its series",
        lambda: stated(year(), (GOOD[0], at("cycle/1", 4), at("cycle/2", 2))),
    ),
    "too late after": ("keeps the gaps of its series", lambda: moved("cycle/2", at("cycle/2", 8))),
    "too soon after": ("comes after what it builds on", lambda: moved("cycle/1", at("cycle/1", 1))),
    "outside its window": ("lies inside its window", lambda: moved("cycle/2", at("cycle/2", 14))),
    "a session lost": (
        "is placed once or unplaced",
        lambda: replace(stated(year(), GOOD), unplaced=()),
    ),
    "a session twice": (
        "is placed once or unplaced",
        lambda: replace(
            stated(year(), GOOD), sessions=(*stated(year(), GOOD).sessions, at("cycle/2", 4, PM))
        ),
    ),
    "a session both placed and unplaced": (
        "is placed once or unplaced",
        lambda: replace(
            stated(year(), GOOD), unplaced=(Unplaced("extra", ()), Unplaced("kickoff", ()))
        ),
    ),
    "a stranger placed": (
        "is in the scenario",
        lambda: replace(stated(year(), GOOD), sessions=(*GOOD, at("party", 7))),
    ),
    "a stranger unplaced": (
        "is in the scenario",
        lambda: replace(
            stated(year(), GOOD), unplaced=(Unplaced("extra", ()), Unplaced("party", ()))
        ),
    ),
    "a goal misstated": ("states its goals truly", goal("trips", value=3)),
    "a bound above its value": ("states its goals truly", goal("halves", bound=1_000)),
    "a goal in another tier": ("lists its goals", goal("load", tier=5)),
    "a goal in another unit": ("lists its goals", goal("coach-days", unit="coach-days")),
    "a goal left out": (
        "lists its goals",
        lambda: replace(stated(year(), GOOD), goals=stated(year(), GOOD).goals[:-1]),
    ),
}


def test_a_good_plan_passes() -> None:
    assert found(stated(year(), GOOD)) == set()
    check_plan(year(), stated(year(), GOOD))


@pytest.mark.parametrize(("title", "make"), PLANTED.values(), ids=PLANTED)
def test_a_planted_defect_is_found(title: str, make: Callable[[], Plan]) -> None:
    assert title in found(make())
    with pytest.raises(RefusedPlanError):
        check_plan(year(), make())


def test_what_happened_cannot_change() -> None:
    past = replace(year(), today=small.day(1))
    assert {breach.rule for breach in breaches(past, stated(past, GOOD))} == set()
    moved = stated(past, (at("kickoff", 0, PM, "ann", "bob"), *GOOD[1:]))
    assert "leaves the past alone" in {breach.rule for breach in breaches(past, moved)}


@given(problem=problems(), data=st.data())
@settings(max_examples=25)
def test_no_single_change_to_a_good_plan_goes_unnoticed(
    problem: Problem, data: st.DataObject
) -> None:
    """Whatever is changed without restating the goals is either a breach or changes no goal."""
    plan = make_plan(problem, small.engine(), lambda _: None)
    if not plan.sessions:
        return
    index = data.draw(st.integers(0, len(plan.sessions) - 1))
    dropped = replace(plan, sessions=plan.sessions[:index] + plan.sessions[index + 1 :])
    assert list(breaches(problem, dropped))
    strange = replace(plan.sessions[index], facilitators=("zoe",))
    swapped = replace(plan, sessions=(*plan.sessions[:index], strange, *plan.sessions[index + 1 :]))
    assert list(breaches(problem, swapped))
