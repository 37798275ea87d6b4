"""A zone's clock as every calendar program understands it: two changes a year, or none.

Programs disagree about lists of dates and about long histories. All of them follow one STANDARD
and one DAYLIGHT, each with a yearly rule that began in 1970.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_ANCHOR = 1970
_LAST = -1
_STRIDE = timedelta(days=7)
"""Shorter than any zone keeps an offset, so that no change hides between two looks at it."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def vtimezone(zone: ZoneInfo, years: range) -> Timezone | None:
    """Return the zone's clock, true in each of the years; None where no yearly rule is."""
    changes = [tuple(_changes(zone, year)) for year in years]
    if not any(changes):
        return _fixed(zone, years)
    if any(len(in_year) != 2 for in_year in changes):  # noqa: PLR2004 - to and fro
        return None
    rules = [_yearly(same_change) for same_change in zip(*changes, strict=True)]
    component = _named(zone)
    for rule in rules:
        if rule is None:
            return None
        component.add_component(_component(rule))
    return component


@dataclass(frozen=True, slots=True)
class _Change:
    """Clocks go from offset `before` to `after` when they show `wall`."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def ordinals(self) -> frozenset[int]:
        """Which weekday of its month it is: 1 is the first, -1 the last."""
        day = self.wall.day
        is_last = day + 7 > monthrange(self.wall.year, self.wall.month)[1]
        return frozenset({(day + 6) // 7} | ({_LAST} if is_last else set()))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A change that comes every year, on an ordinal weekday of a month."""

    change: _Change
    ordinal: int


def _yearly(changes: tuple[_Change, ...]) -> _Rule | None:
    """Return the one rule that the same change follows in every year, if it follows one."""
    like = {
        (at.wall.month, at.wall.weekday(), at.wall.time(), at.before, at.after, at.name)
        for at in changes
    }
    ordinals = frozenset.intersection(*(change.ordinals for change in changes))
    if len(like) > 1 or not ordinals:
        return None
    return _Rule(changes[0], min(ordinals))


def _changes(zone: ZoneInfo, year: int) -> Iterator[_Change]:
    """Yield the changes of offset in a year, in order."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    looks = [first + _STRIDE * week for week in range(53)]
    for early, late in pairwise([*looks, datetime(year + 1, 1, 1, tzinfo=UTC)]):
        if _offset(zone, early) != _offset(zone, late):
            yield _change(zone, early, late)


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> _Change:
    """Return the one change between two moments."""
    before, after = _offset(zone, early), _offset(zone, late)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    wall = (late + before).replace(tzinfo=None)
    return _Change(wall, before, after, late.astimezone(zone).tzname() or zone.key)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _named(zone: ZoneInfo) -> Timezone:
    component = Timezone()
    component.add("tzid", zone.key)
    return component


def _fixed(zone: ZoneInfo, years: range) -> Timezone:
    at = datetime(years[0], 1, 1, tzinfo=UTC)
    offset, name = _offset(zone, at), at.astimezone(zone).tzname() or zone.key
    always = _Change(datetime(_ANCHOR, 1, 1), offset, offset, name)  # noqa: DTZ001 - a wall clock
    component = _named(zone)
    component.add_component(_observance(always, always.wall))
    return component


def _component(rule: _Rule) -> TimezoneStandard | TimezoneDaylight:
    change = rule.change
    wall = datetime.combine(_anchor(rule), change.wall.time())
    component = _observance(change, wall)
    weekday = f"{rule.ordinal}{_WEEKDAYS[change.wall.weekday()]}"
    component.add("rrule", {"freq": "yearly", "bymonth": change.wall.month, "byday": weekday})
    return component


def _observance(change: _Change, wall: datetime) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    component.add("dtstart", wall)
    component.add("tzoffsetfrom", change.before)
    component.add("tzoffsetto", change.after)
    component.add("tzname", change.name)
    return component


def _anchor(rule: _Rule) -> date:
    """Return the date of the change in the year in which the rules are said to begin."""
    month, weekday = rule.change.wall.month, rule.change.wall.weekday()
    days = (date(_ANCHOR, month, day + 1) for day in range(monthrange(_ANCHOR, month)[1]))
    found = [day for day in days if day.weekday() == weekday]
    return found[rule.ordinal - 1] if rule.ordinal > 0 else found[rule.ordinal]
