"""What the scenario says before its requests: all that a request may refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.domain.calendar import SchoolCalendar
from planner.domain.facilitator import Facilitator
from planner.domain.problem import Audience, Day, Site
from planner.reading.names import Names
from planner.reading.windows import Windows


@dataclass(frozen=True)
class Setting:
    """The year around the requests. `lines` is None without a contract.

    With a mistake in the dates or the day, `is_sound` is false: requests are then read, but not
    expanded into sessions. `calendar_is_sound` is false once anything about the dates is wrong.
    """

    day: Day
    calendar: SchoolCalendar
    windows: Windows
    lines: Names | None
    sites: Mapping[str, Site]
    facilitators: Mapping[str, Facilitator]
    audiences: Mapping[str, Audience]
    warnings: list[str]
    is_sound: bool
    calendar_is_sound: bool

    @property
    def skills(self) -> Collection[str]:
        """Every skill that anybody has."""
        return sorted({skill for who in self.facilitators.values() for skill in who.skills})
