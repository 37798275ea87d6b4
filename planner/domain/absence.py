"""Why somebody cannot lead a session at some time: a calendar, leave, or no working time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.clock import Span, merged
from planner.domain.facilitator import Facilitator


class Cause(StrEnum):
    """What keeps a facilitator from leading anything; a session keeps its break from the first."""

    BUSY = "busy"
    LEAVE = "leave"
    OFF = "no workday"
    HOURS = "outside working hours"


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """A stretch of time in which somebody leads nothing, and why.

    `source` is the name of the calendar and `uid` that of its event, both "" without one. What
    the event is called is nobody's business.
    """

    span: Span
    cause: Cause
    source: str = ""
    uid: str = ""


def absent(facilitator: Facilitator, absences: Iterable[Absence]) -> Facilitator:
    """Return a facilitator with absences turned into busy and away time."""
    listed = tuple(absences)
    return replace(
        facilitator,
        busy=merged(one.span for one in listed if one.cause is Cause.BUSY),
        away=merged(one.span for one in listed if one.cause is not Cause.BUSY),
    )


def without(absences: Iterable[Absence], uids: Collection[str]) -> tuple[Absence, ...]:
    """Return the absences that do not come of the events named, sorted."""
    return tuple(sorted(one for one in absences if one.uid not in uids))
