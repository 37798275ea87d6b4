"""Where a session lies: its parts on the clock, and who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from planner.domain.clock import Instant, Span, instant, moment


@dataclass(frozen=True, slots=True)
class Part:
    """One unbroken piece of a session: a day of an institute, or the whole of a short session.

    `site` is where it is held, None when virtual.
    """

    start: Instant
    end: Instant
    site: str | None = None

    @property
    def span(self) -> Span:
        """The time it takes, without the break around it."""
        return Span(self.start, self.end)

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return self.end - self.start


def clocks(parts: Iterable[Part], zone: ZoneInfo) -> tuple[tuple[time, time], ...]:
    """Return when parts start and end as clocks in `zone` show it, whatever the date."""
    return tuple((moment(part.start, zone).time(), moment(part.end, zone).time()) for part in parts)


def shifted(part: Part, by: timedelta, zone: ZoneInfo) -> Part:
    """Return a part so many days later, at the same time on the clocks of `zone`."""
    start, end = moment(part.start, zone), moment(part.end, zone)
    first = instant(start.date() + by, start.hour * 60 + start.minute, zone)
    last = instant(end.date() + by, end.hour * 60 + end.minute, zone)
    return replace(part, start=first, end=last)


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A session with its times and places, its team (in the scenario's order) and its mode."""

    id: str
    parts: tuple[Part, ...]
    facilitators: tuple[str, ...]
    mode: str

    @property
    def site(self) -> str | None:
        """The site of the first part, None when virtual."""
        return self.parts[0].site

    @property
    def start(self) -> Instant:
        """The start of the first part."""
        return self.parts[0].start

    @property
    def end(self) -> Instant:
        """The end of the last part."""
        return self.parts[-1].end

    def date(self, zone: ZoneInfo) -> date:
        """Return the date of the first part on the clocks of `zone`."""
        return moment(self.start, zone).date()
