"""What is charged on a date whether anything is held or not: fixed prices that have one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.charge import split
from planner.domain.contract import Contract


@dataclass(frozen=True, slots=True)
class Fee:
    """A price, or an equal part of one, that a line is charged on a date, in cents."""

    date: date
    line: str
    cents: int


def fees(contract: Contract) -> tuple[Fee, ...]:
    """Return the dated fees of a contract by date, those of one date in the order of its lines.

    What was used of a price before is charged on no date. A cent that does not go evenly falls on
    the earlier dates.
    """
    return tuple(sorted(_fees(contract), key=lambda fee: fee.date))


def _fees(contract: Contract) -> Iterator[Fee]:
    for line in contract.lines.values():
        left = max(line.rate_cents - line.opening, 0)
        for on, part in zip(line.on, split(left, [1] * len(line.on)), strict=True):
            yield Fee(on, line.id, part)
