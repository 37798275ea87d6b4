"""What the sessions of one date charge lines of coach-days, for one facilitator.

Where `[billing]` says nothing of dates, each session charges by its own length wherever it lies
(`planner.domain.charge.quantity`). Otherwise the charge belongs to line, facilitator and date. Of
each line by itself:

1. Each part counts its share of the working day; each day of a session of N days is a full day.
2. A share is rounded up to the line's step in its mode. With `share_halves`, the sessions shorter
   than a day that start in one half and have one step are added up first, to half a day at most,
   and rounded once.
3. These charges are added up.

Then of all lines of coach-days together:

4. A date with anything in person charges at least `on_site_minimum`. What is missing is charged to
   the first line, in the contract's order, that has anything in person that date.
5. No date charges more than `day_cap`. Lines are charged in the contract's order until it is full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.domain.clock import Half
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.problem import Day, Length, LengthUnit, Mode


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as its date counts it.

    `share` is in units of 1 / (2 x working minutes) of a day, rounded up to a multiple of `step`
    ticks. `half` is where it is charged together with others, None when it is charged for itself.
    `on_site`: it is held in person.
    """

    half: Half | None
    share: int
    step: int
    on_site: bool

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
        rounding, on_site = step(self.line, mode), mode == Mode.IN_PERSON
        if length.unit is LengthUnit.MINUTES:
            share = 2 * length.amount
        elif length.unit is LengthUnit.HALVES:
            share = self.day.minutes * length.amount
        else:
            return Piece(None, 2 * self.day.minutes, rounding, on_site)
        if not self.contract.billing.share_halves:
            return Piece(None, share, rounding, on_site)
        return Piece(self.day.half_at(start.hour * 60 + start.minute), share, rounding, on_site)

    def added_up(self, pieces: Iterable[Piece]) -> int:
        """Return what the pieces of a date on this line add up to, in ticks, before any limit."""
        ticks = 0
        halves: dict[tuple[Half, int], int] = defaultdict(int)
        for piece in pieces:
            if piece.together is None:
                ticks += self.rounded(piece.share, piece.step)
            else:
                halves[piece.together] += piece.share
        return ticks + sum(self.of_half(share, step) for (_, step), share in halves.items())

    def rounded(self, share: int, step: int) -> int:
        """Return a share in ticks, rounded up to a step."""
        whole = 2 * self.day.minutes * step
        return -(-self.contract.ticks_per_day * share // whole) * step

    def of_half(self, share: int, step: int) -> int:
        """Return what the sessions that share a half and a step charge in ticks."""
        return self.rounded(min(share, self.day.minutes), step)


def tariffs(contract: Contract, day: Day) -> Mapping[str, Tariff]:
    """Return how each line of coach-days is charged, by its id."""
    lines = (line for line in contract.lines.values() if line.unit is LineUnit.COACH_DAYS)
    return {line.id: Tariff(line, contract, day) for line in lines}


def charged_by_line(
    contract: Contract, known: Mapping[str, Tariff], pieces: Mapping[str, Sequence[Piece]]
) -> Mapping[str, int]:
    """Return what a date charges each line in ticks, given the pieces on each of them."""
    added_up = {id: known[id].added_up(some) for id, some in pieces.items()}
    on_site = {id for id, some in pieces.items() if any(piece.on_site for piece in some)}
    return _limited(contract, added_up, on_site)


def _limited(
    contract: Contract, added_up: Mapping[str, int], on_site: Collection[str]
) -> Mapping[str, int]:
    billing, charged = contract.billing, dict[str, int]()
    least = billing.on_site_minimum_ticks if on_site else 0
    missing = max(least - sum(added_up.values()), 0)
    room = billing.capped(sum(added_up.values()) + missing)
    for id in (id for id in contract.lines if id in added_up):
        more = missing if id in on_site else 0
        charged[id] = min(added_up[id] + more, room)
        missing, room = missing - more, room - charged[id]
    return charged
