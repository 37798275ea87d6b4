"""When a facilitator leads nothing: their calendars, and patterns that need no calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.absence import Absence, Cause
from planner.domain.clock import Block, Half, Span, dates_between, instant
from planner.domain.problem import Day, Window
from planner.reading.calendars import Calendars, Owner
from planner.reading.dated import DATE_LIST, Dated
from planner.reading.forms import (
    CLOCK_RANGE,
    NAME,
    Form,
    WrongValueError,
    choice,
    one_or_list,
)
from planner.reading.school_keys import CALENDAR_FILES, WEEKDAY_LIST, WEEKDAY_NAMES
from planner.reading.table import Key, Table

_MARGIN = timedelta(days=1)
_MIDNIGHT = 24 * 60


def _read_address(value: Any) -> str:
    text = NAME.read(value).lower().removeprefix("mailto:")
    if text.count("@") != 1 or text.startswith("@") or text.endswith("@") or " " in text:
        raise WrongValueError
    return text


_ADDRESS = Form('a mail address such as "coach@example.org"', _read_address)

BUSY = Key("busy", CALENDAR_FILES, ())
TENTATIVE = Key("tentative", choice("busy", "free"), "busy")
ADDRESSES = Key[tuple[str, ...]](
    "addresses", one_or_list(_ADDRESS, "a mail address, or a list of them"), ()
)
WORKDAYS = Key("workdays", WEEKDAY_LIST, WEEKDAY_NAMES)
HOURS = Key("hours", CLOCK_RANGE, Block(0, _MIDNIGHT))
LEAVE = Key[tuple[Dated, ...]]("leave", DATE_LIST, ())

KEYS = (BUSY, TENTATIVE, ADDRESSES, WORKDAYS, HOURS, LEAVE)
"""What a facilitator's table may say of their time."""


def read_absences(
    id: str, table: Table, zone: ZoneInfo, calendars: Calendars, day: Day
) -> tuple[Absence, ...]:
    """Return when a facilitator leads nothing, around the contract's dates; `zone` is their own."""
    is_busy = table.get(TENTATIVE) == "busy"
    owner = Owner(id, zone, tentative_is_busy=is_busy, addresses=frozenset(table.get(ADDRESSES)))
    found = list(calendars.busy(table, BUSY, owner))
    week = _Week(frozenset(map(WEEKDAY_NAMES.index, table.get(WORKDAYS))), table.get(HOURS))
    leave = table.get(LEAVE)
    if calendars.window is None:
        return ()
    window = Window(calendars.window.first - _MARGIN, calendars.window.last + _MARGIN)
    found += week.absences(window, zone)
    found += _leave(leave, window, zone, _Halves(day, calendars.zone))
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _Week:
    """The weekdays on which somebody works, and from when to when on their own clocks."""

    workdays: frozenset[int]
    hours: Block

    def absences(self, window: Window, zone: ZoneInfo) -> Iterator[Absence]:
        edges = ((0, self.hours.start), (self.hours.end, _MIDNIGHT))
        outside = [(start, end) for start, end in edges if start < end]
        if not outside and len(self.workdays) == len(WEEKDAY_NAMES):
            return
        for day in dates_between(window.first, window.last):
            if day.weekday() not in self.workdays:
                yield Absence(_span(day, 0, _MIDNIGHT, zone), Cause.OFF)
                continue
            for start, end in outside:
                yield Absence(_span(day, start, end, zone), Cause.HOURS)


@dataclass(frozen=True, slots=True)
class _Halves:
    """The halves of the plan's days, which end and begin on the engagement's clocks."""

    day: Day
    zone: ZoneInfo

    def span(self, date: date, half: Half, zone: ZoneInfo) -> Span:
        """Return one half of somebody's day: before AM ends, or after PM begins."""
        if half is Half.AM:
            return Span(instant(date, 0, zone), instant(date, self.day.am.end, self.zone))
        return Span(instant(date, self.day.pm.start, self.zone), instant(date, _MIDNIGHT, zone))


def _leave(
    leave: Iterable[Dated], window: Window, zone: ZoneInfo, halves: _Halves
) -> Iterator[Absence]:
    for dated in leave:
        for day in dated.dates(window):
            whole = _span(day, 0, _MIDNIGHT, zone)
            span = whole if dated.half is None else halves.span(day, dated.half, zone)
            yield Absence(span, Cause.LEAVE)


def _span(day: date, start: int, end: int, zone: ZoneInfo) -> Span:
    return Span(instant(day, start, zone), instant(day, end, zone))
