"""Draws small years, with everything in them that rules and goals speak of, and plans for them.

A year is three to eight dates of one district, among them a weekend, the end of a month and a
clock change. Plans are drawn from all starts and all facilitators, so most of them break rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import made_once as once
import small
from drawn_requests import (
    AUDIENCES,
    COACHES,
    SITES,
    Size,
    orders,
    requests,
    same_teams,
    spans,
    windows,
)
from drawn_terms import FIRST_DATES, contracts
from hypothesis import strategies as st
from small import Choice

from planner.candidates import Candidates
from planner.domain.by_hand import ByHand, Mark
from planner.domain.calendar import Kind, SchoolCalendar, Slot
from planner.domain.clock import Block, Half, Span, instant, merged
from planner.domain.facilitator import Elsewhere, Facilitator, Period
from planner.domain.overrides import Override, overridden
from planner.domain.placement import PlacedSession
from planner.domain.problem import Day, Engagement, Mode, Problem

INCLUDES: Mapping[str, tuple[str, ...]] = {"all": ("a", "b")}
DAYS = (
    small.DAY,
    Day(Block(510, 630), Block(630, 750), break_minutes=10, grain_minutes=30),
    Day(Block(480, 600), Block(600, 690), break_minutes=0, grain_minutes=30),
)
"""With lunch; without lunch, so that the break decides; halves of two lengths without a break."""

TEAMS = st.none() | st.lists(st.sampled_from(COACHES), min_size=1, max_size=2, unique=True)
CAPS = st.fixed_dictionaries(
    {},
    optional={
        Period.WEEK: st.integers(1, 4),
        Period.MONTH: st.integers(1, 5),
        Period.YEAR: st.integers(1, 6),
    },
)
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
    if draw(once.integers(0, 3)) == 0:
        drawn = replace(drawn, elsewhere=draw(taken_elsewhere(drawn, dates)))
    return draw(spoken_of(drawn)) if draw(once.integers(0, 3)) == 0 else drawn


@st.composite
def taken_elsewhere(draw: st.DrawFn, problem: Problem, dates: int) -> Mapping[str, Elsewhere]:
    """Draw what another engagement has of each coach: some of its halves, in person or virtual."""
    taken: dict[str, Elsewhere] = {}
    for who in problem.facilitators:
        halves = once.tuples(once.integers(0, dates - 1), once.sampled_from(Half))
        slots = [
            (problem.engagement.first + timedelta(offset), half)
            for offset, half in sorted(draw(once.sets(halves)))
        ]
        spans = [
            Span(*(instant(on, minute, small.ZONE) for minute in (block.start, block.end)))
            for on, half in slots
            for block in (problem.engagement.day.block(half),)
        ]
        on_site = [on for on, _ in slots if draw(once.booleans())]
        taken[who] = Elsewhere(merged(spans), frozenset(slots), frozenset(on_site))
    return taken


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
