"""Who leads sessions, when they cannot, and how much they may work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.domain.calendar import Slot
from planner.domain.clock import Span


class Period(StrEnum):
    """Over what a cap on a facilitator counts."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Someone who leads sessions.

    `busy` and `away` are merged and sorted: what a session keeps its break from, and the time
    outside working hours and in leave, which it may touch. `max_halves` caps the halves touched
    in each ISO week, each calendar month, and over the whole scenario.
    """

    id: str
    title: str
    skills: frozenset[str]
    zone: ZoneInfo
    busy: tuple[Span, ...]
    max_halves: Mapping[Period, int]
    away: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the other engagements of a portfolio have of a facilitator.

    `spans` are the times, with the breaks that are longer there than here; `halves` those touched,
    `on_site` the dates in person, both by the calendars of the others.
    """

    spans: tuple[Span, ...]
    halves: frozenset[Slot]
    on_site: frozenset[date]


NOTHING_ELSE = Elsewhere((), frozenset(), frozenset())
"""Of a facilitator whom no other engagement has."""
