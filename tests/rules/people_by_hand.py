"""Years by hand of who can be where, and who leads whom."""

from __future__ import annotations

from dataclasses import replace

from cases_by_hand import MON_AM, MON_PM, TUE_AM, Case, Cases, noting
from small import (
    AM,
    PM,
    VIRTUAL,
    busy_on,
    coach,
    day,
    minutes,
    problem,
    series,
    span,
    visit,
    wants,
    window,
)

from planner.domain.clock import Block
from planner.domain.facilitator import Elsewhere
from planner.domain.problem import Continuity
from planner.rules import (
    available,
    caps,
    continuity,
    one_audience,
    one_client,
    one_place,
    qualified,
    travel,
)

CASES: Cases = []
case = noting(CASES)


@case(one_place)
def two_at_once() -> Case:
    """Ann can hold one of two on Monday morning: the one worth more."""
    call = {"modes": VIRTUAL, **MON_AM}
    dear, cheap = visit("dear", priority=9, **call), visit("cheap", priority=1, **call)
    return problem(cheap, dear), {"dear": "Mon 6 AM ann"}


@case(one_place)
def no_break() -> Case:
    """60 minutes, a break of 10 and 60 more are longer than the 120 of a morning."""
    short = {"length": minutes(60), "modes": VIRTUAL, **MON_AM}
    dear = visit("dear", priority=9, **{**short, "rules": wants(hours=Block(510, 570))})
    return problem(dear, visit("cheap", priority=1, **short)), {"dear": "Mon 6 AM ann"}


@case(one_client)
def a_morning_for_another_client() -> Case:
    """Another client has Ann on Monday morning, virtually: the afternoon is left, on site too."""
    morning = visit("morning", **MON_AM)
    afternoon = visit("afternoon", **MON_PM)
    taken = Elsewhere((span(0, 510, 630),), frozenset({(day(0), AM)}), frozenset())
    year = replace(problem(morning, afternoon), elsewhere={"ann": taken})
    return year, {"afternoon": "Mon 6 PM ann"}


@case(one_client)
def a_date_on_site_for_another_client() -> Case:
    """Another client has Ann on site on Monday morning: the afternoon is left, for a call."""
    there = visit("there", **MON_PM, priority=9)
    call = visit("call", modes=VIRTUAL, priority=1, **MON_PM)
    taken = Elsewhere((span(0, 510, 630),), frozenset({(day(0), AM)}), frozenset({day(0)}))
    return replace(problem(there, call), elsewhere={"ann": taken}), {"call": "Mon 6 PM ann"}


@case(one_client)
def another_client_on_other_clocks() -> Case:
    """What is another client's afternoon reaches ten minutes into Ann's: the break is kept."""
    short = {"length": minutes(60), "modes": VIRTUAL, "pool": ("ann",), "window": window(0, 0)}
    taken = Elsewhere((span(0, 630, 700),), frozenset(), frozenset())
    call = visit("call", rules=wants(half=PM), **short)
    return replace(problem(call), elsewhere={"ann": taken}), {"call": "Mon 6 12:00 ann"}


@case(caps)
def days_for_another_client() -> Case:
    """Ann may work two halves a week, and another client has one of them: one is left."""
    dear, cheap = visit("dear", priority=9, **MON_AM), visit("cheap", priority=1, **TUE_AM)
    taken = Elsewhere((span(2, 510, 630),), frozenset({(day(2), AM)}), frozenset())
    year = problem(cheap, dear, coaches=[coach("ann", week=2)])
    return replace(year, elsewhere={"ann": taken}), {"dear": "Mon 6 AM ann"}


@case(one_audience)
def a_team_inside_another() -> Case:
    """The whole school, with grade 1 in it, meets Ann; Bob cannot have grade 1 meanwhile."""
    both = {"window": window(0, 0), "rules": wants(half=AM)}
    school = visit("school", audience=["all"], pool=("ann",), priority=9, **both)
    grade = visit("grade", audience=["g1"], pool=("bob",), **both)
    return problem(school, grade, includes={"all": ["g1"]}), {"school": "Mon 6 AM ann"}


