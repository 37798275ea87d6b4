"""Two engagements whose best plans can be told by hand: who makes way, and what history made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import small
from small import AM, coach, visit, window

from planner.domain.plan import Plan
from planner.domain.portfolio import PortfolioPlan
from planner.domain.problem import Problem
from planner.portfolio import make_plans


def named(id: str, problem: Problem) -> Problem:
    """Return a year as that of an engagement of its own."""
    return replace(problem, engagement=replace(problem.engagement, id=id))


def planned(*problems: Problem) -> PortfolioPlan:
    return make_plans(problems, lambda _: small.engine(), lambda _: None, lambda _: None)


def dates(plans: Sequence[Plan]) -> list[dict[str, str]]:
    return [small.places(plan) for plan in plans]


def test_a_half_that_the_history_of_two_has_counts_once_for_a_cap() -> None:
    """Both have led on Monday morning, which no plan can undo: a cap of two halves leaves one."""
    pool = (coach("ann", week=2),)
    past, to_come = (visit(id, pool=("ann",), window=window(0, 1)) for id in ("past", "a"))
    then = [small.at("past", 0, AM)]
    years = (
        named("east", small.on_record(small.problem(past, to_come, coaches=pool), *then)),
        named("west", small.on_record(small.problem(past, coaches=pool), *then)),
    )
    found = planned(*(replace(year, today=small.day(1)) for year in years))
    assert dates(found.plans) == [
        {"past": "Mon 6 AM ann", "a": "Tue 7 PM ann"},
        {"past": "Mon 6 AM ann"},
    ]
    assert [(goal.value, goal.bound) for goal in found.goals if goal.name == "load"] == [(100, 100)]


def test_the_larger_one_makes_way_where_that_is_best_for_both() -> None:
    """Alone, east takes Ann on Monday, the only date that west has; on Tuesday both have all."""
    bob = coach("bob", small.busy_on(0))
    east = small.problem(
        visit("x", window=window(0, 1)),
        visit("y", pool=("bob",), window=window(3, 3)),
        coaches=(coach("ann"), bob),
    )
    west = small.problem(visit("z", pool=("ann",), window=window(0, 0)), coaches=(coach("ann"),))
    found = planned(named("east", east), named("west", west))
    east_dates, west_dates = dates(found.plans)
    assert east_dates["x"].startswith("Tue 7")
    assert west_dates["z"].startswith("Mon 6")
    assert [goal.value for goal in found.goals] == [goal.bound for goal in found.goals]


def test_three_in_a_row_share_two_coaches() -> None:
    """The one in the middle has both coaches, and each neighbour needs one of them on Monday."""
    years = (
        small.problem(visit("x", pool=("ann",), window=window(0, 0)), coaches=(coach("ann"),)),
        small.problem(
            *(visit(id, window=window(0, 2)) for id in ("y", "z")),
            coaches=(coach("ann"), coach("bob")),
        ),
        small.problem(visit("w", pool=("bob",), window=window(0, 0)), coaches=(coach("bob"),)),
    )
    found = planned(*(named(id, year) for id, year in zip("abc", years, strict=True)))
    first, middle, last = dates(found.plans)
    assert [group.engagements for group in found.groups] == [("a", "b", "c")]
    assert first["x"].startswith("Mon 6")
    assert last["w"].startswith("Mon 6")
    assert {place[:5] for place in middle.values()} == {"Tue 7"}
    assert [goal.value for goal in found.goals] == [goal.bound for goal in found.goals]


def test_who_makes_way_says_that_another_engagement_has_its_facilitators() -> None:
    """Both need Ann on Monday on site, and east needs her for more."""
    pool = (coach("ann"),)
    monday = {"pool": ("ann",), "window": window(0, 0)}
    east = small.problem(visit("x", priority=9, **monday), coaches=pool)
    west = small.problem(visit("z", **monday), coaches=pool)
    found = planned(named("east", east), named("west", west))
    reasons = [[one.reasons for one in plan.unplaced] for plan in found.plans]
    why = (
        "of 2 starts in its window 2025-10-06/2025-10-06: 2 when its facilitators work for another"
    )
    assert reasons == [[], [(f"{why} engagement",)]]
