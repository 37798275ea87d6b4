"""Draws what is asked for: visits, their sessions and series, and how requests are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import made_once as once
import small
from hypothesis import strategies as st

from planner.domain.calendar import Kind
from planner.domain.clock import Block, Half
from planner.domain.contract import Contract
from planner.domain.links import DayCount, Order
from planner.domain.problem import (
    ANYTHING,
    FULL_DAY,
    HALF_DAY,
    Continuity,
    Length,
    Mode,
    Preferences,
    Series,
    Session,
    Visit,
    Window,
)

COACHES = ("ann", "bob", "cid")
SITES = ("north", "south")
AUDIENCES = ("a", "b", "c", "all")
MODES = st.none() | st.dictionaries(st.sampled_from(Mode), st.integers(0, 2))
SHORT = (small.minutes(60), small.minutes(90), HALF_DAY)
FOLLOWING = once.sampled_from((small.minutes(20), small.minutes(45)))
LONG = (FULL_DAY, small.TWO_DAYS, small.SPLIT_DAYS)


@dataclass(frozen=True)
class Size:
    """How large a year may be drawn."""

    dates: int = 8
    visits: int = 5
    coaches: int = 3
    most_grain: bool = False


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
