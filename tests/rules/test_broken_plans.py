"""Each rule alone sees a plan that breaks it and nothing else: without it, nobody would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import small
from small import (
    AM,
    CLOSED,
    FULL_DAY,
    PM,
    SCHOOL,
    SPLIT_DAYS,
    TWO_DAYS,
    VIRTUAL,
    at,
    calendar,
    coach,
    contract,
    day,
    full_days,
    line,
    minutes,
    order,
    problem,
    series,
    session,
    span,
    visit,
    wants,
    window,
)

from planner.domain.calendar import SchoolCalendar
from planner.domain.clock import Block
from planner.domain.contract import Billing, LineUnit
from planner.domain.facilitator import Elsewhere
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Continuity, Mode, Problem
from planner.rules import (
    RULES,
    after,
    available,
    caps,
    continuity,
    expenses,
    follow_up,
    frozen,
    gaps,
    length,
    modes,
    needs,
    one_audience,
    one_client,
    one_place,
    open_days,
    qualified,
    school_hours,
    series_order,
    team,
    today,
    travel,
    wanted_times,
)
from planner.rules import contract as contract_rule
from planner.rules import span as span_rule
from planner.rules import visit as visit_rule
from planner.rules import window as window_rule
from planner.rules.protocols import Rule

Broken = tuple[Rule, str, Problem, tuple[PlacedSession, ...]]

TWO = (visit("a"), visit("b"))
SERIES = (visit("r/1"), visit("r/2"), visit("r/3"))
PAIR = problem(visit("v", session("v/x"), session("v/y")))
FOLLOWED = problem(visit("v", session("v/x", minutes(60)), small.follow_up("v/x", minutes(20))))
HISTORY = small.on_record(problem(visit("a")), at("a", 0), today=day(2))


def lengths() -> Iterator[Broken]:
    hour, whole = problem(visit("a", length=minutes(60))), problem(visit("a", length=FULL_DAY))
    two, split = problem(visit("a", length=TWO_DAYS)), problem(visit("a", length=SPLIT_DAYS))
    yield length, "half too short", problem(visit("a")), (at("a", 0, (510, 600)),)
    yield length, "minutes too long", hour, (at("a", 0, (510, 600)),)
    yield length, "off the raster", hour, (at("a", 0, (525, 585)),)
    yield length, "over noon", hour, (at("a", 0, (600, 660)),)
    yield length, "a day without its afternoon", whole, (at("a", 0),)
    yield length, "one day of two", two, (full_days("a", 0, 1),)
    yield length, "three days of two", two, (full_days("a", 0, 3),)
    gap = replace(full_days("a", 0, 1), parts=_parts(0, 2))
    yield length, "a day between", two, (gap,)
    yield length, "an open day skipped", split, (gap,)
    yield length, "days out of order", two, (replace(gap, parts=_parts(1, 0)),)


def shapes() -> Iterator[Broken]:
    yield visit_rule, "torn apart", PAIR, (at("v/x", 0),)
    yield visit_rule, "two dates", PAIR, (at("v/x", 0), at("v/y", 1, PM))
    yield visit_rule, "out of order", PAIR, (at("v/y", 0), at("v/x", 0, PM))
    yield visit_rule, "two coaches", PAIR, (at("v/x", 0), at("v/y", 0, PM, "bob"))
    yield visit_rule, "the wrong site", problem(visit("a")), (at("a", 0, site="south"),)
    yield visit_rule, "virtual", problem(visit("a")), (at("a", 0, site=None),)
    later = at("v/x", 0, (510, 570)), at("v/x/then", 0, (600, 620))
    yield follow_up, "not at once", FOLLOWED, later
    slipped = at("v/x", 0, (570, 630)), at("v/x/then", 0, (690, 710))
    yield follow_up, "slipped into the afternoon", FOLLOWED, slipped
    no_lunch = replace(small.DAY, pm=Block(640, 760))
    next_half = at("v/x", 0, (570, 630)), at("v/x/then", 0, (640, 660))
    yield (
        follow_up,
        "in the next half",
        replace(FOLLOWED, engagement=replace(FOLLOWED.engagement, day=no_lunch)),
        next_half,
    )
    both = problem(visit("a", team=2))
    yield team, "too few", both, (at("a", 0),)
    yield team, "too many", problem(visit("a")), (at("a", 0, AM, "ann", "bob"),)
    yield team, "one twice", both, (at("a", 0, AM, "ann", "ann"),)
    early = problem(visit("a", window=window(1, 3)))
    yield window_rule, "too early", early, (at("a", 0),)
    yield window_rule, "too late", early, (at("a", 4),)
    two = problem(visit("a", window=window(0, 1), length=TWO_DAYS))
    yield window_rule, "ends too late", two, (full_days("a", 1, 2),)


def masks() -> Iterator[Broken]:
    one = problem(visit("a"))
    yield today, "in the past", replace(one, today=day(1)), (at("a", 0),)
    yield today, "history moved", HISTORY, (at("a", 3),)
    yield today, "history changed hands", HISTORY, (at("a", 0, AM, "bob"),)
    yield today, "history lost", HISTORY, ()
    yield open_days, "a Saturday", one, (at("a", 5),)
    half = problem(visit("a"), school=calendar((SCHOOL, CLOSED)))
    yield open_days, "a closed afternoon", half, (at("a", 0, PM),)
    short = SchoolCalendar(day(0), ((SCHOOL, SCHOOL),), {(day(0), AM): Block(540, 630)})
    yield school_hours, "a late start", problem(visit("a"), school=short), (at("a", 0),)
    for name, stated in {
        "half": wants(half=PM),
        "weekday": wants(weekdays=frozenset({1})),
        "date": wants(on=frozenset({day(1)})),
        "opens later": wants(hours=Block(540, 700)),
        "closes earlier": wants(hours=Block(500, 600)),
    }.items():
        yield wanted_times, name, problem(visit("a", rules=stated)), (at("a", 0),)
    put = replace(session("a"), half=PM)
    yield wanted_times, "the other half, by hand", problem(visit("a", put)), (at("a", 0),)
    near = replace(small.on_record(one, at("a", 1), published=["a"]), freeze_days=2)
    yield frozen, "moved on the day before", near, (at("a", 2),)
    yield frozen, "moved to the afternoon", near, (at("a", 1, PM),)
    yield qualified, "a stranger", problem(visit("a", pool=("ann",))), (at("a", 0, AM, "bob"),)
    for name, busy in {"in it": (540, 550), "before": (490, 505), "after": (635, 700)}.items():
        coaches = [coach("ann", [span(0, *busy)])]
        yield available, name, problem(visit("a"), coaches=coaches), (at("a", 0),)
    leave = [replace(coach("ann"), away=(span(0, 600, 900),))]
    yield available, "on leave", problem(visit("a"), coaches=leave), (at("a", 0),)


def places() -> Iterator[Broken]:
    calls = problem(
        visit("a", modes=VIRTUAL),
        visit("b", modes=VIRTUAL, length=minutes(60)),
        coaches=[coach("ann")],
    )
    yield one_place, "at once", calls, (at("a", 0, site=None), at("b", 0, (570, 630), site=None))
    shorts = problem(visit("a", length=minutes(60)), visit("b", length=minutes(60)))
    one_after_the_other = at("a", 0, (510, 570)), at("b", 0, (570, 630))
    yield one_place, "without a break", shorts, one_after_the_other
    school = problem(
        visit("a", audience=["all"]), visit("b", audience=["g"]), includes={"all": ["g"]}
    )
    yield one_audience, "one in the other", school, (at("a", 0), at("b", 0, AM, "bob"))
    north, south = visit("a"), visit("b", sites=("south",))
    yield travel, "two sites", problem(north, south), (at("a", 0), at("b", 0, PM, site="south"))
    mixed = problem(visit("a", length=minutes(45)), visit("b", length=minutes(45), modes=VIRTUAL))
    one_half = at("a", 0, (510, 555)), at("b", 0, (570, 615), site=None)
    yield travel, "a call in a half on site", mixed, one_half


def orders() -> Iterator[Broken]:
    ordered = problem(*SERIES, groups=[series(0, 1, 2, ordered=True)])
    yield series_order, "backwards", ordered, (at("r/1", 1), at("r/2", 0), at("r/3", 2))
    yield series_order, "on one date", ordered, (at("r/1", 0), at("r/2", 0, PM))
    in_any_order = problem(*SERIES, groups=[series(0, 1, 2)])
    yield series_order, "on one date, in any order", in_any_order, (at("r/3", 0), at("r/1", 0, PM))
    yield series_order, "around an unplaced one", ordered, (at("r/1", 1), at("r/3", 0))
    numbered = problem(*SERIES, groups=[series(0, 1, 2, interchangeable=True)])
    yield series_order, "a number left out", numbered, (at("r/1", 0), at("r/3", 2))
    gap = problem(*SERIES, groups=[series(0, 1, 2, gap_days=(2, 4))])
    yield gaps, "too near", gap, (at("r/1", 0), at("r/2", 1))
    yield gaps, "too far", gap, (at("r/1", 0), at("r/2", 7))
    yield gaps, "too near around an unplaced one", gap, (at("r/1", 0), at("r/3", 1))
    near = replace(problem(*SERIES), span_days={"r": 3})
    yield span_rule, "too wide", near, (at("r/1", 0), at("r/3", 4))
    once = problem(*SERIES, groups=[series(0, 1, 2, modes={Mode.IN_PERSON: 1})])
    yield modes, "twice in person", once, (at("r/1", 0), at("r/2", 1))
    two = problem(*TWO, orders=[order("a", "b")])
    yield after, "before", two, (at("a", 0, PM), at("b", 0))
    one_day = problem(*TWO, orders=[order("a", "b", 1)])
    yield after, "next day", one_day, (at("a", 0), at("b", 1))
    yield after, "over a weekend", one_day, (at("a", 4), at("b", 7))
    needed = problem(*TWO, orders=[order("a", "b", needs=True)])
    yield needs, "alone", needed, (at("b", 0),)


def people() -> Iterator[Broken]:
    kept = problem(*SERIES, groups=[series(0, 1, 2, continuity=Continuity.KEEP)])
    yield continuity, "a handover", kept, (at("r/1", 0), at("r/2", 1, AM, "bob"))
    yield continuity, "around an unplaced one", kept, (at("r/2", 0), at("r/3", 1, AM, "bob"))
    bound = problem(*TWO, same_team=[(1, 0)])
    yield continuity, "of another request", bound, (at("a", 0), at("b", 1, AM, "bob"))
    for name in ("week", "month", "year"):
        capped = problem(*TWO, coaches=[coach("ann", **{name: 1})])
        yield caps, name, capped, (at("a", 0), at("b", 1))
    whole = problem(visit("a", length=FULL_DAY), coaches=[coach("ann", week=1)])
    yield caps, "a day is two halves", whole, (full_days("a", 0, 1),)
    for unit, bought in {LineUnit.SESSIONS: 1, LineUnit.HOURS: 200, LineUnit.COACH_DAYS: 1}.items():
        visits = (visit("a", line="x"), visit("b", line="x"))
        terms = contract(x=line("x", unit, bought))
        yield contract_rule, unit.value, problem(*visits, terms=terms), (at("a", 0), at("b", 1))
    trip = Billing(trip_cents=60_000, expenses_line="travel")
    paid = replace(contract(travel=line("travel", LineUnit.PRICE, 0)), billing=trip)
    yield expenses, "two trips", problem(*TWO, terms=paid), (at("a", 0), at("b", 1))
    taken = Elsewhere((span(0, 510, 630),), frozenset({(day(0), AM)}), frozenset({day(0)}))
    shared = replace(problem(visit("a")), elsewhere={"ann": taken})
    yield one_client, "one half", shared, (at("a", 0),)
    yield one_client, "another half on site", shared, (at("a", 0, PM),)


def _parts(*offsets: int) -> tuple[Part, ...]:
    return tuple(full_days("a", offset, 1).parts[0] for offset in offsets)


BROKEN = [
    broken for drawer in (lengths, shapes, masks, places, orders, people) for broken in drawer()
]


@pytest.mark.parametrize(
    ("rule", "problem", "sessions"),
    [(rule, problem, sessions) for rule, _, problem, sessions in BROKEN],
    ids=[f"{rule.__name__.split('.')[-1]}-{name}" for rule, name, _, _ in BROKEN],
)
def test_only_the_broken_rule_complains(
    rule: Rule, problem: Problem, sessions: tuple[PlacedSession, ...]
) -> None:
    plan = Plan(small.by_start(sessions))
    found = {breach.rule for each in RULES for breach in each.check(problem, plan)}
    assert found == {rule.TITLE}


def test_every_rule_is_broken_by_something() -> None:
    assert {rule.TITLE for rule, _, _, _ in BROKEN} == {rule.TITLE for rule in RULES}


GOOD: list[tuple[str, Problem, tuple[PlacedSession, ...]]] = [
    (
        "a follow-up right after its session, off the raster",
        FOLLOWED,
        (at("v/x", 0, (540, 600)), at("v/x/then", 0, (610, 630))),
    ),
    (
        "morning and afternoon of one day, one after the other",
        problem(*TWO, orders=[order("a", "b")]),
        (at("a", 0), at("b", 0, PM)),
    ),
    (
        "exactly one school day between, the weekend not counted",
        problem(*TWO, orders=[order("a", "b", 1)]),
        (at("a", 3), at("b", 7)),
    ),
    (
        "a split institute over a weekend",
        problem(visit("a", length=SPLIT_DAYS)),
        (replace(full_days("a", 4, 1), parts=_parts(4, 7)),),
    ),
    (
        "a break of exactly ten minutes, in one visit and to the calendar",
        problem(
            visit("v", session("v/x", minutes(50)), session("v/y", minutes(60))),
            coaches=[coach("ann", [span(0, 640, 700)])],
        ),
        (at("v/x", 0, (510, 560)), at("v/y", 0, (570, 630))),
    ),
    (
        "a call in the other half of a day on site",
        problem(visit("a"), visit("b", modes=VIRTUAL)),
        (at("a", 0), at("b", 0, PM, site=None)),
    ),
    (
        "two teams inside one audience at once",
        problem(
            visit("a", audience=["g"]),
            visit("b", audience=["h"]),
            includes={"all": ["g", "h"]},
        ),
        (at("a", 0), at("b", 0, AM, "bob")),
    ),
    (
        "unordered visits in any order, a least gap apart",
        problem(*SERIES, groups=[series(0, 1, 2, gap_days=(2, None))]),
        (at("r/1", 4), at("r/2", 2), at("r/3", 0)),
    ),
    (
        "a later one placed though what it comes after is not",
        problem(*TWO, orders=[order("a", "b", 10)]),
        (at("b", 0),),
    ),
    (
        "the smaller team inside the larger",
        problem(visit("a", team=2), visit("b"), same_team=[(1, 0)]),
        (at("a", 0, AM, "ann", "bob"), at("b", 1, AM, "bob")),
    ),
    (
        "history that breaks every rule about it",
        small.on_record(
            problem(
                *SERIES, coaches=[coach("ann", week=1)], groups=[series(0, 1, 2, ordered=True)]
            ),
            at("r/2", 0),
            at("r/1", 5, (500, 600), "zoe", site="south"),
            today=day(7),
        ),
        (at("r/2", 0), at("r/1", 5, (500, 600), "zoe", site="south"), at("r/3", 8)),
    ),
    (
        "what is near and had been told may change hands",
        replace(small.on_record(problem(visit("a")), at("a", 1), published=["a"]), freeze_days=2),
        (at("a", 1, AM, "bob"),),
    ),
    (
        "what is far off, or nobody was told of, may move",
        replace(
            small.on_record(problem(*TWO), at("a", 2), at("b", 1), published=["a"]), freeze_days=2
        ),
        (at("a", 3), at("b", 4)),
    ),
    (
        "what people were told of keeps its number",
        small.on_record(
            problem(*SERIES, groups=[series(0, 1, 2, interchangeable=True)]),
            at("r/2", 2),
            published=["r/2"],
        ),
        (at("r/2", 2),),
    ),
    (
        "a team named for one visit alone",
        problem(
            visit("r/1"),
            visit("r/2", named=True),
            groups=[series(0, 1, continuity=Continuity.KEEP)],
        ),
        (at("r/1", 0), at("r/2", 1, AM, "bob")),
    ),
    (
        "what makes up for a missed visit comes after what has happened, and beyond the span",
        replace(
            small.on_record(
                problem(visit("a", makes_up=True), visit("b"), orders=[order("a", "b")]),
                at("b", 0),
                today=day(1),
            ),
            span_days={"a": 1},
        ),
        (at("b", 0), at("a", 3)),
    ),
    (
        "a coach who is no longer in the scenario binds nobody",
        small.on_record(
            problem(*SERIES, groups=[series(0, 1, 2, continuity=Continuity.KEEP)]),
            at("r/1", 0, AM, "zoe"),
            today=day(2),
        ),
        (at("r/1", 0, AM, "zoe"), at("r/2", 2), at("r/3", 3)),
    ),
    (
        "a coach who was replaced stays replaced",
        small.on_record(
            problem(*SERIES, groups=[series(0, 1, 2, continuity=Continuity.KEEP)]),
            at("r/1", 0),
            at("r/2", 1, AM, "bob"),
            today=day(2),
        ),
        (at("r/1", 0), at("r/2", 1, AM, "bob"), at("r/3", 2, AM, "bob")),
    ),
]


@pytest.mark.parametrize(
    ("problem", "sessions"), [good[1:] for good in GOOD], ids=[good[0] for good in GOOD]
)
def test_what_is_allowed_breaks_no_rule(
    problem: Problem, sessions: tuple[PlacedSession, ...]
) -> None:
    plan = Plan(small.by_start(sessions))
    assert [breach for each in RULES for breach in each.check(problem, plan)] == []
