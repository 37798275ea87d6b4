"""Where the sessions of a visit lie on the clock, once its start is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from planner.domain.clock import Half, Instant, dates_between, instant
from planner.domain.placement import Part
from planner.domain.problem import Day, Engagement, LengthUnit, Mode, Session, Visit


@dataclass(frozen=True, slots=True)
class Option:
    """A start and mode that a visit could have, and the parts its sessions would then have."""

    date: date
    minute: int
    mode: Mode
    parts: tuple[tuple[Part, ...], ...]

    @property
    def all_parts(self) -> Iterator[Part]:
        """The parts of all sessions, in order."""
        for parts in self.parts:
            yield from parts

    @property
    def start(self) -> Instant:
        """The start of the first part."""
        return self.parts[0][0].start

    @property
    def last(self) -> Part:
        """The part that ends the visit."""
        return self.parts[-1][-1]


def options(engagement: Engagement, visit: Visit) -> Iterator[Option]:
    """Yield each start inside the visit's window and the contract, in order of time.

    Long sessions start with a half; sessions shorter than a half start on the raster of
    `[day] grain`. Whether the school is open or anybody free is not asked here.
    """
    first = max(visit.window.first, engagement.first)
    last = min(visit.window.last, engagement.last)
    patterns = tuple(_patterns(engagement.day, visit.sessions))
    for day in dates_between(first, last):
        dates = _dates(engagement, visit, day, last)
        for stretches in patterns if dates else ():
            for mode in visit.modes:
                parts = tuple(
                    tuple(
                        _part(date, stretch, engagement.zone, visit.place(mode, number))
                        for number, date in enumerate(dates)
                    )
                    for stretch in stretches
                )
                yield Option(day, stretches[0][0], mode, parts)


_Stretch = tuple[int, int]
"""Start and end of one part, in minutes after midnight."""


def _part(day: date, stretch: _Stretch, zone: ZoneInfo, site: str | None) -> Part:
    start, end = stretch
    return Part(instant(day, start, zone), instant(day, end, zone), site)


def _dates(engagement: Engagement, visit: Visit, first: date, last: date) -> tuple[date, ...]:
    """Return the dates of a visit that starts on `first`, or none if it would not end in time.

    Only a session of N days has several: adjacent dates or, when split, the next open ones.
    """
    length = visit.sessions[0].length
    run = dates_between(first, last)
    if length.split:
        site = next(iter(visit.sites), None)
        calendar = engagement.calendar_for(visit.sessions[0].audience, site)
        open_dates = (
            day for day in run if all(calendar.kind(day, half) in visit.kinds for half in Half)
        )
        dates = tuple(islice(open_dates, length.dates))
    else:
        dates = tuple(islice(run, length.dates))
    return dates if len(dates) == length.dates and dates[0] == first else ()


def _patterns(day: Day, sessions: tuple[Session, ...]) -> Iterator[tuple[_Stretch, ...]]:
    """Yield, for each start within a day, the stretches of the sessions one after another."""
    for minute in _start_minutes(day, sessions[0]):
        stretches: list[_Stretch] = []
        at: int | None = minute
        for session in sessions:
            if session.follows and stretches:
                stretch = _right_after(day, session, stretches[-1])
            else:
                stretch = None if at is None else _stretch(day, session, at)
            if stretch is None:
                break
            stretches.append(stretch)
            at = _next_minute(day, stretch[1])
        if len(stretches) == len(sessions) and stretches[0][0] == minute:
            yield tuple(stretches)


def _start_minutes(day: Day, session: Session) -> Iterator[int]:
    if session.length.unit is not LengthUnit.MINUTES:
        yield day.am.start
        yield day.pm.start
        return
    for half in Half:
        block = day.block(half)
        last = block.end - session.length.amount
        yield from range(block.start, last + 1, day.grain_minutes)


def _stretch(day: Day, session: Session, at: int) -> _Stretch | None:
    """Return the first stretch from `at` on that the session fits in; None if none does."""
    unit, amount = session.length.unit, session.length.amount
    if unit in (LengthUnit.FULL_DAY, LengthUnit.DAYS):
        return (day.am.start, day.pm.end) if at <= day.am.start else None
    for half in Half:
        block = day.block(half)
        start = max(at, block.start)
        if unit is LengthUnit.HALVES and start == block.start:
            return block.start, block.end
        if unit is LengthUnit.MINUTES and start + amount <= block.end:
            return start, start + amount
    return None


def _right_after(day: Day, session: Session, before: _Stretch) -> _Stretch | None:
    """Return the stretch of a follow-up: once the break is over, on the raster or not.

    None if the half of its session has no room left for it.
    """
    start = before[1] + day.break_minutes
    end = start + session.length.amount
    return (start, end) if end <= day.block(day.half_at(before[0])).end else None


def _next_minute(day: Day, end: int) -> int | None:
    """Return when the next session of a visit may start: after the break, on the raster."""
    for half in Half:
        block = day.block(half)
        if end < block.end:
            ready = max(end + day.break_minutes, block.start)
            steps = -(-(ready - block.start) // day.grain_minutes)
            return block.start + steps * day.grain_minutes
    return None
