"""Halves of a day, wall-clock minutes, and instants.

Two units of time are used, and never mixed: a *minute* counts from local midnight (0 to 1440,
as a person reads a clock), an *instant* counts whole minutes from 1970-01-01T00:00Z.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

Instant = int
"""Whole minutes since 1970-01-01T00:00Z."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Half(StrEnum):
    """The two slots of a day that a session can start in."""

    AM = "AM"
    PM = "PM"


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of one day, in minutes after local midnight; the end is not part of it."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return self.end - self.start

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time between two instants; the end is not part of it."""

    start: Instant
    end: Instant

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a minute."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> Span:
        """Return the minutes that lie in the other too; of none, a span that ends at its start."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join overlapping and touching spans; empty ones are dropped; the result is sorted."""
    joined: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def clock(minute: int) -> str:
    """Write a minute after midnight as a person reads it: 510 is "08:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


@lru_cache(maxsize=1 << 16)
def instant(day: date, minute: int, zone: ZoneInfo) -> Instant:
    """Return the instant at which clocks in `zone` show `minute` on `day`.

    A time that happens twice is the first one; a time that a clock change skips is read with
    the offset before the change (RFC 5545 section 3.3.5).
    """
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    return int((wall.astimezone(UTC) - _EPOCH).total_seconds()) // 60


def moment(at: Instant, zone: ZoneInfo) -> datetime:
    """Return the instant as a date and time with the offset of `zone`."""
    return (_EPOCH + timedelta(minutes=at)).astimezone(zone)


def dates_between(first: date, last: date) -> Iterator[date]:
    """Return each date from `first` to `last`, both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
