"""Years by hand of when a session may be, by itself and among others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cases_by_hand import MON_AM, Case, Cases, noting
from small import (
    AM,
    CLOSED,
    FULL_DAY,
    PM,
    SCHOOL,
    at,
    busy_on,
    calendar,
    coach,
    day,
    on_record,
    order,
    problem,
    series,
    span,
    visit,
    wants,
    window,
)

from planner.domain.calendar import SchoolCalendar
from planner.domain.clock import Block
from planner.domain.problem import Mode, Preferences
from planner.rules import (
    after,
    frozen,
    gaps,
    modes,
    needs,
    open_days,
    school_hours,
    series_order,
    today,
    wanted_times,
)
from planner.rules import span as span_rule

CASES: Cases = []
case = noting(CASES)


@case(series_order)
def against_their_wishes() -> Case:
    """The first wishes for Tuesday and the second for Monday; in order, both go without."""
    mornings = {"window": window(0, 1), "rules": wants(half=AM), "pool": ("ann",)}
    first = visit("r/1", prefer=wants(weekdays=frozenset({1})), **mornings)
    second = visit("r/2", prefer=wants(weekdays=frozenset({0})), **mornings)
    return problem(first, second, groups=[series(0, 1, ordered=True)]), {
        "r/1": "Mon 6 AM ann",
        "r/2": "Tue 7 AM ann",
    }


@case(series_order)
def on_two_dates_in_any_order() -> Case:
    """One trip would do for both on one date; they need two, the first on its Tuesday."""
    first = visit("r/1", window=window(0, 1), prefer=wants(half=AM, weekdays=frozenset({1})))
    second = visit("r/2", window=window(0, 1), rules=wants(half=PM))
    first, second = (replace(one, pool=("ann",)) for one in (first, second))
    return problem(first, second, groups=[series(0, 1)]), {
        "r/1": "Tue 7 AM ann",
        "r/2": "Mon 6 PM ann",
    }


@case(series_order)
def around_an_unplaced_middle() -> Case:
    """The second has no date; the third stays after the first, though it wishes for Monday."""
    mornings = {"rules": wants(half=AM), "pool": ("ann",)}
    first = visit("r/1", window=window(0, 1), prefer=wants(weekdays=frozenset({1})), **mornings)
    second = visit("r/2", window=window(5, 6), **mornings)
    third = visit("r/3", window=window(0, 1), prefer=wants(weekdays=frozenset({0})), **mornings)
    return problem(first, second, third, groups=[series(0, 1, 2, ordered=True)]), {
        "r/1": "Mon 6 AM ann",
        "r/3": "Tue 7 AM ann",
    }


@case(series_order)
def the_first_numbers() -> Case:
    """There is room for one of two; number 2 is worth more, but numbers are placed from 1 on."""
    first, second = visit("r/1", priority=1, **MON_AM), visit("r/2", priority=9, **MON_AM)
    return problem(first, second, groups=[series(0, 1, interchangeable=True)]), {
        "r/1": "Mon 6 AM ann"
    }


@case(gaps)
def at_least_four_days() -> Case:
    """Evenly spread over a week they would lie on Tuesday and Thursday: too near."""
    mornings = {"window": window(0, 4), "rules": wants(half=AM), "pool": ("ann",)}
    both = visit("r/1", **mornings), visit("r/2", **mornings)
    return problem(*both, groups=[series(0, 1, gap_days=(4, None))]), {
        "r/1": "Mon 6 AM ann",
        "r/2": "Fri 10 AM ann",
    }


@case(gaps)
def at_most_one_day() -> Case:
    """Tuesday and Thursday are even, and too far apart: one moves to Wednesday, the later one.

    Either move costs one day off even; Tuesday and Wednesday are earlier in sum.
    """
    mornings = {"window": window(0, 4), "rules": wants(half=AM), "pool": ("ann",)}
    both = visit("r/1", **mornings), visit("r/2", **mornings)
    return problem(*both, groups=[series(0, 1, ordered=True, gap_days=(0, 1))]), {
        "r/1": "Tue 7 AM ann",
        "r/2": "Wed 8 AM ann",
    }


@case(gaps)
def the_least_gap_over_an_unplaced_middle() -> Case:
    """The second has no date; the third, the first's neighbour now, goes without its wish."""
    mornings = {"rules": wants(half=AM), "pool": ("ann",)}
    first = visit("r/1", window=window(1, 1), **mornings)
    second = visit("r/2", window=window(5, 6), **mornings)
    third = visit("r/3", window=window(2, 3), prefer=wants(weekdays=frozenset({2})), **mornings)
    return problem(first, second, third, groups=[series(0, 1, 2, gap_days=(2, None))]), {
        "r/1": "Tue 7 AM ann",
        "r/3": "Thu 9 AM ann",
    }


