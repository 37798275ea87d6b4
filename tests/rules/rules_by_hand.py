"""Years so small that the best plan can be found in the head, for each rule that forbids something.

Each case says why its plan is the best. The plan is another one as soon as its rule is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from small import (
    AM,
    CLOSED,
    FULL_DAY,
    PM,
    SCHOOL,
    VIRTUAL,
    at,
    busy_on,
    calendar,
    coach,
    contract,
    day,
    line,
    minutes,
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
from planner.domain.contract import Billing, Contract, Line, LineUnit
from planner.domain.delivery import slots
from planner.domain.log import Amounts, Entry, Said, month_of
from planner.domain.plan import Plan
from planner.domain.problem import Continuity, Mode, Preferences, Problem
from planner.rules import (
    after,
    available,
    caps,
    continuity,
    expenses,
    frozen,
    gaps,
    modes,
    needs,
    one_audience,
    one_place,
    open_days,
    qualified,
    school_hours,
    series_order,
    today,
    travel,
    wanted_times,
)
from planner.rules import (
    contract as contract_rule,
)
from planner.rules import (
    span as span_rule,
)
from planner.rules.protocols import Rule

Case = tuple[Problem, Mapping[str, str]]
CASES: list[tuple[Rule, Callable[[], Case]]] = []

MON_AM = {"window": window(0, 0), "rules": wants(half=AM), "pool": ("ann",)}
MON_PM = {"window": window(0, 0), "rules": wants(half=PM), "pool": ("ann",)}
TUE_AM = {"window": window(1, 1), "rules": wants(half=AM), "pool": ("ann",)}
TUE_PM = {"window": window(1, 1), "rules": wants(half=PM), "pool": ("ann",)}


def case(rule: Rule) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    def note(make: Callable[[], Case]) -> Callable[[], Case]:
        CASES.append((rule, make))
        return make

    return note


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


@case(contract_rule)
def one_session_was_bought() -> Case:
    """The line holds one session; the one worth more takes it."""
    dear = visit("dear", priority=9, line="meetings", **MON_AM)
    cheap = visit("cheap", priority=1, line="meetings", **TUE_AM)
    terms = contract(meetings=line("meetings", LineUnit.SESSIONS, 1))
    return problem(cheap, dear, terms=terms), {"dear": "Mon 6 AM ann"}


@case(contract_rule)
def each_facilitator_is_charged() -> Case:
    """Half a day by two coaches is the whole coach-day that was bought."""
    pair = visit("pair", team=2, line="days", priority=9, window=window(0, 0), rules=wants(half=AM))
    more = visit("more", line="days", priority=1, **TUE_AM)
    terms = contract(days=line("days", LineUnit.COACH_DAYS, 2))
    return problem(pair, more, terms=terms), {"pair": "Mon 6 AM ann+bob"}


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


SHORT = {"window": window(0, 0), "pool": ("ann",), "length": minutes(45), "line": "days"}
FIRST_HOUR, SECOND_HOUR = (wants(hours=Block(start, start + 50)) for start in (510, 570))


@case(contract_rule)
def two_short_ones_share_a_half() -> Case:
    """Half a day pays for two short sessions in one morning, and for none in the afternoon."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 1), Billing(share_halves=True))
    return problem(
        visit("one", rules=FIRST_HOUR, **SHORT),
        visit("two", rules=SECOND_HOUR, **SHORT),
        visit("three", rules=wants(half=PM), priority=1, **SHORT),
        terms=terms,
    ), {"one": "Mon 6 AM ann", "two": "Mon 6 09:30 ann"}


@case(contract_rule)
def a_date_on_site_charges_a_day() -> Case:
    """Of 1.5 days, Monday on site charges one, Tuesday on screen half: nothing for Wednesday."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 3), Billing(on_site_minimum_ticks=2))
    paid = {"line": "days", "rules": wants(half=AM), "pool": ("ann",)}
    return problem(
        visit("monday", priority=9, window=window(0, 0), **paid),
        visit("tuesday", priority=9, window=window(1, 1), modes=VIRTUAL, **paid),
        visit("wednesday", priority=1, window=window(2, 2), **paid),
        terms=terms,
    ), {"monday": "Mon 6 AM ann", "tuesday": "Tue 7 AM ann"}


@case(contract_rule)
def a_capped_date() -> Case:
    """Three short sessions are 1.5 by themselves; Monday charges 1.0, and Tuesday has no more."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 2), Billing(day_cap_ticks=2))
    tuesday = {**SHORT, "window": window(1, 1), "rules": wants(half=AM)}
    return problem(
        visit("one", rules=FIRST_HOUR, **SHORT),
        visit("two", rules=SECOND_HOUR, **SHORT),
        visit("three", rules=wants(hours=Block(690, 740)), **SHORT),
        visit("four", priority=1, **tuesday),
        terms=terms,
    ), {"one": "Mon 6 AM ann", "two": "Mon 6 09:30 ann", "three": "Mon 6 PM ann"}


