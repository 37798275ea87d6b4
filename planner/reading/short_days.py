"""[calendar.short]: late starts and early releases, by weekday or on named dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import Kind, Slot
from planner.domain.clock import Block, Half, dates_between
from planner.domain.problem import Day, Window
from planner.reading.dated import read_dated
from planner.reading.school_keys import (
    AM,
    DATES,
    NO_HOURS,
    PM,
    SHORT,
    SHORT_DAYS,
    WEEKDAY_NAMES,
    WEEKDAYS,
)
from planner.reading.table import Table

_KEYS = {Half.AM: AM, Half.PM: PM}


@dataclass(frozen=True, slots=True)
class ShortDays:
    """Halves with other hours than usual: each week on some weekdays, and on named dates."""

    id: str
    hours: Mapping[Half, Block]
    weekdays: frozenset[int]
    dates: frozenset[date]


@dataclass(frozen=True, slots=True)
class Halves:
    """The year while its layers are laid on: what each half is, and the hours of short ones."""

    kinds: dict[Slot, Kind]
    short: dict[Slot, Block]

    def shorten(self, slot: Slot, hours: Block) -> None:
        """Give a half other hours; with none it is closed."""
        if hours == NO_HOURS:
            self.kinds[slot] = Kind.CLOSED
        else:
            self.short[slot] = hours


def read_short_days(
    table: Table, window: Window, day: Day, named: Collection[str] = ()
) -> Mapping[str, ShortDays]:
    """Return the short days of a calendar by name; `named` are those that titles refer to."""
    return {
        id: _read_one(id, entry, window, day, id in named)
        for id, entry in table.entries(SHORT, SHORT_DAYS)
    }


def _read_one(id: str, table: Table, window: Window, day: Day, *is_named: bool) -> ShortDays:
    dates = {one for dated in read_dated(table, DATES, window) for one in dated.dates(window)}
    weekdays = frozenset(map(WEEKDAY_NAMES.index, table.get(WEEKDAYS)))
    hours = {half: read for half, key in _KEYS.items() if (read := table.get(key)) is not None}
    if not any(map(table.has, _KEYS.values())):
        table.complain(None, "says nothing of am or pm; expected one of them at least")
    if not (table.has(DATES) or table.has(WEEKDAYS) or any(is_named)):
        table.complain(None, "is on no day; expected weekdays, dates, or a title in words")
    for half, block in hours.items():
        usual = day.block(half)
        if block != NO_HOURS and not usual.start <= block.start < block.end <= usual.end:
            message = f"{block} is not inside the usual {half}, {usual}"
            table.complain(_KEYS[half], message, "short days take time away, [day] has it all")
    return ShortDays(id, hours, weekdays, frozenset(dates))


def shorten_dates(halves: Halves, found: Iterable[tuple[ShortDays, Iterable[date]]]) -> None:
    """Shorten halves on named dates; what was thought closed there is open for these hours."""
    for short, dates in found:
        for slot, hours in _slots(short, dates):
            if halves.kinds.get(slot) in (Kind.CLOSED, Kind.BREAK):
                halves.kinds[slot] = Kind.SCHOOL
            halves.shorten(slot, hours)


def shorten_weekdays(
    halves: Halves, found: Iterable[ShortDays], window: Window, below: Mapping[Slot, Block]
) -> None:
    """Shorten each week's halves while students are there, unless a date says it otherwise.

    `below` are the short halves of the layer below, which this one takes the place of.
    """
    for short in found:
        dates = dates_between(window.first, window.last)
        for slot, hours in _slots(short, (day for day in dates if day.weekday() in short.weekdays)):
            if halves.kinds[slot] is Kind.SCHOOL and halves.short.get(slot) == below.get(slot):
                halves.shorten(slot, hours)


def _slots(short: ShortDays, dates: Iterable[date]) -> Iterator[tuple[Slot, Block]]:
    for day in dates:
        for half, hours in short.hours.items():
            yield (day, half), hours
