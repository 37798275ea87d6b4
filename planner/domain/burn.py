"""How fast a contract is used up: month by month, beside an even pace over its dates.

What is used by a date is what was used before, what was delivered by then, and what is planned
by then and the log says nothing of. An even pace uses the same on every date of the contract.
Lines of whose use nobody knows a date, fixed prices that no session and no trip uses up, are
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.contract import LineUnit
from planner.domain.ledger import Ledger, LedgerLine
from planner.domain.postings import Books, Posting
from planner.domain.problem import Engagement, Problem


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of money, in cents.

    `used` is all that is used by its end, what was used before included; `even` what an even pace
    would have used by then, rounded down.
    """

    first: date
    planned: int
    delivered: int
    awaited: int
    used: int
    even: int


@dataclass(frozen=True, slots=True)
class LineBurn:
    """A line as it burns, in the smallest countable of its unit; of a price line, in cents.

    `used` and `even` are those before today, `even` rounded down. `runs_out` is the date that uses
    the last of it, None where some is left at the end; `unused` is what is.
    """

    of: LedgerLine
    contracted: int
    used: int
    even: int
    runs_out: date | None
    unused: int

    @property
    def is_below(self) -> bool:
        """Tell whether less is used by now than an even pace would have used."""
        return self.used < self.even


@dataclass(frozen=True, slots=True)
class Burn:
    """The contract as it burns: in money by month, and line by line.

    `contracted` and `opening` are the money of the lines that are told of, in cents; `undated` are
    the lines that are not.
    """

    today: date
    contracted: int
    opening: int
    months: tuple[Month, ...]
    lines: tuple[LineBurn, ...]
    undated: tuple[LedgerLine, ...]

    @property
    def below(self) -> tuple[LineBurn, ...]:
        """The lines of which less is used by now than an even pace would have used."""
        return tuple(line for line in self.lines if line.is_below)

    @property
    def unused(self) -> tuple[LineBurn, ...]:
        """The lines of which some would be left at the contract's end."""
        return tuple(line for line in self.lines if line.unused)


def burn(problem: Problem, book: Ledger, posted: Books) -> Burn:
    """Return how a contract is used up by a plan and what was delivered, seen from today."""
    dated = {posting.line for posting in (*posted.planned, *posted.delivered)}
    lines = [
        one for one in book.lines if one.line.unit is not LineUnit.PRICE or one.line.id in dated
    ]
    money = [line.money for line in lines]
    contracted = sum(balance.contracted for balance in money)
    opening = sum(balance.opening for balance in money)
    return Burn(
        today=problem.today,
        contracted=contracted,
        opening=opening,
        months=tuple(_months(problem.engagement, posted, contracted, opening)),
        lines=tuple(_line(problem, line, posted.outlook) for line in lines),
        undated=tuple(line for line in book.lines if line not in lines),
    )


def even_pace(engagement: Engagement, contracted: int, until: date) -> int:
    """Return what an even pace uses before a date, rounded down."""
    return contracted * _gone(engagement, until) // _days(engagement)


def _days(engagement: Engagement) -> int:
    return (engagement.last - engagement.first).days + 1


def _gone(engagement: Engagement, until: date) -> int:
    """Return how many of the contract's dates lie before a date."""
    return min(max((until - engagement.first).days, 0), _days(engagement))


def _months(
    engagement: Engagement, posted: Books, contracted: int, opening: int
) -> Iterator[Month]:
    used = opening
    dates = [posting.date for posting in (*posted.planned, *posted.delivered)]
    for first in _firsts(min([engagement.first, *dates]), max([engagement.last, *dates])):
        after = _next(first)
        planned, delivered, awaited = (
            sum(one.amount.cents for one in listed if first <= one.date < after)
            for listed in (posted.planned, posted.delivered, posted.awaited)
        )
        used += delivered + awaited
        even = even_pace(engagement, contracted, after)
        yield Month(first, planned, delivered, awaited, used, even)


def _line(problem: Problem, line: LedgerLine, outlook: Iterable[Posting]) -> LineBurn:
    unit = line.line.unit
    balance = line.money if unit is LineUnit.PRICE else line.quantity
    uses = sorted(
        (one.date, one.amount.quantity(unit)) for one in outlook if one.line == line.line.id
    )
    used = balance.opening + sum(amount for on, amount in uses if on < problem.today)
    engagement = problem.engagement
    even = even_pace(engagement, balance.contracted, problem.today)
    return LineBurn(
        of=line,
        contracted=balance.contracted,
        used=used,
        even=even,
        runs_out=_runs_out(engagement, balance.contracted, balance.opening, uses),
        unused=max(balance.contracted - balance.opening - sum(amount for _, amount in uses), 0),
    )


def _runs_out(
    engagement: Engagement, contracted: int, opening: int, uses: Sequence[tuple[date, int]]
) -> date | None:
    if opening >= contracted:
        return engagement.first
    used = opening
    for on, amount in uses:
        used += amount
        if used >= contracted:
            return on
    return None


def _firsts(first: date, last: date) -> Iterator[date]:
    """Yield the first of each month from that of one date to that of another."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    """Return the first of the month after one that starts on a date."""
    return (month + timedelta(days=31)).replace(day=1)