@case(contract_rule)
def used_before() -> Case:
    """Half of the day that was bought is used before: the half that is left pays for one."""
    terms = contract(days=replace(line("days", LineUnit.COACH_DAYS, 2), opening=1))
    dear, cheap = (
        visit(id, priority=priority, line="days", **half)
        for id, priority, half in (("dear", 9, MON_AM), ("cheap", 1, TUE_AM))
    )
    return problem(dear, cheap, terms=terms), {"dear": "Mon 6 AM ann"}


@case(contract_rule)
def what_was_held_charges_what_the_log_says() -> Case:
    """Of 1.5 days Monday's half has charged one, for it lasted all day: half a day is left."""
    terms = contract(days=line("days", LineUnit.COACH_DAYS, 3))
    return held_on_monday(terms, "days", Amounts(2, 180_000)), {
        "held": "Mon 6 AM ann",
        "dear": "Tue 7 AM ann",
    }


@case(expenses)
def what_a_trip_cost_is_what_the_log_says() -> Case:
    """Of $1,000.00 Monday's trip has cost $900.00, and Tuesday's costs $300.00."""
    travel = Billing(trip_cents=30_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    return held_on_monday(terms, "travel", Amounts(0, 90_000)), {"held": "Mon 6 AM ann"}


@case(expenses)
def one_trip_is_paid_for() -> Case:
    """$1,000.00 pay for one trip at $600.00; the second, on Tuesday, is not made."""
    travel = Billing(trip_cents=60_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    dear, cheap = visit("dear", priority=9, **MON_AM), visit("cheap", priority=1, **TUE_AM)
    return problem(dear, cheap, terms=terms), {"dear": "Mon 6 AM ann"}


@case(expenses)
def a_trip_serves_a_whole_date() -> Case:
    """One trip takes Ann to both halves of Monday; Tuesday would be another."""
    travel = Billing(trip_cents=60_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    return problem(
        visit("am", **MON_AM),
        visit("pm", **MON_PM),
        visit("tue", priority=1, **TUE_AM),
        terms=terms,
    ), {"am": "Mon 6 AM ann", "pm": "Mon 6 PM ann"}


@case(frozen)
def what_is_near_is_left_over_rather_than_moved() -> Case:
    """Ann is away on Monday, and Monday is within two days of today: nothing moves to Tuesday."""
    year = problem(visit("one", pool=("ann",)), coaches=[coach("ann", busy_on(0)), coach("bob")])
    return replace(on_record(year, at("one", 0), published=["one"]), freeze_days=2), {}


def held_on_monday(terms: Contract, paid_by: str, amounts: Amounts) -> Problem:
    """Return a year of which Monday morning is over, and charged what the log says to a line.

    Two more halves on the line "days", if there is one, are promised.
    """
    on = "days" if "days" in terms.lines else None
    halves = [("held", 5, MON_AM), ("dear", 9, TUE_AM), ("cheap", 1, TUE_PM)]
    visits = [visit(id, priority=priority, line=on, **half) for id, priority, half in halves]
    monday = at("held", 0)
    past = on_record(problem(*visits, terms=terms), monday, today=day(1))
    (one,) = (each for each in slots(past, Plan((monday,))) if each.line == paid_by)
    entry = Entry(
        entered=day(1),
        month=month_of(day(0)),
        said=Said.DELIVERED,
        slot=one.slot,
        planned=one.part,
        expected=one.amounts,
        held=one.part,
        facilitator="ann",
        line=paid_by,
        amounts=amounts,
    )
    return replace(past, log=(entry,))


def billed(one: Line, billing: Billing) -> Contract:
    """Return a contract of one line under terms of billing."""
    return replace(contract(**{one.id: one}), billing=billing)
