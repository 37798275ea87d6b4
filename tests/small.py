"""Small years to plan, a call a piece: two coaches, two sites, short halves, a week in October.

A half has two hours, 08:30-10:30 and 11:30-13:30, with breaks of ten minutes and a raster of
thirty, so that one can count by hand where a session fits. Everything has a default; a test
writes only what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from planner.candidates import Candidates, candidates
from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Block, Half, Span, instant, moment
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.facilitator import Facilitator, Period
from planner.domain.layout import Option
from planner.domain.links import DayCount, Order, SameTeam
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import (
    ANYTHING,
    FULL_DAY,
    HALF_DAY,
    Audience,
    Continuity,
    Day,
    Engagement,
    Length,
    LengthUnit,
    Mode,
    Preferences,
    Problem,
    Request,
    Series,
    Session,
    Site,
    Visit,
    Window,
)
from planner.solve.engine import Effort, Engine

ZONE = ZoneInfo("America/Chicago")
MONDAY = date(2025, 10, 6)
DAY = Day(Block(510, 630), Block(690, 810), break_minutes=10, grain_minutes=30)
SCHOOL, STAFF, BREAK, CLOSED = Kind.SCHOOL, Kind.STAFF, Kind.BREAK, Kind.CLOSED
AM, PM = Half.AM, Half.PM
VIRTUAL = (Mode.VIRTUAL,)
TWO_DAYS = Length(LengthUnit.DAYS, 2)
SPLIT_DAYS = Length(LengthUnit.DAYS, 2, split=True)

__all__ = [
    "AM",
    "BREAK",
    "CLOSED",
    "FULL_DAY",
    "HALF_DAY",
    "PM",
    "SCHOOL",
    "SPLIT_DAYS",
    "STAFF",
    "TWO_DAYS",
]

Choice = tuple[Option, tuple[str, ...]] | None
"""Where a visit is placed, and by whom; None leaves it unplaced."""


def day(offset: int) -> date:
    """Return a date, counted from the first Monday: 0 is Monday, 5 is Saturday."""
    return MONDAY + timedelta(days=offset)


def minutes(amount: int) -> Length:
    return Length(LengthUnit.MINUTES, amount)


def window(first: int, last: int) -> Window:
    return Window(day(first), day(last))


def span(offset: int, start: int, end: int) -> Span:
    """Return a stretch of one day, in minutes after midnight."""
    return Span(instant(day(offset), start, ZONE), instant(day(offset), end, ZONE))


def busy_on(*offsets: int) -> tuple[Span, ...]:
    return tuple(span(offset, 0, 1440) for offset in offsets)


def coach(id: str, busy: Iterable[Span] = (), **caps: int) -> Facilitator:
    """Return a facilitator; caps in halves, by week, month and year."""
    halves = {Period(name): cap for name, cap in caps.items()}
    return Facilitator(id, id, frozenset(), ZONE, tuple(busy), halves)


def visit(id: str, /, *sessions: Session, **changes: Any) -> Visit:
    """Return a half-day at the north site by one of all coaches, on any school day of two weeks.

    The request is the part of the id before the slash. `length`, `audience` and `line` are those
    of the one session it has when none are given.
    """
    length, line = changes.pop("length", HALF_DAY), changes.pop("line", None)
    audience = changes.pop("audience", (f"team-{id}",))
    plain = Visit(
        id=id,
        request=id.split("/", maxsplit=1)[0],
        sessions=sessions or (Session(id, tuple(audience), length, line),),
        modes=(Mode.IN_PERSON,),
        sites=("north",),
        team=1,
        pool=("ann", "bob"),
        window=window(0, 11),
        kinds=frozenset({SCHOOL}),
        rules=ANYTHING,
        prefer=ANYTHING,
        promised=True,
        priority=5,
    )
    if changes.get("modes") == VIRTUAL:
        changes["sites"] = ()
    return replace(plain, **changes)


def session(id: str, length: Length = HALF_DAY, line: str | None = None) -> Session:
    return Session(id, (f"team-{id}",), length, line)


def follow_up(id: str, length: Length, line: str | None = None) -> Session:
    """Return the follow-up of a session; a coordinator attends it."""
    return Session(f"{id}/then", ("coordinator",), length, line, follows=True)


def series(*indices: int, **changes: Any) -> Series:
    plain = Series(
        id=f"series-{indices[0]}",
        visits=indices,
        ordered=False,
        interchangeable=False,
        continuity=Continuity.FREE,
        gap_days=None,
    )
    return replace(plain, **changes)


def order(earlier: str, later: str, school_days: int = 0, *, needs: bool = False) -> Order:
    return Order(earlier, later, school_days, DayCount.SCHOOL_DAYS, needs)


def contract(**lines: Line) -> Contract:
    return Contract("signed", "Client", None, None, 2, lines)


def line(id: str, unit: LineUnit, quantity: int) -> Line:
    return Line(id, id, unit, quantity, rate_cents=100_000, round_ticks=1)


def calendar(*kinds: Kind | tuple[Kind, Kind]) -> SchoolCalendar:
    """Return a calendar from Monday on, a kind for each date or for each half of it."""
    halves = (kind if isinstance(kind, tuple) else (kind, kind) for kind in kinds)
    return SchoolCalendar(MONDAY, tuple(halves))


WEEK = (SCHOOL,) * 5 + (CLOSED,) * 2
TWO_WEEKS = calendar(*WEEK, *WEEK)


def problem(  # noqa: PLR0913 - all that a year is made of
    *visits: Visit,
    coaches: Sequence[Facilitator] = (coach("ann"), coach("bob")),
    groups: Sequence[Series] = (),
    orders: Sequence[Order] = (),
    same_team: Sequence[tuple[int, int]] = (),
    school: SchoolCalendar = TWO_WEEKS,
    terms: Contract | None = None,
    includes: Mapping[str, Iterable[str]] | None = None,
    today: date = MONDAY,
    day: Day = DAY,
) -> Problem:
    """Return the problem of some visits; each is a series of its own unless `groups` says more."""
    grouped = {index for group in groups for index in group.visits}
    alone = (series(index) for index in range(len(visits)) if index not in grouped)
    inside = includes or {}
    named = {id for one in visits for session in one.sessions for id in session.audience}
    named |= {id for ids in inside.values() for id in ids}
    return Problem(
        engagement=Engagement(
            id="small",
            title="A small year",
            zone=ZONE,
            first=school.first,
            last=school.last,
            day=day,
            calendar=school,
            contract=terms,
            sites={id: Site(id, id, "", ZONE) for id in ("north", "south")},
            audiences={
                id: Audience(id, id, frozenset(inside.get(id, ())), None) for id in sorted(named)
            },
            requests={one.request: _request(one.request) for one in visits},
        ),
        facilitators={one.id: one for one in coaches},
        visits=visits,
        series=(*groups, *alone),
        orders=tuple(orders),
        same_team=tuple(SameTeam(*pair) for pair in same_team),
        today=today,
        baseline={},
        published=frozenset(),
    )


def on_record(
    problem: Problem,
    *placed: PlacedSession,
    today: date | None = None,
    published: Iterable[str] = (),
) -> Problem:
    """Return the problem once more, with a record behind it."""
    return replace(
        problem,
        baseline={one.id: one for one in placed},
        today=today or problem.today,
        published=frozenset(published),
    )


def at(
    id: str,
    offset: int,
    half: Half | tuple[int, int] = AM,
    *team: str,
    site: str | None = "north",
    length: int = 1,
) -> PlacedSession:
    """Return a session on one half (or from minute to minute) of a date, by "ann" unless said.

    `length` is a number of full days.
    """
    clock = (DAY.block(half).start, DAY.block(half).end) if isinstance(half, Half) else half
    parts = tuple(
        Part(
            instant(day(offset + more), clock[0], ZONE),
            instant(day(offset + more), clock[1], ZONE),
            site,
        )
        for more in range(length)
    )
    mode = Mode.VIRTUAL if site is None else Mode.IN_PERSON
    return PlacedSession(id, parts, team or ("ann",), mode.value)


def full_days(id: str, offset: int, days: int, *team: str) -> PlacedSession:
    return at(id, offset, (DAY.am.start, DAY.pm.end), *team, length=days)


def by_start(sessions: Iterable[PlacedSession]) -> tuple[PlacedSession, ...]:
    return tuple(sorted(sessions, key=lambda one: (one.start, one.id)))


def plan_of(problem: Problem, choices: Sequence[Choice]) -> Plan:
    """Return the plan that places each visit as chosen."""
    placed: list[PlacedSession] = []
    for visit, choice in zip(problem.visits, choices, strict=True):
        if choice is None:
            continue
        if problem.history.issuperset(one.id for one in visit.sessions):
            placed += [problem.baseline[one.id] for one in visit.sessions]
            continue
        option, team = choice
        placed += [
            PlacedSession(one.id, parts, team, option.mode.value)
            for one, parts in zip(visit.sessions, option.parts, strict=True)
        ]
    return Plan(by_start(placed))


def anywhere(problem: Problem) -> tuple[Candidates, ...]:
    """Return every start and everybody, whatever the rules say of it."""
    return candidates(problem, start_rules=(), team_rules=(), free_rules=())


def engine(seconds: float = 60.0, seed: int = 0) -> Engine:
    return Engine(Effort(monotonic() + seconds, seed))


def places(plan: Plan) -> dict[str, str]:
    """Return where each session lies, as a person says it: "Mon 6 AM ann"."""
    return {placed.id: _place(placed) for placed in plan.sessions}


def _place(placed: PlacedSession) -> str:
    start = moment(placed.start, ZONE)
    minute = start.hour * 60 + start.minute
    half = next((half for half in Half if DAY.block(half).start == minute), f"{start:%H:%M}")
    return f"{start:%a} {start.day} {half} {'+'.join(placed.facilitators)}"


def wants(**stated: Any) -> Preferences:
    return replace(ANYTHING, **stated)


def _request(id: str) -> Request:
    return Request(
        id=id,
        title=id,
        type="session",
        confidential=False,
        focus="",
        bring="",
        leave="",
        link="",
        room="",
    )
