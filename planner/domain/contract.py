"""What the client pays for: the lines of a contract, and how a date is billed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DRAFT = "draft"
"""The state of a contract that nobody has signed yet."""


NO_LINE = "none"
"""What files have for the line of what charges none."""


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
    the price. `opening` is what was used before anything here is placed: counted like `quantity`,
    of a price line in cents. `round_ticks` is what a charge of a coach-day or hour line is rounded
    up to, counted like `quantity`; `virtual_round_ticks` the same of virtual sessions, None where
    the mode is all one. `on`: the dates on which a price is charged, in equal parts; none where it
    is charged on no date. `purchase_order` is the client's number for it, "" without one.
    """

    id: str
    title: str
    unit: LineUnit
    quantity: int
    rate_cents: int
    round_ticks: int
    opening: int = 0
    virtual_round_ticks: int | None = None
    on: tuple[date, ...] = ()
    purchase_order: str = ""

    @property
    def available(self) -> int:
        """What is left to be charged before any session is placed, at least nothing."""
        return max(self.quantity - self.opening, 0)


@dataclass(frozen=True, slots=True)
class Billing:
    """What of a date matters besides the length of each session; see `planner.domain.tariff`.

    Coach-days in ticks. Each trip costs `trip_cents`, paid by the price line `expenses_line`, whose
    price is the most that they may come to; None: they cost nothing, or no line pays them.
    `charges_cancelled`: a session that was cancelled once it had a date is charged all the same,
    unless `notice_days` before its date the client had said so; None: however early that was.
    """

    share_halves: bool = False
    on_site_minimum_ticks: int = 0
    day_cap_ticks: int | None = None
    trip_cents: int = 0
    expenses_line: str | None = None
    charges_cancelled: bool = False
    notice_days: int | None = None

    @property
    def is_by_date(self) -> bool:
        """Tell whether a charge belongs to line, facilitator and date, not to a session alone."""
        return self.share_halves or self.has_limits

    @property
    def has_limits(self) -> bool:
        """Tell whether a date charges anything but the sum of what lies on it."""
        return self.on_site_minimum_ticks > 0 or self.day_cap_ticks is not None

    def capped(self, ticks: int) -> int:
        """Return ticks, or what a date charges at most."""
        return ticks if self.day_cap_ticks is None else min(ticks, self.day_cap_ticks)

    def charges_late(self, on: date, cancelled_on: date | None) -> bool:
        """Tell whether what was to be held on a date is charged, given when it was cancelled."""
        if not self.charges_cancelled:
            return False
        if self.notice_days is None or cancelled_on is None:
            return True
        return (on - cancelled_on).days < self.notice_days


BY_LENGTH = Billing()
"""Each session charges by its own length, and trips cost nothing."""

JULY = 7
"""The month in which the fiscal year of most school districts begins."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What the client pays for. Money in cents; coach-days in ticks, `ticks_per_day` to a day.

    The tick is the largest fraction of a coach-day of which every quantity, every rounding step
    and every term of billing is a whole number. The client's fiscal years begin on the first of
    `fiscal_year_month`, 1 to 12.
    """

    state: str
    client: str
    total_cents: int | None
    between_cents: tuple[int, int] | None
    ticks_per_day: int
    lines: Mapping[str, Line]
    billing: Billing = BY_LENGTH
    fiscal_year_month: int = JULY

    @property
    def is_draft(self) -> bool:
        """Tell whether nobody has signed yet, so that none of its money is due."""
        return self.state == DRAFT