@case(span_rule)
def within_two_days() -> Case:
    """Wednesday is the middle of the second's window; within two days of Monday it is Tuesday."""
    morning = {"rules": wants(half=AM), "pool": ("ann",)}
    first = visit("r/1", window=window(0, 0), **morning)
    second = visit("r/2", window=window(1, 4), **morning)
    return replace(problem(first, second), span_days={"r": 2}), {
        "r/1": "Mon 6 AM ann",
        "r/2": "Tue 7 AM ann",
    }


@case(modes)
def once_in_person() -> Case:
    """Two could be in person and one was asked for: the one worth more."""
    dear = visit("r/1", priority=9, **MON_AM)
    cheap = visit("r/2", priority=1, window=window(1, 1), rules=wants(half=AM), pool=("ann",))
    once = series(0, 1, modes={Mode.IN_PERSON: 1})
    return problem(dear, cheap, groups=[once]), {"r/1": "Mon 6 AM ann"}


@case(after)
def one_school_day_between() -> Case:
    """Tuesday is even, but must lie between the kickoff on Monday and the cycle: Wednesday."""
    cycle = visit("cycle", window=window(0, 2), rules=wants(half=AM), pool=("ann",))
    return problem(visit("kickoff", **MON_AM), cycle, orders=[order("kickoff", "cycle", 1)]), {
        "kickoff": "Mon 6 AM ann",
        "cycle": "Wed 8 AM ann",
    }


@case(after)
def morning_before_afternoon() -> Case:
    """Both fit on Monday: in the order asked for, against both wishes."""
    monday = {"window": window(0, 0), "pool": ("ann",)}
    kickoff = visit("kickoff", prefer=wants(half=PM), **monday)
    cycle = visit("cycle", prefer=wants(half=AM), **monday)
    return problem(kickoff, cycle, orders=[order("kickoff", "cycle")]), {
        "kickoff": "Mon 6 AM ann",
        "cycle": "Mon 6 PM ann",
    }


@case(after)
def only_school_days_count() -> Case:
    """Tuesday is closed, Wednesday has students in the morning and counts: Thursday it is."""
    week = calendar(SCHOOL, CLOSED, (SCHOOL, CLOSED), SCHOOL, SCHOOL)
    cycle = visit("cycle", window=window(0, 4), rules=wants(half=AM), pool=("ann",))
    kickoff = visit("kickoff", **MON_AM)
    return problem(kickoff, cycle, school=week, orders=[order("kickoff", "cycle", 1)]), {
        "kickoff": "Mon 6 AM ann",
        "cycle": "Thu 9 AM ann",
    }


@case(needs)
def nothing_without_the_kickoff() -> Case:
    """The kickoff is asked for on a Saturday, and the cycle does not go without it."""
    kickoff, cycle = visit("kickoff", window=window(5, 5)), visit("cycle", **MON_AM)
    return problem(kickoff, cycle, orders=[order("kickoff", "cycle", needs=True)]), {}


@case(today)
def nothing_in_the_past() -> Case:
    """Monday is even and earlier, and was yesterday."""
    either = visit("a", window=window(0, 1), rules=wants(half=AM), pool=("ann",))
    return problem(either, today=day(1)), {"a": "Tue 7 AM ann"}


@case(open_days)
def a_closed_afternoon() -> Case:
    """On Monday school closes at noon, and a full day has no other date."""
    whole = visit("whole", length=FULL_DAY, window=window(0, 0))
    return problem(whole, school=calendar((SCHOOL, CLOSED), SCHOOL)), {}


@case(school_hours)
def an_early_release() -> Case:
    """On Monday school ends at 10:00, half an hour before the morning does: Tuesday."""
    early = SchoolCalendar(day(0), ((SCHOOL, SCHOOL),) * 2, {(day(0), AM): Block(510, 600)})
    asked = visit("a", window=window(0, 1), rules=wants(half=AM), pool=("ann",))
    return problem(asked, school=early), {"a": "Tue 7 AM ann"}


def _never(**stated: object) -> Callable[[], Case]:
    """Return a case whose one visit, on Monday morning or not at all, states what rules it out."""

    def make() -> Case:
        coaches = [coach("ann", [span(0, 690, 810)])]
        rules: Preferences = wants(**stated)
        return problem(visit("a", window=window(0, 0), rules=rules), coaches=coaches), {}

    return make


CASES += [
    (wanted_times, _never(half=PM)),
    (wanted_times, _never(weekdays=frozenset({1}))),
    (wanted_times, _never(on=frozenset({day(1)}))),
    (wanted_times, _never(hours=Block(540, 690))),
]


@case(frozen)
def what_is_near_is_left_over_rather_than_moved() -> Case:
    """Ann is away on Monday, and Monday is within two days of today: nothing moves to Tuesday."""
    year = problem(visit("one", pool=("ann",)), coaches=[coach("ann", busy_on(0)), coach("bob")])
    return replace(on_record(year, at("one", 0), published=["one"]), freeze_days=2), {}
