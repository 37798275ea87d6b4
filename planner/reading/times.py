"""When the sessions of a request may be: its windows, one by one, and its rules and wishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from planner.domain.calendar import Kind
from planner.domain.clock import Half, dates_between
from planner.domain.problem import Length, LengthUnit, Preferences, Window
from planner.reading.asks import Ask
from planner.reading.request_keys import (
    CAPACITY,
    COUNT,
    DAYS,
    EVERY,
    HALF,
    HOURS,
    LENGTH,
    OFFERED,
    OFFERING,
    OFFERINGS,
    ON,
    OPTIONAL,
    PREFER,
    PREFERENCES,
    SPLIT,
    TYPE,
    WEEKDAYS,
    WINDOW,
    WINDOWS,
)
from planner.reading.school_keys import WEEKDAY_NAMES
from planner.reading.setting import Setting
from planner.reading.table import Table
from planner.reading.windows import months, weeks

_STAFF_DAYS_TOO = ("workshop", "institute")


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the times a request takes place: its part of the session's id, and its dates."""

    name: str
    window: Window
    promised: bool


def read_kinds(ask: Ask) -> frozenset[Kind]:
    """Return the kinds of date on which a request may take place."""
    written = ask.get(DAYS)
    if written is not None:
        return frozenset(map(Kind, written))
    staff_too = ask.get(TYPE) in _STAFF_DAYS_TOO
    return frozenset({Kind.SCHOOL, Kind.STAFF} if staff_too else {Kind.SCHOOL})


def read_length(ask: Ask, setting: Setting) -> Length:
    """Return how long each session is; complain of minutes that no half can hold."""
    length, day = ask.get(LENGTH), setting.day
    split = ask.get(SPLIT)
    longest = max(day.am.minutes, day.pm.minutes)
    if length.unit is LengthUnit.MINUTES and length.amount > longest:
        ask.complain(
            LENGTH,
            f"{length.amount} minutes are longer than a half: AM has {day.am.minutes}, "
            f"PM {day.pm.minutes}",
            'longer sessions are "full-day" or "2 days"',
        )
    if length.unit is LengthUnit.DAYS:
        return replace(length, split=split)
    if split and ask.depth(SPLIT) <= ask.depth(LENGTH):
        ask.complain(SPLIT, 'is for lengths such as "2 days"')
    return length


def read_slots(ask: Ask, setting: Setting, length: Length) -> tuple[Slot, ...]:
    """Return the times at which each audience is met; none if a window is wrong.

    `count` counts inside one window, `windows` gives each its own, `every` asks for one in each
    week or month that has an open day, `offerings` for one session on several dates.
    """
    promised = not ask.get(OPTIONAL)
    if ask.has(WINDOWS):
        return _numbered_windows(ask, setting)
    window, count = _window(ask, setting), ask.get(COUNT)
    if window is None:
        return ()
    if ask.has(EVERY):
        return _periods(ask, setting, window, length)
    if ask.has(OFFERINGS):
        return _offerings(ask, window)
    if count is None:
        return () if ask.has(COUNT) else (Slot("", window, promised),)
    least, most = count
    return tuple(
        Slot(str(number), window, promised and number <= least) for number in range(1, most + 1)
    )


def _offerings(ask: Ask, window: Window) -> tuple[Slot, ...]:
    """Return a slot for each of the dates on which one session is offered."""
    table = ask.open(OFFERINGS, OFFERING)
    if table.is_refused():
        return ()
    number, promised = table.need(OFFERED), not ask.get(OPTIONAL)
    table.need(CAPACITY)
    return tuple(Slot(f"offering-{one}", window, promised) for one in range(1, (number or 0) + 1))


def _window(ask: Ask, setting: Setting) -> Window | None:
    if not ask.has(WINDOW):
        return setting.windows.whole
    written = ask.get(WINDOW)
    return None if written is None else setting.windows.resolve(ask, WINDOW, written)


def _numbered_windows(ask: Ask, setting: Setting) -> tuple[Slot, ...]:
    written = ask.get(WINDOWS)
    windows = [setting.windows.resolve(ask, WINDOWS, one) for one in written]
    found = [window for window in windows if window is not None]
    if len(found) < len(windows):
        return ()
    for (earlier, first), (later, second) in pairwise(zip(found, written, strict=True)):
        if later.first < earlier.first:
            message = f"{second.text} stands after {first.text}; expected them in order of date"
            ask.complain(WINDOWS, message)
    promised = not ask.get(OPTIONAL)
    return tuple(Slot(str(i), window, promised) for i, window in enumerate(found, start=1))


def _periods(ask: Ask, setting: Setting, window: Window, length: Length) -> tuple[Slot, ...]:
    """Return a slot for each period with an open day, and warn of the others."""
    every, kinds, promised = ask.get(EVERY), read_kinds(ask), not ask.get(OPTIONAL)
    periods = list(weeks(window) if every == "week" else months(window))
    if every is None or not setting.calendar_is_sound:
        return ()
    slots = [
        Slot(name, dates, promised)
        for name, dates in periods
        if any(
            _is_open(setting, day, kinds, length) for day in dates_between(dates.first, dates.last)
        )
    ]
    opened = {slot.name for slot in slots}
    skipped = [name for name, _ in periods if name not in opened]
    if not slots:
        key = ask.nearest(WINDOW, EVERY)
        ask.complain(key, f"no {every} of {window} has an open day of kind {_worded(kinds)}")
    elif skipped:
        setting.warnings.append(f"{ask.id}: no open day in {', '.join(skipped)}: no session there")
    return tuple(slots)


def _is_open(setting: Setting, day: date, kinds: frozenset[Kind], length: Length) -> bool:
    """Tell whether one half of a date is open, or both where sessions take both."""
    enough = any if length.halves == 1 else all
    return enough(setting.calendar.kind(day, half) in kinds for half in Half)


def _worded(kinds: frozenset[Kind]) -> str:
    return " or ".join(kind.value for kind in Kind if kind in kinds)


def read_rules(ask: Ask, slots: tuple[Slot, ...]) -> Preferences:
    """Return what a request states of half, weekday, date and hours."""
    on = ask.get(ON)
    if on and slots and not any(day in slot.window for day in on for slot in slots):
        dates, windows = ", ".join(map(str, on)), ", ".join(str(slot.window) for slot in slots)
        ask.complain(
            ask.nearest(WINDOW, WINDOWS, ON), f"{dates} lies outside the window, {windows}"
        )
    return _preferences(ask)


def read_wishes(ask: Ask) -> Preferences:
    """Return what a request prefers of half, weekday, date and hours."""
    return _preferences(ask.open(PREFER, PREFERENCES))


def _preferences(place: Ask | Table) -> Preferences:
    half = place.get(HALF)
    return Preferences(
        half=None if half is None else Half(half),
        weekdays=frozenset(map(WEEKDAY_NAMES.index, place.get(WEEKDAYS))),
        on=frozenset(place.get(ON)),
        hours=place.get(HOURS),
    )
