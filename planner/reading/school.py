"""[calendar]: what each half of each date is at the school, from three layers.

Workdays are school and other weekdays closed; the district's .ics files come over that; dates
written in the scenario come over both. Within a layer the strongest statement wins: closed, then
break, then staff, then school, but a file that says school opens a date that is otherwise shut.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Half, dates_between
from planner.domain.problem import Window
from planner.reading.calendars import Calendars
from planner.reading.forms import EARLIEST, NAME, TABLE, choice, list_of, one_or_list
from planner.reading.table import Key, Schema, Table
from planner.reading.windows import DATES

if TYPE_CHECKING:
    from planner.reading.ics import SchoolEvents

WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_LIST = list_of(choice(*WEEKDAY_NAMES), 'a list of weekdays, such as ["Mon", "Tue"]')
_DATE_LIST = one_or_list(DATES, 'a list of dates, such as [2025-10-10, "2025-11-24/2025-11-28"]')

WORKDAYS = Key("workdays", WEEKDAY_LIST, WEEKDAY_NAMES[:5])
FILES = Key("files", one_or_list(NAME, "the path of an .ics file, or a list of paths"), ())
CLOSED = Key[tuple[Window, ...]]("closed", _DATE_LIST, ())
BREAKS = Key[tuple[Window, ...]]("breaks", _DATE_LIST, ())
STAFF = Key[tuple[Window, ...]]("staff", _DATE_LIST, ())
SCHOOL = Key[tuple[Window, ...]]("school", _DATE_LIST, ())
WORDS = Key[Mapping[str, Any]]("words", TABLE, {})
CALENDAR = Schema("calendar", (WORKDAYS, FILES, CLOSED, BREAKS, STAFF, SCHOOL, WORDS))

MEANING = choice("school", "staff", "break", "closed", "am-closed", "pm-closed", "ignore")
"""What a title in a school's calendar may be said to mean."""

_BY_STRENGTH = (Kind.CLOSED, Kind.BREAK, Kind.STAFF, Kind.SCHOOL)
_DATED = {Kind.CLOSED: CLOSED, Kind.BREAK: BREAKS, Kind.STAFF: STAFF, Kind.SCHOOL: SCHOOL}
_MOST_TITLES = 20

_Kinds = dict[tuple[date, Half], Kind]


@dataclass(frozen=True, slots=True)
class _Week:
    """The weekdays on which there is work."""

    workdays: frozenset[int]

    def opens(self, kind: Kind, day: date, length: int) -> bool:
        """Tell whether a statement over so many dates says anything of this one.

        A weekend stays closed, unless one date alone is said to be school or staff.
        """
        alone = length == 1 and kind in (Kind.SCHOOL, Kind.STAFF)
        return alone or kind is Kind.CLOSED or day.weekday() in self.workdays


def read_calendar(table: Table, calendars: Calendars) -> SchoolCalendar:
    """Return the kind of each half of each date of the contract."""
    week = _Week(frozenset(map(WEEKDAY_NAMES.index, table.get(WORKDAYS))))
    window = calendars.window
    if window is None:
        for key in CALENDAR.keys:
            table.get(key)
        return SchoolCalendar(EARLIEST, ())
    kinds: _Kinds = {
        (day, half): Kind.SCHOOL if day.weekday() in week.workdays else Kind.CLOSED
        for day in dates_between(window.first, window.last)
        for half in Half
    }
    words = _words(table)
    found = [events for _, events in _understood(table, calendars, words)]
    kinds.update(_from_files(found, week))
    kinds.update(_from_dates(table, week, window))
    dates = dates_between(window.first, window.last)
    return SchoolCalendar(
        window.first, tuple((kinds[day, Half.AM], kinds[day, Half.PM]) for day in dates)
    )


def _words(table: Table) -> Mapping[str, str]:
    written = table.get(WORDS)
    inner = Table((*table.path, WORDS.name), written, table.complaints)
    return {title: inner.get(Key(title, MEANING, "ignore")) for title in written}


def _understood(
    table: Table, calendars: Calendars, words: Mapping[str, str]
) -> Iterator[tuple[str, SchoolEvents]]:
    """Yield what the files say, and warn of titles that nobody has given a meaning yet."""
    for shown, events in calendars.school(table, FILES, words):
        for title in events.not_understood[:_MOST_TITLES]:
            calendars.warnings.append(
                f"{shown}: {title!r} is not understood and left out; say what it means under "
                f'[calendar.words]: "{_escaped(title)}" = "closed" (or {_OTHER_MEANINGS})'
            )
        rest = len(events.not_understood) - _MOST_TITLES
        if rest > 0:
            calendars.warnings.append(f"{shown}: {rest} more titles are not understood")
        yield shown, events


_OTHER_MEANINGS = "school, staff, break, am-closed, pm-closed, ignore"


def _escaped(title: str) -> str:
    return title.replace("\\", "\\\\").replace('"', '\\"')


def _from_files(found: list[SchoolEvents], week: _Week) -> _Kinds:
    stated: dict[tuple[date, Half], set[Kind]] = defaultdict(set)
    for events in found:
        lengths = Counter(day.uid for day in events.days)
        for said in events.days:
            kind = Kind(said.kind)
            if week.opens(kind, said.date, lengths[said.uid]):
                for half in Half if said.half is None else (said.half,):
                    stated[said.date, half].add(kind)
    return {slot: _strongest(kinds) for slot, kinds in stated.items()}


def _strongest(kinds: set[Kind]) -> Kind:
    if Kind.SCHOOL in kinds:
        kinds = kinds - {Kind.CLOSED, Kind.BREAK}
    return next(kind for kind in _BY_STRENGTH if kind in kinds)


def _from_dates(table: Table, week: _Week, window: Window) -> _Kinds:
    """Return what the scenario itself says, and complain of dates it says two things of."""
    stated: dict[date, Kind] = {}
    for kind, key in _DATED.items():
        twice: dict[Kind, date] = {}
        for span in table.get(key):
            _complain_outside(table, key, span, window)
            for day in dates_between(max(span.first, window.first), min(span.last, window.last)):
                before = stated.get(day, kind)
                if before is not kind:
                    twice.setdefault(before, day)
                elif week.opens(kind, day, _days(span)):
                    stated[day] = kind
        for before, day in twice.items():
            table.complain(
                key, f"{day} is also under {_DATED[before].name}; expected one of the two"
            )
    return {(day, half): kind for day, kind in stated.items() for half in Half}


def _days(span: Window) -> int:
    return (span.last - span.first).days + 1


def _complain_outside(table: Table, key: Key[Any], span: Window, window: Window) -> None:
    if span.last < window.first or window.last < span.first:
        written = str(span.first) if _days(span) == 1 else str(span)
        table.complain(
            key, f"{written} lies outside the contract's dates, {window.first} to {window.last}"
        )
