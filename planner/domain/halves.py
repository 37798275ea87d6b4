"""The halves that a facilitator touches, and the weeks, months and year they count in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.calendar import Slot
from planner.domain.clock import Half, moment
from planner.domain.facilitator import Period
from planner.domain.placement import Part, PlacedSession
from planner.domain.problem import Engagement, Problem


def slots(engagement: Engagement, part: Part) -> tuple[Slot, ...]:
    """Return the halves that a part has minutes in, on the engagement's clocks."""
    start, end = moment(part.start, engagement.zone), moment(part.end, engagement.zone)
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    day = engagement.day
    return tuple(
        (start.date(), half)
        for half in Half
        if first < day.block(half).end and last > day.block(half).start
    )


def touched(
    problem: Problem, sessions: Iterable[PlacedSession], facilitator: str
) -> frozenset[Slot]:
    """Return the halves in which a facilitator leads anything."""
    return frozenset(
        slot
        for placed in sessions
        if facilitator in placed.facilitators
        for part in placed.parts
        for slot in slots(problem.engagement, part)
    )


def period(name: Period, day: date) -> str:
    """Return which week, month or year a date counts in: "2026-W05", "2026-02", "the year"."""
    if name is Period.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{day:%Y-%m}" if name is Period.MONTH else "the year"
