"""What each half-day of an engagement's year is: school, staff, break or closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.clock import Block, Half


class Kind(StrEnum):
    """What a school does on a date. Staff: no students, teachers at work."""

    SCHOOL = "school"
    STAFF = "staff"
    BREAK = "break"
    CLOSED = "closed"


BY_STRENGTH = (Kind.CLOSED, Kind.BREAK, Kind.STAFF, Kind.SCHOOL)
"""Where several are said of one half, or several audiences meet, the first of these holds."""

Slot = tuple[date, Half]
"""One half of one date."""

Kinds = Mapping[Slot, Kind]
"""What some halves are, where that differs from what holds otherwise."""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The kind of each half of each date from `first` on; all other dates are closed.

    A date is usually of one kind; on a half-day (conferences, early release) its PM is closed.
    `short` has the halves that are shorter than usual: late starts, early releases. They lie
    inside the usual clock times.
    """

    first: date
    kinds: tuple[tuple[Kind, Kind], ...]
    short: Mapping[Slot, Block] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The last date the calendar speaks of."""
        return self.first + timedelta(days=len(self.kinds) - 1)

    def kind(self, day: date, half: Half) -> Kind:
        """Return the kind of one half of `day`; closed outside the calendar."""
        index = (day - self.first).days
        if not 0 <= index < len(self.kinds):
            return Kind.CLOSED
        return self.kinds[index][0 if half is Half.AM else 1]

    def is_school(self, day: date) -> bool:
        """Tell whether students are there for at least one half of `day`."""
        return Kind.SCHOOL in (self.kind(day, Half.AM), self.kind(day, Half.PM))

    def school_days(self) -> Iterator[date]:
        """Yield the dates of kind school, in order."""
        for index, halves in enumerate(self.kinds):
            if Kind.SCHOOL in halves:
                yield self.first + timedelta(days=index)

    def for_all_of(self, exceptions: Iterable[Kinds]) -> SchoolCalendar:
        """Return the calendar of people who meet, each of them with exceptions of their own."""
        listed = tuple(exceptions)
        changed = {slot for kinds in listed for slot in kinds}
        days = {self.first + timedelta(days=i): list(halves) for i, halves in enumerate(self.kinds)}
        for day, half in changed & {(day, half) for day in days for half in Half}:
            found = {kinds.get((day, half), self.kind(day, half)) for kinds in listed}
            days[day][0 if half is Half.AM else 1] = strongest(found)
        return replace(self, kinds=tuple((am, pm) for am, pm in days.values()))


def strongest(kinds: Iterable[Kind]) -> Kind:
    """Return the kind that holds where several are said."""
    return min(kinds, key=BY_STRENGTH.index)
