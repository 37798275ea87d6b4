"""Draws small years, with everything in them that rules and goals speak of, and plans for them.

A year is three to eight dates of one district, among them a weekend, the end of a month and a
clock change. Plans are drawn from all starts and all facilitators, so most of them break rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import made_once as once
import small
from hypothesis import strategies as st
from small import Choice

from planner.candidates import Candidates
from planner.domain.by_hand import ByHand, Mark
from planner.domain.calendar import Kind, SchoolCalendar, Slot
from planner.domain.clock import Block, Half, Span, instant
from planner.domain.contract import BY_LENGTH, Billing, Contract, Line, LineUnit
from planner.domain.facilitator import Facilitator, Period
from planner.domain.links import DayCount, Order
from planner.domain.overrides import Override, overridden
from planner.domain.placement import PlacedSession
from planner.domain.problem import (
    ANYTHING,
    FULL_DAY,
    HALF_DAY,
    Continuity,
    Day,
    Engagement,
    Length,
    Mode,
    Preferences,
    Problem,
    Series,
    Session,
    Visit,
    Window,
)

COACHES = ("ann", "bob", "cid")
SITES = ("north", "south")
AUDIENCES = ("a", "b", "c", "all")
INCLUDES: Mapping[str, tuple[str, ...]] = {"all": ("a", "b")}
FIRST_DATES = (date(2025, 10, 6), date(2025, 10, 30), date(2026, 3, 5))
"""A Monday; a Thursday before a new month and the end of summer time; one before its start."""

DAYS = (
    small.DAY,
    Day(Block(510, 630), Block(630, 750), break_minutes=10, grain_minutes=30),
    Day(Block(480, 600), Block(600, 690), break_minutes=0, grain_minutes=30),
)
"""With lunch; without lunch, so that the break decides; halves of two lengths without a break."""

MODES = st.none() | st.dictionaries(st.sampled_from(Mode), st.integers(0, 2))
SHORT = (small.minutes(60), small.minutes(90), HALF_DAY)
TEAMS = st.none() | st.lists(st.sampled_from(COACHES), min_size=1, max_size=2, unique=True)
CAPS = st.fixed_dictionaries(
    {},
    optional={
        Period.WEEK: st.integers(1, 4),
        Period.MONTH: st.integers(1, 5),
        Period.YEAR: st.integers(1, 6),
    },
)
FOLLOWING = once.sampled_from((small.minutes(20), small.minutes(45)))
LONG = (FULL_DAY, small.TWO_DAYS, small.SPLIT_DAYS)


@dataclass(frozen=True)
class Size:
    """How large a year may be drawn."""

    dates: int = 8
    visits: int = 5
    coaches: int = 3
    most_grain: bool = False


FULL, TINY = Size(), Size(dates=4, visits=3, coaches=2, most_grain=True)


@st.composite
def problems(draw: st.DrawFn, size: Size = FULL, *, with_record: bool = True) -> Problem:
    """Draw a year; half of them have a record behind them, with history in it."""
    first = draw(once.sampled_from(FIRST_DATES))
    dates = draw(once.integers(3, size.dates))
    coaches = COACHES[: draw(once.integers(1, size.coaches))]
    day = draw(once.sampled_from(DAYS))
    if size.most_grain:
        day = replace(day, grain_minutes=60)
    terms = draw(once.optional(contracts()))
    visits, groups = draw(requests(size, first, dates, coaches, terms))
    drawn = small.problem(
        *visits,
        coaches=[draw(facilitators(id, first, dates)) for id in coaches],
        groups=groups,
        orders=draw(orders([one.request for one in visits])),
        same_team=draw(same_teams(visits)),
        school=draw(schools(first, dates, day)),
        terms=terms,
        includes={id: INCLUDES.get(id, ()) for id in AUDIENCES},
        today=first,
        day=day,
    )
    drawn = replace(
        drawn,
        engagement=draw(exceptions(drawn.engagement)),
        span_days=draw(spans(tuple(group.id for group in groups))),
    )
    drawn = draw(recorded(drawn)) if with_record and draw(once.booleans()) else drawn
    return draw(spoken_of(drawn)) if draw(once.integers(0, 3)) == 0 else drawn


@st.composite
def spoken_of(draw: st.DrawFn, problem: Problem) -> Problem:
    """Draw what was said by hand of the sessions of one visit, often with a record behind it."""
    index = draw(once.integers(0, len(problem.visits) - 1))
    visit, window = problem.visits[index], draw(windows(problem.engagement.first, 6))
    on, team = window.first, draw(once.sets(once.sampled_from(tuple(sorted(problem.facilitators)))))
    overrides = {}
    for session in draw(once.sets(once.sampled_from(visit.sessions), min_size=1)):
        mark = draw(once.optional(once.sampled_from(Mark)))
        told = window.first if mark is Mark.CANCELLED else None
        override = Override(ByHand(mark, on if mark or draw(once.booleans()) else None, "", told))
        if session.length.halves == 1:
            override = replace(override, half=draw(once.optional(once.sampled_from(Half))))
        overrides[session.id] = override if mark else replace(override, team=tuple(team))
    said = overridden(problem, index, overrides)
    contract = said.engagement.contract
    if contract is not None:
        billing = replace(
            contract.billing,
            charges_cancelled=draw(once.booleans()),
            notice_days=draw(once.sampled_from((None, 1, 3))),
        )
        terms = replace(contract, billing=billing)
        said = replace(said, engagement=replace(said.engagement, contract=terms))
    return replace(said, published=said.published - said.lapsed)


@once.made_once
@st.composite
def schools(draw: st.DrawFn, first: date, dates: int, day: Day) -> SchoolCalendar:
    """Draw a calendar; some halves in it are shorter than usual."""
    short: dict[Slot, Block] = {}
    for offset in draw(once.sets(once.integers(0, dates - 1), max_size=2)):
        half = draw(once.sampled_from(Half))
        usual = day.block(half)
        late, early = draw(once.sampled_from(((30, 0), (0, 30), (30, 30))))
        short[first + timedelta(days=offset), half] = Block(usual.start + late, usual.end - early)
    return SchoolCalendar(first, tuple(draw(kinds()) for _ in range(dates)), short)


@st.composite
def exceptions(draw: st.DrawFn, engagement: Engagement) -> Engagement:
    """Draw a calendar of its own for a site, and a date of its own for an audience."""
    if draw(once.integers(0, 2)) > 0:
        return engagement
    first, dates = engagement.first, len(engagement.calendar.kinds)
    own = draw(schools(first, dates, engagement.day))
    apart = {(first + timedelta(days=draw(once.integers(0, dates - 1))), Half.AM): Kind.CLOSED}
    return replace(
        engagement,
        sites={**engagement.sites, "south": replace(engagement.sites["south"], calendar=own)},
        audiences={**engagement.audiences, "b": replace(engagement.audiences["b"], kinds=apart)},
    )


@once.made_once
def kinds() -> st.SearchStrategy[tuple[Kind, Kind]]:
    whole = once.sampled_from((Kind.SCHOOL,) * 4 + (Kind.STAFF, Kind.BREAK, Kind.CLOSED))
    return whole.map(lambda kind: (kind, kind)) | once.tuples(whole, whole)


@once.made_once
@st.composite
def facilitators(draw: st.DrawFn, id: str, first: date, dates: int) -> Facilitator:
    caps = draw(CAPS)
    busy: list[Span] = []
    for offset in draw(once.sets(once.integers(0, dates - 1), max_size=2)):
        start, length = draw(once.integers(7, 13)) * 60, draw(once.sampled_from((30, 60, 600)))
        on = first + timedelta(days=offset)
        busy.append(Span(instant(on, start, small.ZONE), instant(on, start + length, small.ZONE)))
    return Facilitator(
        id, id, frozenset(), small.ZONE, tuple(sorted(busy[1:])), caps, away=tuple(busy[:1])
    )


@once.made_once
@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    per_day = draw(once.sampled_from((2, 4)))
    lines = (
        Line(
            "days",
            "",
            LineUnit.COACH_DAYS,
            draw(once.integers(1, 8)),
            90_000,
            per_day // 2,
            virtual_round_ticks=draw(once.sampled_from((None, 1, per_day))),
        ),
        Line(
            "quarters", "", LineUnit.COACH_DAYS, draw(once.integers(1, 8)), 70_000, 1, draw(used())
        ),
        Line("meetings", "", LineUnit.SESSIONS, draw(once.integers(1, 3)), 50_000, 1, draw(used())),
        Line(
            "hours",
            "",
            LineUnit.HOURS,
            draw(once.integers(1, 5)) * 60,
            20_000,
            draw(once.sampled_from((1, 30))),
            virtual_round_ticks=draw(once.sampled_from((None, 45))),
        ),
        Line(
            "price", "", LineUnit.PRICE, 0, draw(once.sampled_from((2_000, 7_000))), 1, draw(used())
        ),
        Line("fee", "", LineUnit.PRICE, 0, 10_001, 1, draw(used()), on=draw(charged_on())),
    )
    known = {line.id: line for line in lines}
    return Contract("signed", "", None, None, per_day, known, draw(billings(per_day)))


@once.made_once
def charged_on() -> st.SearchStrategy[tuple[date, ...]]:
    return once.lists(once.sampled_from(FIRST_DATES), unique=True).map(
        lambda some: tuple(sorted(some))
    )


def used() -> st.SearchStrategy[int]:
    return once.sampled_from((0, 0, 1, 3))


@once.made_once
def billings(per_day: int) -> st.SearchStrategy[Billing]:
    """Draw terms of billing, often none; the cap is never below the minimum."""
    limits = ((0, None), (per_day, None), (per_day // 2, None), (0, per_day), (per_day, per_day))
    drawn = once.builds(
        lambda shares, limit, trip: Billing(shares, *limit, trip, "price" if trip else None),
        once.booleans(),
        once.sampled_from((*limits, (0, per_day // 2), (1, per_day - 1))),
        once.sampled_from((0, 3_000)),
    )
    return once.just(BY_LENGTH) | drawn


@st.composite
def requests(  # noqa: PLR0913, PLR0917 - what visits are made of
    draw: st.DrawFn,
    size: Size,
    first: date,
    dates: int,
    coaches: Sequence[str],
    terms: Contract | None,
) -> tuple[list[Visit], list[Series]]:
    visits: list[Visit] = []
    groups: list[Series] = []
    total = draw(once.integers(1, size.visits))
    while len(visits) < total:
        number = draw(once.integers(1, min(3, total - len(visits))))
        request = f"r{len(groups)}"
        frame = draw(frames(request, first, dates, coaches))
        groups.append(draw(series_of(request, len(visits), number)))
        for index in range(number):
            sessions = draw(sessions_of(f"{request}/{index + 1}", terms))
            visits.append(
                replace(
                    frame,
                    id=f"{request}/{index + 1}",
                    sessions=sessions,
                    window=draw(windows(first, dates)) if draw(once.booleans()) else frame.window,
                )
            )
    return visits, groups


@st.composite
def frames(draw: st.DrawFn, request: str, first: date, dates: int, coaches: Sequence[str]) -> Visit:
    """Draw what all visits of a request have in common."""
    team = draw(once.integers(1, min(2, len(coaches))))
    pool = draw(once.sets(once.sampled_from(coaches), min_size=team))
    modes = draw(once.sampled_from(((Mode.IN_PERSON,), (Mode.VIRTUAL,), tuple(Mode))))
    sites = draw(once.lists(once.sampled_from(SITES), min_size=2, max_size=2))
    return Visit(
        id=request,
        request=request,
        sessions=(),
        modes=modes,
        sites=tuple(sites[: draw(once.sampled_from((1, 1, 2)))]) if Mode.IN_PERSON in modes else (),
        team=team,
        pool=tuple(id for id in COACHES if id in pool),
        window=draw(windows(first, dates)),
        kinds=frozenset(draw(once.sets(once.sampled_from(tuple(Kind)[:3]), max_size=1)))
        | {Kind.SCHOOL},
        rules=draw(once.one_of(once.just(ANYTHING), preferences(first, dates))),
        prefer=draw(once.one_of(once.just(ANYTHING), preferences(first, dates))),
        promised=draw(once.sampled_from((True, True, False))),
        priority=draw(once.integers(1, 10)),
    )


@st.composite
def sessions_of(draw: st.DrawFn, id: str, terms: Contract | None) -> tuple[Session, ...]:
    """Draw the one session of a visit, or two short ones, or a short one with its follow-up."""
    number = draw(once.sampled_from((1, 1, 2)))
    follows = number == 2 and draw(once.booleans())
    lengths: st.SearchStrategy[Length] = once.sampled_from(SHORT if number == 2 else SHORT + LONG)
    lines = st.nothing() if terms is None else once.sampled_from(tuple(sorted(terms.lines)))
    line = once.optional(lines)
    audience = once.lists(once.sampled_from(AUDIENCES), min_size=1, max_size=2, unique=True)
    return tuple(
        Session(
            f"{id}/{letter}" if number == 2 else id,
            tuple(draw(audience)),
            draw(FOLLOWING if follows and letter == "y" else lengths),
            draw(line),
            follows=follows and letter == "y",
        )
        for letter in "xy"[:number]
    )


@st.composite
def series_of(draw: st.DrawFn, id: str, first: int, number: int) -> Series:
    least = draw(once.integers(0, 2))
    most = draw(once.optional(once.integers(least, 4)))
    return Series(
        id=id,
        visits=tuple(range(first, first + number)),
        ordered=draw(once.booleans()),
        interchangeable=draw(once.booleans()),
        continuity=draw(once.sampled_from(Continuity)),
        gap_days=draw(once.sampled_from((None, (least, most)))),
        modes=draw(MODES),
    )


@once.made_once
def spans(among: tuple[str, ...]) -> st.SearchStrategy[Mapping[str, int]]:
    """Draw the days that some requests must lie within."""
    return st.just({}) | st.dictionaries(once.sampled_from(among), once.integers(1, 4), max_size=1)


@once.made_once
@st.composite
def windows(draw: st.DrawFn, first: date, dates: int) -> Window:
    """Draw a window that may stick out of the year by a day at either end."""
    start, end = sorted(draw(once.tuples(*[once.integers(-1, dates)] * 2)))
    return Window(first + timedelta(days=start), first + timedelta(days=end))


@once.made_once
@st.composite
def preferences(draw: st.DrawFn, first: date, dates: int) -> Preferences:
    weekdays = draw(once.frozensets(once.integers(0, 4), max_size=3))
    days = draw(once.frozensets(once.integers(0, dates - 1), max_size=3))
    return Preferences(
        half=draw(once.optional(once.sampled_from(Half))),
        weekdays=weekdays if draw(once.booleans()) else frozenset(),
        on=frozenset(first + timedelta(days=one) for one in days)
        if draw(once.booleans())
        else frozenset(),
        hours=draw(once.sampled_from((None, None, Block(510, 600), Block(540, 780)))),
    )


@st.composite
def orders(draw: st.DrawFn, among: Sequence[str]) -> list[Order]:
    """Draw up to two orders between different requests, the one earlier in the file first."""
    ids = list(dict.fromkeys(among))
    pairs = tuple((one, other) for i, one in enumerate(ids) for other in ids[i + 1 :])
    drawn = draw(once.lists(once.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return [
        Order(
            earlier,
            later,
            draw(once.sampled_from((0, 0, 1, 2))),
            draw(once.sampled_from(DayCount)),
            needs=draw(once.booleans()),
        )
        for earlier, later in drawn
    ]


@st.composite
def same_teams(draw: st.DrawFn, visits: Sequence[Visit]) -> list[tuple[int, int]]:
    pairs = tuple(
        (index, other)
        for index in range(len(visits))
        for other in range(index)
        if visits[index].request != visits[other].request
    )
    return draw(once.lists(once.sampled_from(pairs), max_size=1)) if pairs else []


@st.composite
def recorded(draw: st.DrawFn, problem: Problem) -> Problem:
    """Draw a record of any plan, and a today by which some of it may have taken place."""
    before = small.plan_of(problem, draw(choices(problem, small.anywhere(problem))))
    today = problem.engagement.first + timedelta(days=draw(once.integers(0, 4)))
    told = (
        draw(once.sets(once.sampled_from(tuple(one.id for one in before.sessions))))
        if before.sessions
        else set()
    )
    frozen = replace(problem, freeze_days=draw(once.sampled_from((0, 0, 1, 3))))
    return small.on_record(frozen, *draw(edited(before.sessions)), today=today, published=told)


@st.composite
def edited(draw: st.DrawFn, sessions: Sequence[PlacedSession]) -> list[PlacedSession]:
    """Draw what the scenario has changed since: the record's place or team is another."""
    if draw(once.integers(0, 3)) > 0:
        return list(sessions)
    site = draw(once.sampled_from((None, *SITES)))
    mode = Mode.VIRTUAL if site is None else Mode.IN_PERSON
    team = draw(TEAMS)
    return [
        replace(
            one,
            mode=mode.value,
            parts=tuple(replace(part, site=site) for part in one.parts),
            facilitators=tuple(team or one.facilitators),
        )
        for one in sessions
    ]


@st.composite
def choices(
    draw: st.DrawFn, problem: Problem, possible: Sequence[Candidates]
) -> tuple[Choice, ...]:
    """Draw an assignment: for each visit a start and a team, or nothing. History stays."""
    drawn: list[Choice] = []
    for visit, known in zip(problem.visits, possible, strict=True):
        if known.fixed:
            drawn.append((known.options[0], known.free[0]))
        elif not known.options or draw(once.integers(0, 6)) == 0:
            drawn.append(None)
        else:
            index = draw(once.integers(0, len(known.options) - 1))
            team = draw(once.permutations(known.free[index]))[: visit.team]
            scenario_order = tuple(id for id in problem.facilitators if id in team)
            drawn.append((known.options[index], scenario_order))
    return tuple(drawn)


Case = tuple[Problem, tuple[Choice, ...]]


@st.composite
def cases(draw: st.DrawFn, size: Size = FULL) -> Case:
    """Draw a year and an assignment for it, good or bad."""
    problem = draw(problems(size))
    return problem, draw(choices(problem, small.anywhere(problem)))
