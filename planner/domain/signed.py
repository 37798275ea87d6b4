"""In which month something counts that is said today, and which signed months it goes against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.claim import Claim
from planner.domain.clock import moment
from planner.domain.log import Entry, Slot, in_turn, month_of
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Months:
    """The month that something counts in, and those it goes against: when each was closed."""

    counted: str
    signed: Mapping[str, date]
    is_counted_late: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """The months that are closed on a day, and when each was."""

    problem: Problem
    today: date
    closed: Mapping[str, date]

    def months(self, word: Claim | Entry, before: Entry | None) -> Months:
        """Return the months of what is said today, after what was said before of the same slot."""
        natural = _natural(self.problem, word, self.today)
        touched = _touched(before, natural)
        signed = {month: self.closed[month] for month in touched if month in self.closed}
        counted = month_of(self.today) if signed else natural
        return Months(counted, signed, is_counted_late=counted in self.closed)


def corrections(problem: Problem) -> Mapping[Slot, Sequence[Entry]]:
    """Return what was said of each slot against a month that was closed by then.

    A correction may say what was signed once; only what was a correction itself is known to it.
    What was charged anew along with another was said by nobody.
    """
    found: dict[Slot, list[Entry]] = defaultdict(list)
    for word in in_turn(problem.log):
        one, before = word.entry, word.before
        is_new = before is None or one.says != before.says
        if is_new and not word.signed.isdisjoint(
            _touched(before, _natural(problem, one, one.entered))
        ):
            found[one.slot].append(one)
    return found


def _natural(problem: Problem, word: Claim | Entry, otherwise: date) -> str:
    """Return the month of the date that something is said of."""
    part = word.held or word.planned
    zone = problem.engagement.zone
    return month_of(moment(part.start, zone).date() if part else otherwise)


def _touched(before: Entry | None, natural: str) -> tuple[str, ...]:
    """Return the months that something is said of: its own, and that of the word before."""
    return (natural,) if before is None else (natural, before.month)
