"""How requests and visits hang together: what comes after what, and who leads both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DayCount(StrEnum):
    """Which dates a distance counts."""

    SCHOOL_DAYS = "school days"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Order:
    """All of `earlier` ends before any of `later` starts; both are request ids.

    At least `distance` dates of the counted kind lie strictly between. `needs`: the later is
    not placed unless all promised visits of the earlier are.
    """

    earlier: str
    later: str
    distance: int
    counted: DayCount
    needs: bool


@dataclass(frozen=True, slots=True)
class SameTeam:
    """Two visits that have the same facilitators, as indices; the smaller team is in the larger."""

    visit: int
    other: int
