"""What the sessions of one date charge a line of coach-days, for one facilitator.

Where `[billing]` says nothing of dates, each session charges by its own length wherever it lies
(`planner.domain.charge.quantity`). Otherwise the charge belongs to line, facilitator and date:

1. Each part counts its share of the working day; each day of a session of N days is a full day.
2. A share is rounded up to the line's step in its mode. With `share_halves`, the sessions shorter
   than a day that start in one half and have one step are added up first, to half a day at most,
   and rounded once.
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

    `share` is in units of 1 / (2 x working minutes) of a day, rounded up to a multiple of `step`
    ticks. `half` is where it is charged together with others, None when it is charged for itself.
    `least` is what its date charges at least, in ticks.
    """

    half: Half | None
    share: int
    step: int
    least: int

    @property
    def together(self) -> tuple[Half, int] | None:
        """What tells those that are added up before they are rounded; None: it stands alone."""
        return None if self.half is None else (self.half, self.step)


def step(line: Line, mode: str) -> int:
    """Return what a charge of a line in a mode is rounded up to, in the line's smallest unit."""
    virtual = line.virtual_round_ticks
    return virtual if mode == Mode.VIRTUAL and virtual is not None else line.round_ticks


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a line of coach-days is charged, date by date."""

    line: Line
    contract: Contract
    day: Day

    def piece(self, length: Length, mode: str, start: datetime) -> Piece:
        """Return what a part counts that starts at a time on the engagement's clocks."""
        billing, rounding = self.contract.billing, step(self.line, mode)
        least = billing.on_site_minimum_ticks if mode == Mode.IN_PERSON else 0
        if length.unit is LengthUnit.MINUTES:
            share = 2 * length.amount
        elif length.unit is LengthUnit.HALVES:
            share = self.day.minutes * length.amount
        else:
            return Piece(None, 2 * self.day.minutes, rounding, least)
        if not billing.share_halves:
            return Piece(None, share, rounding, least)
        return Piece(self.day.half_at(start.hour * 60 + start.minute), share, rounding, least)

    def charge(self, pieces: Iterable[Piece]) -> int:
        """Return what a date of these pieces, at least one, charges in ticks."""
        ticks, least = 0, 0
        halves: dict[tuple[Half, int], int] = defaultdict(int)
        for piece in pieces:
            least = max(least, piece.least)
            if piece.together is None:
                ticks += self.rounded(piece.share, piece.step)
            else:
                halves[piece.together] += piece.share
        ticks += sum(self.of_half(share, step) for (_, step), share in halves.items())
        return self.capped(max(ticks, least))

    def rounded(self, share: int, step: int) -> int:
        """Return a share in ticks, rounded up to a step."""
        whole = 2 * self.day.minutes * step
        return -(-self.contract.ticks_per_day * share // whole) * step

    def of_half(self, share: int, step: int) -> int:
        """Return what the sessions that share a half and a step charge in ticks."""
        return self.rounded(min(share, self.day.minutes), step)

    @property
    def has_limits(self) -> bool:
        """Tell whether a date charges anything but the sum of what lies on it."""
        billing = self.contract.billing
        return billing.on_site_minimum_ticks > 0 or billing.day_cap_ticks is not None

    def capped(self, ticks: int) -> int:
        """Return ticks, or what a date charges at most."""
        cap = self.contract.billing.day_cap_ticks
        return ticks if cap is None else min(ticks, cap)
