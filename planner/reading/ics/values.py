"""DATE, DATE-TIME, DURATION and PERIOD values (RFC 5545 section 3.3), and what they mean.

A value is kept as people wrote it, a wall clock and perhaps a zone, until its instant is asked
for: whole seconds since 1970-01-01T00:00Z.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from planner.reading.ics.content import Component, Property

Seconds = int
"""Whole seconds since 1970-01-01T00:00Z."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = -62_135_596_800, 253_402_300_799  # years 1 to 9999
_DAY_SECONDS = 86_400
_QUOTED = 40  # characters of a value that a message quotes
_LAST_HOUR = 24  # 24:00 is the next midnight
_LAST_MINUTE = 59
_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^,\s]+")
_OFFSET = re.compile(r"([+-]?)(\d\d):?(\d\d):?(\d\d)?")


class UnreadableError(ValueError):
    """A value that the standard gives no meaning; the message quotes no private text."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A DATE or DATE-TIME as written: a wall clock, and its zone or None where it floats."""

    wall: datetime
    zone: tzinfo | None
    whole_day: bool


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes: nominal days by the wall clock, then exact seconds."""

    days: int
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class Scope:
    """How one VCALENDAR's times are read: all-day dates, floating times, and named zones."""

    days: tzinfo
    floating: tzinfo
    named: Callable[[str], tzinfo]

    def zone(self, stamp: Stamp) -> tzinfo:
        """Return the zone whose clocks show the stamp's wall time."""
        return self.days if stamp.whole_day else stamp.zone or self.floating

    def seconds(self, stamp: Stamp) -> Seconds:
        """Return the instant of a stamp; a DATE is its local midnight."""
        return seconds(stamp.wall, self.zone(stamp))


def seconds(wall: datetime, zone: tzinfo) -> Seconds:
    """Return the instant at which clocks in `zone` show `wall`.

    A time that happens twice is the first one; a skipped one is read with the offset before the
    change (RFC 5545 section 3.3.5).
    """
    elapsed = wall.replace(tzinfo=zone) - _EPOCH
    return elapsed.days * _DAY_SECONDS + elapsed.seconds


def wall_clock(at: Seconds, zone: tzinfo) -> datetime:
    """Return what clocks in `zone` show at an instant."""
    return (_EPOCH + timedelta(seconds=at)).astimezone(zone).replace(tzinfo=None, fold=0)


def utc_clock(at: Seconds) -> datetime:
    """Return what UTC's clocks show at an instant, stopping at the ends of the calendar."""
    return wall_clock(min(max(at, _FIRST), _LAST), UTC)


def shifted(wall: datetime, days: int) -> datetime:
    """Move a wall time by days, stopping at the ends of the calendar."""
    try:
        return wall + timedelta(days=days)
    except OverflowError:
        return utc_clock(_LAST if days > 0 else _FIRST)


def end_of(wall: datetime, zone: tzinfo, length: Length) -> Seconds:
    """Return the instant at which something that starts at `wall` ends (section 3.3.6)."""
    return seconds(shifted(wall, length.days), zone) + length.seconds


def stamp(text: str, found: Property | None, scope: Scope) -> Stamp:
    """Read one DATE or DATE-TIME; its property's parameters say in which zone, and VALUE=DATE."""
    match = _STAMP.fullmatch(text)
    if not match:
        raise UnreadableError(f"{text[:_QUOTED]!r} is not a date or time")
    parameters = found.parameters if found else {}
    year, month, day, hour, minute, second, offset = match.groups()
    wall = datetime(int(year), int(month), int(day))  # noqa: DTZ001 (a wall clock)
    if hour is None or parameters.get("VALUE", "").upper() == "DATE":
        return Stamp(wall, None, whole_day=True)
    if int(hour) > _LAST_HOUR or int(minute) > _LAST_MINUTE:
        raise UnreadableError(f"{text[:_QUOTED]!r} is not a time of day")
    wall += timedelta(hours=int(hour), minutes=int(minute), seconds=min(int(second or 0), 59))
    if offset:
        return Stamp(wall, UTC if offset in "Zz" else timezone(utc_offset(offset)), whole_day=False)
    name = parameters.get("TZID", "")
    return Stamp(wall, scope.named(name) if name else None, whole_day=False)


def listed(component: Component, name: str) -> Iterator[tuple[Property, str]]:
    """Yield each value of a property that lists values, with the line it stands in."""
    for found in component.all(name):
        for match in _LISTED.finditer(found.value):
            yield found, match[0]


def period(text: str, found: Property, scope: Scope) -> tuple[Stamp, Length]:
    """Read a PERIOD (RFC 5545 section 3.3.9): a start, and an end or a duration."""
    start_text, _, end_text = text.partition("/")
    start = stamp(start_text, found, scope)
    if end_text[:1] in tuple("Pp+-"):
        return start, forward(duration(end_text))
    return start, forward(exact(start, stamp(end_text, found, scope), scope))


def exact(start: Stamp, end: Stamp, scope: Scope) -> Length:
    """Return the time from start to end: days where both are dates, else exact seconds."""
    if start.whole_day and end.whole_day:
        return Length((end.wall - start.wall).days, 0)
    return Length(0, scope.seconds(end) - scope.seconds(start))


def forward(length: Length) -> Length:
    """Return the length, unless it goes backward in time."""
    if length.days * _DAY_SECONDS + length.seconds < 0:
        raise UnreadableError("it ends before it starts")
    return length


def utc_offset(text: str) -> timedelta:
    """Read a UTC-OFFSET value (RFC 5545 section 3.3.14)."""
    match = _OFFSET.fullmatch(text)
    if not match:
        raise UnreadableError(f"{text[:_QUOTED]!r} is not a UTC offset")
    sign, hours, minutes, rest = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(rest or 0))
    if offset >= timedelta(days=1):
        raise UnreadableError(f"{text[:_QUOTED]!r} is not a UTC offset")
    return -offset if sign == "-" else offset


def duration(text: str) -> Length:
    """Read a DURATION (RFC 5545 section 3.3.6): weeks and days nominal, the rest exact."""
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        raise UnreadableError(f"{text[:_QUOTED]!r} is not a duration")
    weeks, days, hours, minutes, rest = (int(part or 0) for part in match.groups()[1:])
    sign = -1 if match[1] == "-" else 1
    return Length(sign * (weeks * 7 + days), sign * (hours * 3600 + minutes * 60 + rest))
