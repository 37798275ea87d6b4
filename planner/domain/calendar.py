"""What each half-day of an engagement's year is: school, staff, break or closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.clock import Half


class Kind(StrEnum):
    """What a school does on a date. Staff: no students, teachers at work."""

    SCHOOL = "school"
    STAFF = "staff"
    BREAK = "break"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The kind of each half of each date from `first` on; all other dates are closed.

    A date is usually of one kind; on a half-day (conferences, early release) its PM is closed.
    """

    first: date
    kinds: tuple[tuple[Kind, Kind], ...]

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