@case(travel)
def two_sites_on_one_date() -> Case:
    """North in the morning, south in the afternoon is more than Ann may travel on Monday."""
    north = visit("north", priority=9, **MON_AM)
    south = visit("south", priority=1, sites=("south",), **MON_PM)
    return problem(north, south), {"north": "Mon 6 AM ann"}


@case(travel)
def virtual_in_a_half_on_site() -> Case:
    """45 minutes on site and 45 virtual fit into a morning, and are not mixed in it."""
    short = {"length": minutes(45), **MON_AM}
    there = visit("there", priority=9, **{**short, "rules": wants(hours=Block(510, 560))})
    call = visit("call", priority=1, modes=VIRTUAL, **short)
    return problem(there, call), {"there": "Mon 6 AM ann"}


@case(continuity)
def one_coach_all_along() -> Case:
    """Ann is away on Tuesday, so Bob leads both, though the load would be even with one each."""
    both = {"rules": wants(half=AM)}
    visits = visit("r/1", window=window(0, 0), **both), visit("r/2", window=window(1, 1), **both)
    coaches = [coach("ann", busy_on(1), year=2), coach("bob", year=2)]
    kept = series(0, 1, continuity=Continuity.KEEP)
    return problem(*visits, coaches=coaches, groups=[kept]), {
        "r/1": "Mon 6 AM bob",
        "r/2": "Tue 7 AM bob",
    }


@case(continuity)
def the_coach_of_another_request() -> Case:
    """The second cycle is bound to the first one's coach, and only Bob is there on both days."""
    both = {"rules": wants(half=AM)}
    one, two = visit("one", window=window(0, 0), **both), visit("two", window=window(1, 1), **both)
    coaches = [coach("ann", busy_on(1), year=2), coach("bob", year=2)]
    return problem(one, two, coaches=coaches, same_team=[(1, 0)]), {
        "one": "Mon 6 AM bob",
        "two": "Tue 7 AM bob",
    }


@case(continuity)
def one_coach_around_unplaced_ones() -> Case:
    """The first and third of four have no date; the second and fourth still share their coach."""
    half = {"rules": wants(half=AM)}
    dates = [window(5, 5), window(0, 0), window(6, 6), window(1, 1)]
    visits = [visit(f"r/{i + 1}", window=on, **half) for i, on in enumerate(dates)]
    coaches = [coach("ann", busy_on(1), year=2), coach("bob", year=2)]
    kept = series(0, 1, 2, 3, continuity=Continuity.KEEP)
    return problem(*visits, coaches=coaches, groups=[kept]), {
        "r/2": "Mon 6 AM bob",
        "r/4": "Tue 7 AM bob",
    }


@case(caps)
def half_a_day_a_week() -> Case:
    """Ann works half a day a week: two short ones in one morning, and nothing on Tuesday."""
    short = {"length": minutes(45), "priority": 5, "pool": ("ann",)}
    early = visit("early", window=window(0, 0), rules=wants(hours=Block(510, 560)), **short)
    late = visit("late", window=window(0, 0), rules=wants(hours=Block(560, 630)), **short)
    tuesday = visit("tuesday", **{**TUE_AM, "priority": 9})
    return problem(early, late, tuesday, coaches=[coach("ann", week=1)]), {
        "early": "Mon 6 AM ann",
        "late": "Mon 6 09:30 ann",
    }


@case(qualified)
def somebody_from_the_pool() -> Case:
    """Ann is free on Monday, and not qualified."""
    asked = visit("a", pool=("bob",), window=window(0, 0))
    return problem(asked, coaches=[coach("ann"), coach("bob", busy_on(0))]), {}


@case(available)
def a_meeting_too_near() -> Case:
    """Ann's meeting begins five minutes after the morning, and a break takes ten: Tuesday."""
    near = coach("ann", [span(0, 635, 640)])
    return problem(
        visit("a", window=window(0, 1), rules=wants(half=AM), pool=("ann",)), coaches=[near]
    ), {"a": "Tue 7 AM ann"}


@case(available)
def outside_working_hours() -> Case:
    """Ann is away until 09:00 on Monday, half an hour into the morning: Tuesday."""
    late = replace(coach("ann"), away=(span(0, 0, 540),))
    asked = visit("a", window=window(0, 1), rules=wants(half=AM), pool=("ann",))
    return problem(asked, coaches=[late]), {"a": "Tue 7 AM ann"}
