"""Why something has no place: the refusals counted, and what the rest would have broken."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import small
from hypothesis import given, settings
from small import (
    AM,
    CLOSED,
    FULL_DAY,
    SCHOOL,
    busy_on,
    calendar,
    coach,
    minutes,
    problem,
    visit,
    wants,
    window,
)
from strategies import problems

from planner import explain
from planner.candidates import candidates
from planner.domain.plan import Unplaced
from planner.domain.problem import Problem
from planner.planning import make_plan
from planner.rules import POSTED_RULES

LEFT = "at {0[0]} of the {0} left it would no longer hold that every session"
COUNT = re.compile(r"(\d+) ")


def reasons(problem: Problem) -> dict[str, tuple[str, ...]]:
    plan = make_plan(problem, small.engine(), lambda _: None)
    return {one.id: one.reasons for one in plan.unplaced}


def test_refusals_are_counted_and_add_up() -> None:
    """Six dates of two halves: Monday is past, Tuesday Ann is away, on Wednesday there is
    no school, the afternoons of Thursday and Friday are not asked for, Saturday is closed."""
    week = calendar(SCHOOL, SCHOOL, CLOSED, SCHOOL, SCHOOL, CLOSED)
    asked = visit("a", window=window(0, 5), pool=("ann",), rules=wants(half=AM))
    away = [coach("ann", busy_on(1, 3, 4))]
    (found,) = reasons(problem(asked, school=week, coaches=away, today=small.day(1)))["a"]
    whole, refused = found.split(": ")
    assert whole == "of 12 starts in its window 2025-10-06/2025-10-11"
    assert set(refused.split(", ")) == {
        "2 in the past",
        "4 on a day that is not open for it",
        "3 at a time the request rules out",
        "3 when too few facilitators are free",
    }


def test_a_length_that_fits_nowhere_says_so() -> None:
    long = visit("a", length=minutes(300), window=window(0, 1))
    whole = visit("b", length=small.TWO_DAYS, window=window(0, 0))
    assert reasons(problem(long, whole)) == {
        "a": ("no session of this length fits into its window 2025-10-06/2025-10-07",),
        "b": ("no session of this length fits into its window 2025-10-06/2025-10-06",),
    }


def test_too_few_are_qualified() -> None:
    (found,) = reasons(problem(visit("a", team=2, pool=("ann",), window=window(0, 0)))).values()
    assert found[-1] == "needs 2 facilitators, and 1 are qualified"


def test_what_the_starts_left_would_break_is_named() -> None:
    whole = visit("whole", length=FULL_DAY, pool=("ann",), window=window(0, 0), priority=9)
    half = visit("half", pool=("ann",), window=window(0, 0))
    (found,) = reasons(problem(whole, half)).values()
    assert found == (f"{LEFT.format('2 starts')} has its facilitators in one place at a time",)


def test_a_reason_is_not_that_of_the_first_coach_when_another_is_nearer() -> None:
    """Ann is at another site at the time, two rules; Bob is only at his cap."""
    both = {"window": window(0, 0), "rules": wants(half=AM)}
    led = visit("led", pool=("ann",), priority=9, sites=("south",), **both)
    other = visit("other", pool=("bob",), window=window(1, 1), priority=9)
    asked = visit("asked", **both)
    capped = [coach("ann", week=1), coach("bob", week=1)]
    (found,) = reasons(problem(led, other, asked, coaches=capped)).values()
    assert found[1:] == (f"{LEFT.format('1 start')} respects its facilitators' caps",)


def test_which_number_of_a_series_has_no_place_is_no_reason() -> None:
    """Monday and Wednesday are taken by two of the series; on Tuesday Ann leads something else.

    The one left over is the third, and on Tuesday it would be the second. What is true at most
    starts is told first, and of two that are as often, the one that stands first among the rules.
    """
    alike = {"pool": ("ann",), "window": window(0, 2), "rules": wants(half=AM)}
    plc = [visit(f"plc/{number}", audience=("G1",), **alike) for number in (1, 2, 3)]
    other = visit("other", length=FULL_DAY, pool=("ann",), window=window(1, 1), priority=9)
    group = small.series(0, 1, 2, ordered=True, interchangeable=True)
    found = reasons(problem(*plc, other, groups=[group]))
    assert set(found) == {"plc/3"}
    left = [re.split(" of the 3 starts left .* session ", one) for one in found["plc/3"][1:]]
    assert left == [
        ["at 3", "has its facilitators in one place at a time"],
        ["at 2", "asks its audience to be in one place at a time"],
        ["at 2", "keeps the order of its series"],
    ]


def test_those_left_over_of_a_series_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """And each start is looked at once for all of them."""
    looked = Counter[str]()
    asked = explain._broken

    def counted(*given: Any) -> frozenset[str]:
        looked[given[2].id] += 1
        return asked(*given)

    monkeypatch.setattr(explain, "_broken", counted)
    plc = [visit(f"plc/{one}", audience=("G1",), window=window(0, 1)) for one in range(1, 6)]
    group = small.series(0, 1, 2, 3, 4, ordered=True, interchangeable=True)
    found = reasons(problem(*plc, groups=[group]))
    assert set(found) == {"plc/3", "plc/4", "plc/5"}
    assert len(set(found.values())) == 1
    assert set(looked) == {"plc/3"}


@given(problem=problems())
@settings(max_examples=25)
def test_reasons_stand_for_all_that_is_unplaced_and_add_up(problem: Problem) -> None:
    plan = make_plan(problem, small.engine(), lambda _: None)
    assert [one.id for one in plan.unplaced] == [
        id for id in problem.sessions if id not in plan.placed.keys() | problem.lapsed
    ]
    known = candidates(problem)
    for one in plan.unplaced:
        index = problem.visit_of[one.id]
        starts = len(known[index].options) + sum(known[index].refused.values())
        check_sums(one, starts, len(known[index].options))


def check_sums(one: Unplaced, starts: int, left: int) -> None:
    assert one.reasons
    for reason in one.reasons:
        counts = [int(count) for count in COUNT.findall(reason.split("window")[0])]
        if reason.startswith("of "):
            refused = [int(count) for count in COUNT.findall(reason.split(": ", 1)[1])]
            assert counts[0] == starts
            assert sum(refused) == starts - left
        elif reason.startswith("at "):
            assert counts[0] <= counts[1] == left
            assert any(rule.TITLE in reason for rule in POSTED_RULES)


@pytest.mark.parametrize("team", [1, 2])
def test_an_optional_one_without_room_has_reasons_too(team: int) -> None:
    first = visit("first", team=2, window=window(0, 0), rules=wants(half=AM))
    extra = visit("extra", team=team, promised=False, window=window(0, 0), rules=wants(half=AM))
    assert set(reasons(problem(first, extra))) == {"extra"}
