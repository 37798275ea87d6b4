"""What the sessions of one date charge a line of coach-days, for one facilitator.

Where `[billing]` says nothing of dates, each session charges by its own length wherever it lies
(`planner.domain.charge.quantity`). Otherwise the charge belongs to line, facilitator and date:

1. Each part counts its share of the working day; each day of a session of N days is a full day.
2. A share is rounded up to the line's step. With `share_halves`, the sessions shorter than a day
   that start in one half are added up first, to half a day at most, and rounded once.
3. These charges are added up.
4. A date with anything in person charges at least `on_site_minimum`.
5. No date charges more than `day_cap`.

A day that serves two lines is two dates here, one for each: no term reaches over lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planner.domain.clock import Half
from planner.domain.contract import Contract, Line
from planner.domain.problem import Day, Length, LengthUnit, Mode


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as its date counts it.

    `share` is in units of 1 / (2 x working minutes) of a day. `half` is where it is charged
    together with others, None when it is charged for itself. `least` is what its date charges at
    least, in ticks.
    """

    half: Half | None
    share: int
    least: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a line of coach-days is charged, date by date."""

    line: Line
    contract: Contract
    day: Day

    def piece(self, length: Length, mode: str, start: datetime) -> Piece:
        """Return what a part counts that starts at a time on the engagement's clocks."""
        billing = self.contract.billing
        least = billing.on_site_minimum_ticks if mode == Mode.IN_PERSON else 0
        if length.unit is LengthUnit.MINUTES:
            share = 2 * length.amount
        elif length.unit is LengthUnit.HALVES:
            share = self.day.minutes * length.amount
        else:
            return Piece(None, 2 * self.day.minutes, least)
        if not billing.share_halves:
            return Piece(None, share, least)
        return Piece(self.day.half_at(start.hour * 60 + start.minute), share, least)

    def charge(self, pieces: Iterable[Piece]) -> int:
        """Return what a date of these pieces, at least one, charges in ticks."""
        ticks, least = 0, 0
        halves: dict[Half, int] = defaultdict(int)
        for piece in pieces:
            least = max(least, piece.least)
            if piece.half is None:
                ticks += self.rounded(piece.share)
            else:
                halves[piece.half] += piece.share
        ticks += sum(self.of_half(share) for share in halves.values())
        return self.capped(max(ticks, least))

    def rounded(self, share: int) -> int:
        """Return a share in ticks, rounded up to the line's step."""
        step = self.line.round_ticks
        whole = 2 * self.day.minutes * step
        return -(-self.contract.ticks_per_day * share // whole) * step

    def of_half(self, share: int) -> int:
        """Return what the sessions that share a half charge in ticks."""
        return self.rounded(min(share, self.day.minutes))

    @property
    def has_limits(self) -> bool:
        """Tell whether a date charges anything but the sum of what lies on it."""
        billing = self.contract.billing
        return billing.on_site_minimum_ticks > 0 or billing.day_cap_ticks is not None

    def capped(self, ticks: int) -> int:
        """Return ticks, or what a date charges at most."""
        cap = self.contract.billing.day_cap_ticks
        return ticks if cap is None else min(ticks, cap)
