"""What the log counts in each month, so that a closed month stays as it was signed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planner.domain.delivery import counts_days
from planner.domain.log import Entry, closings, in_turn
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the log: coach-days in ticks, money in cents, and when it was closed, or ""."""

    month: str
    ticks: int
    cents: int
    closed: str


def booked(problem: Problem) -> tuple[Month, ...]:
    """Return the months of the log in order; together they are what is delivered.

    An entry counts in its own month, and takes the place of the entry before it of its slot. Where
    that one's month was closed in between, it is taken back in the month of the new entry, so that
    the closed month keeps what was signed and the new one shows the difference.
    """
    totals: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for word in in_turn(problem.log):
        if word.before is not None:
            was = word.before.month
            month = word.entry.month if was in word.signed else was
            _add(problem, totals, month, word.before, -1)
        _add(problem, totals, word.entry.month, word.entry, 1)
    closed = closings(problem.log)
    return tuple(
        Month(month, *totals[month], closed=str(closed.get(month, "")))
        for month in sorted({*totals, *closed})
    )


def _add(
    problem: Problem, totals: dict[str, tuple[int, int]], month: str, entry: Entry, sign: int
) -> None:
    ticks, cents = totals[month]
    days = entry.amounts.quantity if counts_days(problem, entry.line) else 0
    totals[month] = ticks + sign * days, cents + sign * entry.amounts.cents
