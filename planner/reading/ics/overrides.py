"""Components of one UID together: versions, and instances that differ (RFC 5545 3.8.4.4).

A RECURRENCE-ID names the original start of the instance it replaces, in any form: as an instant,
in another zone, as a date. RANGE=THISANDFUTURE moves all later instances too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.reading.ics.content import Component
from planner.reading.ics.recurrence import (
    Exclusions,
    Frame,
    Instance,
    Series,
    instances,
    read_length,
    read_series,
)
from planner.reading.ics.values import Scope, Seconds, Stamp, stamp, wall_clock

_MAX_DIGITS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A VEVENT, how the times in it are read, and its UID as messages name it."""

    component: Component
    scope: Scope
    uid: str

    @property
    def version(self) -> tuple[int, str]:
        """The key of its revision: SEQUENCE, then the time of the last change."""
        sequence = self.component.text("SEQUENCE")
        known = sequence.isdecimal() and len(sequence) <= _MAX_DIGITS
        changed = self.component.word("LAST-MODIFIED") or self.component.word("DTSTAMP")
        return int(sequence) if known else 0, changed


@dataclass(frozen=True, slots=True)
class _Master:
    event: Event
    series: Series


@dataclass(frozen=True, slots=True)
class _Override:
    """A component that replaces the instance of an original start, or (`onward`) all from it on.

    `by` is how far it moves its instance, on its own wall clock.
    """

    event: Event
    series: Series
    replaces: Stamp
    since: Seconds
    by: timedelta
    onward: bool

    @property
    def reach(self) -> Seconds:
        """How far from its original start an instance that it moves may still take time."""
        length = self.series.length
        return abs(round(self.by.total_seconds())) + length.days * 86_400 + length.seconds

    def moved(self, instance: Instance) -> Instance:
        """Return what becomes of a later instance of the master."""
        wall = wall_clock(instance.start, self.series.zone) + self.by
        return self.series.instance(wall, instance.origin)


@dataclass(frozen=True, slots=True)
class _Onward:
    """The THISANDFUTURE overrides of a UID, by original start."""

    overrides: Sequence[_Override]
    since: Sequence[Seconds]
    reach: Seconds

    @classmethod
    def of(cls, overrides: Iterable[_Override]) -> _Onward:
        """Return those that go onward."""
        found = sorted((each for each in overrides if each.onward), key=lambda each: each.since)
        reach = max((each.reach for each in found), default=0)
        return cls(found, [each.since for each in found], reach)

    def at(self, start: Seconds) -> _Override | None:
        """Return the last one that speaks for an original start."""
        index = bisect_right(self.since, start)
        return self.overrides[index - 1] if index else None


def occurrences(events: Sequence[Event], frame: Frame) -> Iterator[tuple[Event, Instance]]:
    """Yield the instances of all components of one UID that touch the frame's window.

    Each comes with the component that speaks for it. A component that cannot be read costs
    itself only, with a warning.
    """
    frame.warnings.uid = events[0].uid
    masters = list(_masters(events, frame))
    anchor = masters[0].series if masters else None
    overrides = list(_overrides(events, anchor, frame))
    replaced = Exclusions()
    if anchor:
        for override in overrides:
            replaced.add(anchor, override.replaces)
    onward = _Onward.of(overrides)
    for master in masters:
        with frame.warnings.unreadable():
            yield from _of_master(master, replaced, onward, frame)
    for override in overrides:
        with frame.warnings.unreadable():
            instance = override.series.instance(override.series.start.wall, "override")
            if frame.touches(instance):
                yield override.event, instance


def _masters(events: Sequence[Event], frame: Frame) -> Iterator[_Master]:
    """Yield the newest of the components without RECURRENCE-ID; several if none is newer."""
    found = [event for event in events if "RECURRENCE-ID" not in event.component.lines]
    versions = [event.version for event in found]
    newest = max(versions, default=None)
    for event, version in zip(found, versions, strict=True):
        if version == newest:
            with frame.warnings.unreadable():
                yield _Master(event, read_series(event.component, event.scope))


def _overrides(events: Sequence[Event], anchor: Series | None, frame: Frame) -> Iterator[_Override]:
    """Yield the newest override of each original start; `anchor` is the series they belong to."""
    newest: dict[tuple[Seconds, bool], _Override] = {}
    for event in events:
        with frame.warnings.unreadable():
            found = _override(event, anchor)
            if found is None:
                continue
            key = found.since, found.onward
            if key not in newest or newest[key].event.version <= event.version:
                newest[key] = found
    yield from newest.values()


def _override(event: Event, anchor: Series | None) -> _Override | None:
    named = event.component.first("RECURRENCE-ID")
    if named is None:
        return None
    replaces = stamp(named.value, named, event.scope)
    original = anchor.aligned(replaces) if anchor else replaces
    if event.component.first("DTSTART") or anchor is None:
        series = read_series(event.component, event.scope)
    else:
        length = read_length(event.component, event.scope, original) or anchor.length
        series = Series(event.component, event.scope, original, length)
    onward = named.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
    since = event.scope.seconds(original)
    by = series.start.wall - wall_clock(since, series.zone)
    return _Override(event, series, replaces, since, by, onward)


def _of_master(
    master: _Master, replaced: Exclusions, onward: _Onward, frame: Frame
) -> Iterator[tuple[Event, Instance]]:
    """Yield what is left of a series when its overrides are taken out or have moved it."""
    reach = onward.reach
    wide = replace(frame, since=frame.since - reach, until=frame.until + reach)
    for instance in instances(master.series, replaced, wide):
        override = onward.at(instance.start)
        event = override.event if override else master.event
        moved = override.moved(instance) if override else instance
        if frame.touches(moved):
            yield event, moved
