"""A time zone that only a file's VTIMEZONE describes (RFC 5545 section 3.6.5).

Outlook's rules begin in 1601 and Apple's list a century of changes: the changes are laid out once,
from 1970 to a little after the window, and looked up from then on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice

from planner.reading.ics.content import Component
from planner.reading.ics.limits import Steps
from planner.reading.ics.rules import expand, parse
from planner.reading.ics.values import (
    Scope,
    UnreadableError,
    listed,
    shifted,
    stamp,
    utc_offset,
)

_SINCE = datetime(1970, 1, 1)  # noqa: DTZ001 (a wall clock)
_SCOPE = Scope(days=UTC, floating=UTC, named=lambda _: UTC)
_MAX_CHANGES = 2_000
_FOREVER_DAYS = 9_999 * 366


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """A clock change: when in UTC, and the offsets before and after."""

    at: datetime
    before: timedelta
    after: timedelta


class RulesZone(tzinfo):
    """A zone made of the clock changes of a VTIMEZONE, sorted; there is at least one."""

    def __init__(self, name: str, changes: Sequence[_Change]) -> None:
        self._name = name
        self._offsets = [changes[0].before, *(change.after for change in changes)]
        steps = [(change.at, sorted((change.before, change.after))) for change in changes]
        self._in_utc = [change.at for change in changes]
        self._when_first = [at + high for at, (_, high) in steps]
        self._when_second = [at + low for at, (low, _) in steps]

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a wall time; `fold` as PEP 495 has it."""
        if when is None:
            return None
        walls = self._when_second if when.fold else self._when_first
        return self._offsets[bisect_right(walls, when.replace(tzinfo=None, fold=0))]

    def dst(self, when: datetime | None) -> timedelta:
        """Return no time: the file does not say which part of the offset is summer's."""
        del when
        return timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        """Return the TZID at all times."""
        del when
        return self._name

    def fromutc(self, when: datetime) -> datetime:
        """Return the wall time of an instant that is given in UTC."""
        at = bisect_right(self._in_utc, when.replace(tzinfo=None))
        return when + self._offsets[at]


def rules_zone(written: Component, last: datetime, steps: Steps) -> tzinfo:
    """Return the zone that a VTIMEZONE describes until `last`; raise `ValueError` if it cannot."""
    changes = sorted({change for part in written.parts for change in _changes(part, last, steps)})
    if not changes or len(changes) > _MAX_CHANGES:
        raise UnreadableError("the VTIMEZONE says nothing, or too much")
    return RulesZone(written.text("TZID"), changes)


def _changes(observance: Component, last: datetime, steps: Steps) -> Iterator[_Change]:
    before = utc_offset(observance.text("TZOFFSETFROM"))
    after = utc_offset(observance.text("TZOFFSETTO"))
    started = observance.first("DTSTART")
    if started is None:
        raise UnreadableError("an observance has no DTSTART")
    onset = stamp(started.value, started, _SCOPE).wall
    yield _change(onset, before, after)
    for found, text in listed(observance, "RDATE"):
        steps.spend(1)
        yield _change(stamp(text, found, _SCOPE).wall, before, after)
    for found in observance.all("RRULE"):
        rule = parse(found.value)
        end = min(last, _until(rule.until, before))
        walls = expand(rule, onset, max(onset, _SINCE), end, steps)
        for wall in islice(walls, _MAX_CHANGES):
            yield _change(wall, before, after)


def _until(text: str, before: timedelta) -> datetime:
    """Return the last wall time of an observance's rule; its UNTIL is in UTC."""
    if not text:
        return shifted(_SINCE, _FOREVER_DAYS)
    until = stamp(text, None, _SCOPE)
    if until.whole_day:
        return shifted(until.wall, 1)
    return until.wall + before if until.zone else until.wall


def _change(wall: datetime, before: timedelta, after: timedelta) -> _Change:
    return _Change(wall - before, before, after)
