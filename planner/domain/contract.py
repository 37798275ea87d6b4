"""What the client pays for: the lines of a contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LineUnit(StrEnum):
    """What a contract line buys."""

    COACH_DAYS = "coach-days"
    SESSIONS = "sessions"
    HOURS = "hours"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a contract.

    `quantity` is what was bought, in the smallest countable of its unit: coach-day lines in
    ticks (see `Contract.ticks_per_day`), session lines in sessions, hour lines in minutes,
    price lines 0. `rate_cents` is the price of one coach-day, session or hour; of a price line,
    the price. `round_ticks` is what a charge of a coach-day line is rounded up to.
    """

    id: str
    title: str
    unit: LineUnit
    quantity: int
    rate_cents: int
    round_ticks: int


@dataclass(frozen=True, slots=True)
class Contract:
    """What the client pays for. Money in cents; coach-days in ticks, `ticks_per_day` to a day.

    The tick is the largest fraction of a coach-day of which every quantity and every rounding
    step of the contract is a whole number.
    """

    state: str
    client: str
    total_cents: int | None
    between_cents: tuple[int, int] | None
    ticks_per_day: int
    lines: Mapping[str, Line]
