"""Draws small years, with everything in them that rules and goals speak of, and plans for them.

A year is three to eight dates of one district, among them a weekend, the end of a month and a
clock change. Plans are drawn from all starts and all facilitators, so most of them break rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

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

SHORT = (small.minutes(60), small.minutes(90), HALF_DAY)
FOLLOWING = st.sampled_from((small.minutes(20), small.minutes(45)))
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
    first = draw(st.sampled_from(FIRST_DATES))
    dates = draw(st.integers(3, size.dates))
    coaches = COACHES[: draw(st.integers(1, size.coaches))]
    day = draw(st.sampled_from(DAYS))
    if size.most_grain:
        day = replace(day, grain_minutes=60)
    terms = draw(st.none() | contracts())
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
        span_days=draw(spans([group.id for group in groups])),
    )
    drawn = draw(recorded(drawn)) if with_record and draw(st.booleans()) else drawn
    return draw(spoken_of(drawn)) if draw(st.integers(0, 3)) == 0 else drawn


@st.composite
def spoken_of(draw: st.DrawFn, problem: Problem) -> Problem:
    """Draw what was said by hand of the sessions of one visit, often with a record behind it."""
    index = draw(st.integers(0, len(problem.visits) - 1))
    visit, window = problem.visits[index], draw(windows(problem.engagement.first, 6))
    on, team = window.first, draw(st.sets(st.sampled_from(sorted(problem.facilitators))))
    overrides = {}
    for session in draw(st.sets(st.sampled_from(visit.sessions), min_size=1)):
        mark = draw(st.none() | st.sampled_from(Mark))
        told = window.first if mark is Mark.CANCELLED else None
        override = Override(ByHand(mark, on if mark or draw(st.booleans()) else None, "", told))
        if session.length.halves == 1:
            override = replace(override, half=draw(st.none() | st.sampled_from(Half)))
        overrides[session.id] = override if mark else replace(override, team=tuple(team))
    said = overridden(problem, index, overrides)
    contract = said.engagement.contract
    if contract is not None:
        billing = replace(
            contract.billing,
            charges_cancelled=draw(st.booleans()),
            notice_days=draw(st.sampled_from((None, 1, 3))),
        )
        terms = replace(contract, billing=billing)
        said = replace(said, engagement=replace(said.engagement, contract=terms))
    return replace(said, published=said.published - said.lapsed)


@st.composite
def schools(draw: st.DrawFn, first: date, dates: int, day: Day) -> SchoolCalendar:
    """Draw a calendar; some halves in it are shorter than usual."""
    short: dict[Slot, Block] = {}
    for offset in draw(st.sets(st.integers(0, dates - 1), max_size=2)):
        half = draw(st.sampled_from(Half))
        usual = day.block(half)
        late, early = draw(st.sampled_from(((30, 0), (0, 30), (30, 30))))
        short[first + timedelta(days=offset), half] = Block(usual.start + late, usual.end - early)
    return SchoolCalendar(first, tuple(draw(kinds()) for _ in range(dates)), short)


@st.composite
def exceptions(draw: st.DrawFn, engagement: Engagement) -> Engagement:
    """Draw a calendar of its own for a site, and a date of its own for an audience."""
    if draw(st.integers(0, 2)) > 0:
        return engagement
    first, dates = engagement.first, len(engagement.calendar.kinds)
    own = draw(schools(first, dates, engagement.day))
    apart = {(first + timedelta(days=draw(st.integers(0, dates - 1))), Half.AM): Kind.CLOSED}
    return replace(
        engagement,
        sites={**engagement.sites, "south": replace(engagement.sites["south"], calendar=own)},
        audiences={**engagement.audiences, "b": replace(engagement.audiences["b"], kinds=apart)},
    )


def kinds() -> st.SearchStrategy[tuple[Kind, Kind]]:
    whole = st.sampled_from([Kind.SCHOOL] * 4 + [Kind.STAFF, Kind.BREAK, Kind.CLOSED])
    return whole.map(lambda kind: (kind, kind)) | st.tuples(whole, whole)


@st.composite
def facilitators(draw: st.DrawFn, id: str, first: date, dates: int) -> Facilitator:
    caps = draw(
        st.fixed_dictionaries(
            {},
            optional={
                Period.WEEK: st.integers(1, 4),
                Period.MONTH: st.integers(1, 5),
                Period.YEAR: st.integers(1, 6),
            },
        )
    )
    busy: list[Span] = []
    for offset in draw(st.sets(st.integers(0, dates - 1), max_size=2)):
        start, length = draw(st.integers(7, 13)) * 60, draw(st.sampled_from((30, 60, 600)))
        on = first + timedelta(days=offset)
        busy.append(Span(instant(on, start, small.ZONE), instant(on, start + length, small.ZONE)))
    return Facilitator(
        id, id, frozenset(), small.ZONE, tuple(sorted(busy[1:])), caps, away=tuple(busy[:1])
    )


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    per_day = draw(st.sampled_from((2, 4)))
    lines = (
        Line(
            "days",
            "",
            LineUnit.COACH_DAYS,
            draw(st.integers(1, 8)),
            90_000,
            per_day // 2,
            virtual_round_ticks=draw(st.sampled_from((None, 1, per_day))),
        ),
        Line("quarters", "", LineUnit.COACH_DAYS, draw(st.integers(1, 8)), 70_000, 1, draw(used())),
        Line("meetings", "", LineUnit.SESSIONS, draw(st.integers(1, 3)), 50_000, 1, draw(used())),
        Line(
            "hours",
            "",
            LineUnit.HOURS,
            draw(st.integers(1, 5)) * 60,
            20_000,
            draw(st.sampled_from((1, 30))),
            virtual_round_ticks=draw(st.sampled_from((None, 45))),
        ),
        Line(
            "price", "", LineUnit.PRICE, 0, draw(st.sampled_from((2_000, 7_000))), 1, draw(used())
        ),
        Line("fee", "", LineUnit.PRICE, 0, 10_001, 1, draw(used()), on=draw(charged_on())),
    )
    known = {line.id: line for line in lines}
    return Contract("signed", "", None, None, per_day, known, draw(billings(per_day)))


def charged_on() -> st.SearchStrategy[tuple[date, ...]]:
    return st.lists(st.sampled_from(FIRST_DATES), unique=True).map(lambda some: tuple(sorted(some)))


def used() -> st.SearchStrategy[int]:
    return st.sampled_from((0, 0, 1, 3))


def billings(per_day: int) -> st.SearchStrategy[Billing]:
    """Draw terms of billing, often none; the cap is never below the minimum."""
    limits = ((0, None), (per_day, None), (per_day // 2, None), (0, per_day), (per_day, per_day))
    drawn = st.builds(
        lambda shares, limit, trip: Billing(shares, *limit, trip, "price" if trip else None),
        st.booleans(),
        st.sampled_from((*limits, (0, per_day // 2), (1, per_day - 1))),
        st.sampled_from((0, 3_000)),
    )
    return st.just(BY_LENGTH) | drawn


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
    total = draw(st.integers(1, size.visits))
    while len(visits) < total:
        number = draw(st.integers(1, min(3, total - len(visits))))
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
                    window=draw(windows(first, dates)) if draw(st.booleans()) else frame.window,
                )
            )
    return visits, groups


@st.composite
def frames(draw: st.DrawFn, request: str, first: date, dates: int, coaches: Sequence[str]) -> Visit:
    """Draw what all visits of a request have in common."""
    team = draw(st.integers(1, min(2, len(coaches))))
    pool = draw(st.sets(st.sampled_from(coaches), min_size=team))
    modes = draw(st.sampled_from(((Mode.IN_PERSON,), (Mode.VIRTUAL,), tuple(Mode))))
    sites = draw(st.lists(st.sampled_from(SITES), min_size=2, max_size=2))
    return Visit(
        id=request,
        request=request,
        sessions=(),
        modes=modes,
        sites=tuple(sites[: draw(st.sampled_from((1, 1, 2)))]) if Mode.IN_PERSON in modes else (),
        team=team,
        pool=tuple(id for id in COACHES if id in pool),
        window=draw(windows(first, dates)),
        kinds=frozenset(draw(st.sets(st.sampled_from(list(Kind)[:3]), max_size=1))) | {Kind.SCHOOL},
        rules=draw(st.just(ANYTHING) | preferences(first, dates)),
        prefer=draw(st.just(ANYTHING) | preferences(first, dates)),
        promised=draw(st.sampled_from((True, True, False))),
        priority=draw(st.integers(1, 10)),
    )


@st.composite
def sessions_of(draw: st.DrawFn, id: str, terms: Contract | None) -> tuple[Session, ...]:
    """Draw the one session of a visit, or two short ones, or a short one with its follow-up."""
    number = draw(st.sampled_from((1, 1, 2)))
    follows = number == 2 and draw(st.booleans())
    lengths: st.SearchStrategy[Length] = st.sampled_from(SHORT if number == 2 else SHORT + LONG)
    line = st.none() if terms is None else st.none() | st.sampled_from(sorted(terms.lines))
    audience = st.lists(st.sampled_from(AUDIENCES), min_size=1, max_size=2, unique=True)
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
    least = draw(st.integers(0, 2))
    most = draw(st.none() | st.integers(least, 4))
    return Series(
        id=id,
        visits=tuple(range(first, first + number)),
        ordered=draw(st.booleans()),
        interchangeable=draw(st.booleans()),
        continuity=draw(st.sampled_from(Continuity)),
        gap_days=draw(st.sampled_from((None, (least, most)))),
        modes=draw(st.none() | st.dictionaries(st.sampled_from(Mode), st.integers(0, 2))),
    )


def spans(among: Sequence[str]) -> st.SearchStrategy[Mapping[str, int]]:
    """Draw the days that some requests must lie within."""
    return st.just({}) | st.dictionaries(st.sampled_from(among), st.integers(1, 4), max_size=1)


@st.composite
def windows(draw: st.DrawFn, first: date, dates: int) -> Window:
    """Draw a window that may stick out of the year by a day at either end."""
    start, end = sorted(draw(st.tuples(*[st.integers(-1, dates)] * 2)))
    return Window(first + timedelta(days=start), first + timedelta(days=end))


@st.composite
def preferences(draw: st.DrawFn, first: date, dates: int) -> Preferences:
    weekdays = draw(st.frozensets(st.integers(0, 4), max_size=3))
    days = draw(st.frozensets(st.integers(0, dates - 1), max_size=3))
    return Preferences(
        half=draw(st.none() | st.sampled_from(Half)),
        weekdays=weekdays if draw(st.booleans()) else frozenset(),
        on=frozenset(first + timedelta(days=one) for one in days)
        if draw(st.booleans())
        else frozenset(),
        hours=draw(st.sampled_from((None, None, Block(510, 600), Block(540, 780)))),
    )


@st.composite
def orders(draw: st.DrawFn, among: Sequence[str]) -> list[Order]:
    """Draw up to two orders between different requests, the one earlier in the file first."""
    ids = list(dict.fromkeys(among))
    pairs = [(one, other) for i, one in enumerate(ids) for other in ids[i + 1 :]]
    drawn = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return [
        Order(
            earlier,
            later,
            draw(st.sampled_from((0, 0, 1, 2))),
            draw(st.sampled_from(DayCount)),
            needs=draw(st.booleans()),
        )
        for earlier, later in drawn
    ]


@st.composite
def same_teams(draw: st.DrawFn, visits: Sequence[Visit]) -> list[tuple[int, int]]:
    pairs = [
        (index, other)
        for index in range(len(visits))
        for other in range(index)
        if visits[index].request != visits[other].request
    ]
    return draw(st.lists(st.sampled_from(pairs), max_size=1)) if pairs else []


@st.composite
def recorded(draw: st.DrawFn, problem: Problem) -> Problem:
    """Draw a record of any plan, and a today by which some of it may have taken place."""
    before = small.plan_of(problem, draw(choices(problem, small.anywhere(problem))))
    today = problem.engagement.first + timedelta(days=draw(st.integers(0, 4)))
    told = (
        draw(st.sets(st.sampled_from([one.id for one in before.sessions])))
        if before.sessions
        else set()
    )
    frozen = replace(problem, freeze_days=draw(st.sampled_from((0, 0, 1, 3))))
    return small.on_record(frozen, *draw(edited(before.sessions)), today=today, published=told)


@st.composite
def edited(draw: st.DrawFn, sessions: Sequence[PlacedSession]) -> list[PlacedSession]:
    """Draw what the scenario has changed since: the record's place or team is another."""
    if draw(st.integers(0, 3)) > 0:
        return list(sessions)
    site = draw(st.sampled_from((None, *SITES)))
    mode = Mode.VIRTUAL if site is None else Mode.IN_PERSON
    team = draw(st.none() | st.lists(st.sampled_from(COACHES), min_size=1, max_size=2, unique=True))
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
        elif not known.options or draw(st.integers(0, 6)) == 0:
            drawn.append(None)
        else:
            index = draw(st.integers(0, len(known.options) - 1))
            team = draw(st.permutations(known.free[index]))[: visit.team]
            scenario_order = tuple(id for id in problem.facilitators if id in team)
            drawn.append((known.options[index], scenario_order))
    return tuple(drawn)


Case = tuple[Problem, tuple[Choice, ...]]


@st.composite
def cases(draw: st.DrawFn, size: Size = FULL) -> Case:
    """Draw a year and an assignment for it, good or bad."""
    problem = draw(problems(size))
    return problem, draw(choices(problem, small.anywhere(problem)))
