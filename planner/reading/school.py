"""What each half of each date is at the school, at a site of its own, and for some audiences.

Layers, each over the one before: workdays are school and other weekdays closed; the district's
.ics files; dates and short days written in [calendar]; then, for a site, its own files and
dates, and for an audience its own dates. Within a layer the strongest statement wins (closed,
then break, then staff, then school), but what says school opens a date that is otherwise shut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, product

from planner.domain.calendar import Kind, Kinds, SchoolCalendar, Slot
from planner.domain.clock import Half, dates_between
from planner.domain.problem import Day, Window
from planner.reading.calendars import Calendars
from planner.reading.dated import read_dated
from planner.reading.forms import EARLIEST
from planner.reading.public_holidays import warn_of_holidays
from planner.reading.school_keys import (
    CALENDAR,
    DATED,
    HOLIDAYS,
    OWN_DATES,
    SHORT,
    WEEKDAY_NAMES,
    WORKDAYS,
)
from planner.reading.school_titles import Stated, Week, Words, read_files, read_words
from planner.reading.short_days import (
    Halves,
    ShortDays,
    read_short_days,
    shorten_dates,
    shorten_weekdays,
)
from planner.reading.table import Table

_OPENED = (
    {Kind.SCHOOL, Kind.CLOSED},
    {Kind.SCHOOL, Kind.BREAK},
    {Kind.SCHOOL, Kind.CLOSED, Kind.BREAK},
)
"""What may be said of one date in two lists or more: school then wins."""


@dataclass(frozen=True)
class School:
    """The engagement's calendar, and all that sites and audiences need to differ from it."""

    calendar: SchoolCalendar
    day: Day
    week: Week
    words: Words
    short: Mapping[str, ShortDays]
    audiences: Mapping[str, Kinds]


def read_school(table: Table, calendars: Calendars, day: Day) -> School:
    """Return the engagement's own calendar: the kind of each half of each date of the contract."""
    week = Week(frozenset(map(WEEKDAY_NAMES.index, table.get(WORKDAYS))))
    window = calendars.window
    if window is None:
        for key in CALENDAR.keys:
            table.get(key)
        return School(SchoolCalendar(EARLIEST, ()), day, week, Words(), {}, {})
    words = read_words(table, tuple(table.get(SHORT)))
    short = read_short_days(table, window, day, words.short)
    school = School(_workdays(week, window), day, week, words, short, {})
    stated = read_files(table, calendars, words, week)
    calendar = _laid_over(table, school, stated, window, short)
    warn_of_holidays(table, HOLIDAYS, calendar, week.workdays, calendars.warnings)
    return replace(school, calendar=calendar, audiences=stated.audiences)


def read_site_calendar(table: Table, school: School, calendars: Calendars) -> SchoolCalendar | None:
    """Return a site's calendar; None if it says nothing of its own dates.

    Titles that concern some audiences only are heard in the engagement's files, not in a site's.
    """
    window = calendars.window
    if window is None or not any(map(table.has, OWN_DATES)):
        for key in OWN_DATES:
            table.get(key)
        return None
    stated = read_files(table, calendars, school.words, school.week)
    short = read_short_days(table, window, school.day)
    return _laid_over(table, school, stated, window, short)


def _workdays(week: Week, window: Window) -> SchoolCalendar:
    by_weekday = [Kind.SCHOOL if day in week.workdays else Kind.CLOSED for day in range(7)]
    both = [(kind, kind) for kind in by_weekday]
    days = dates_between(window.first, window.last)
    return SchoolCalendar(window.first, tuple(both[day.weekday()] for day in days))


def _laid_over(
    table: Table, school: School, stated: Stated, window: Window, short: Mapping[str, ShortDays]
) -> SchoolCalendar:
    """Return the school's calendar with one more layer: files, short dates, dates, weekdays."""
    slots = tuple(product(dates_between(window.first, window.last), Half))
    below = school.calendar
    kinds = dict(zip(slots, chain.from_iterable(below.kinds), strict=True))
    halves = Halves(kinds, dict(below.short))
    halves.kinds.update(stated.kinds)
    named = ((school.short[id], found) for id, found in stated.short.items() if id in school.short)
    shorten_dates(halves, named)
    shorten_dates(halves, ((days, days.dates) for days in short.values()))
    halves.kinds.update(read_kinds(table, school.week, window))
    shorten_weekdays(halves, short.values(), window, below.short)
    laid = [kinds[slot] for slot in slots]
    return SchoolCalendar(
        window.first,
        tuple(zip(laid[::2], laid[1::2], strict=True)),
        {slot: hours for slot, hours in sorted(halves.short.items()) if _is_open(kinds[slot])},
    )


def _is_open(kind: Kind) -> bool:
    return kind is not Kind.CLOSED


def read_kinds(table: Table, week: Week, window: Window) -> Kinds:
    """Return what lists of dates say, and complain of dates that they say two things of.

    One half of a date is said over the whole of it, and school over closed and break.
    """
    said: dict[Slot, dict[Kind, bool]] = defaultdict(dict)
    for kind, key in DATED.items():
        for dated in read_dated(table, key, window):
            for day in dated.dates(window):
                for half in dated.halves if week.opens(kind, day, dated.days) else ():
                    is_half = dated.half is not None or said[day, half].get(kind, False)
                    said[day, half][kind] = is_half
    stated: dict[Slot, Kind] = {}
    twice: dict[tuple[Kind, Kind], date] = {}
    for slot in sorted(said):
        kinds = _closest(said[slot])
        stated[slot] = kinds[-1]
        if len(kinds) > 1 and set(kinds) not in _OPENED:
            twice.setdefault((kinds[0], kinds[-1]), slot[0])
    for (other, kind), day in twice.items():
        message = f"{day} is also under {DATED[other].name}; expected one of the two"
        table.complain(DATED[kind], message)
    return stated


def _closest(said: Mapping[Kind, bool]) -> tuple[Kind, ...]:
    """Return the kinds said of one half; those said of it alone, if there are any."""
    return tuple(kind for kind, of_half in said.items() if of_half or not any(said.values()))
