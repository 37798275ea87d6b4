"""Every row of the ledger, dated: what a line pays, whatever it pays for.

A posting is a charge, a trip that a line pays, or a dated fee. All postings of a line add up to
its figures in the ledger, so that whatever they are told apart by adds up to it too.

What is said of a slot once its month is closed leaves that month as it was signed: what the last
word there charged is taken back, and what the new word charges is posted, both on the day that
it was entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planner.domain.clock import moment
from planner.domain.contract import Contract, LineUnit
from planner.domain.delivery import Awaited, awaited, slots
from planner.domain.log import Amounts, Closing, Entry, Slot, entries_of, month_of
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Amount:
    """Coach-days in ticks, minutes of hour lines, sessions of session lines, money in cents."""

    ticks: int = 0
    minutes: int = 0
    sessions: int = 0
    cents: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(
            self.ticks + other.ticks,
            self.minutes + other.minutes,
            self.sessions + other.sessions,
            self.cents + other.cents,
        )

    def __neg__(self) -> Amount:
        return Amount(-self.ticks, -self.minutes, -self.sessions, -self.cents)

    def quantity(self, unit: LineUnit) -> int:
        """Return what of it a line of some unit counts; of a price, the money."""
        return {
            LineUnit.COACH_DAYS: self.ticks,
            LineUnit.HOURS: self.minutes,
            LineUnit.SESSIONS: self.sessions,
            LineUnit.PRICE: self.cents,
        }[unit]


NOTHING = Amount()


class Kind(StrEnum):
    """What a line pays for."""

    SESSION = "session"
    TRIP = "expenses"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class Posting:
    """What one line pays on one date, on the engagement's clocks.

    `site` is None where a part is virtual, and of a fee, which has no facilitator either. `session`
    is "" where none is named; `part` is None of what is no session. `is_correction`: it changes
    what was signed before.
    """

    kind: Kind
    line: str
    date: date
    facilitator: str | None
    site: str | None
    amount: Amount
    session: str
    part: Part | None
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Books:
    """All postings of a plan and of the log.

    `planned` is what the plan charges, delivered or not, `awaited` what of it the log says nothing
    of yet; `delivered` is what the log confirms. `is_logged`: the log says anything at all.
    """

    planned: tuple[Posting, ...]
    awaited: tuple[Posting, ...]
    delivered: tuple[Posting, ...]
    is_logged: bool

    @property
    def postings(self) -> tuple[Posting, ...]:
        """What is planned, and what is delivered."""
        return (*self.planned, *self.delivered)

    @property
    def outlook(self) -> tuple[Posting, ...]:
        """What has been delivered, and what still will be if all goes as planned."""
        return (*self.delivered, *self.awaited)


def books(problem: Problem, plan: Plan) -> Books:
    """Return the postings of a plan and of the log: charges in their order, then trips and fees.

    What charges nothing is left out.
    """
    contract = problem.engagement.contract
    if contract is None:
        return Books((), (), (), is_logged=False)
    post = _Post(problem, contract)
    return Books(
        planned=tuple(filter(None, map(post.slot, slots(problem, plan)))),
        awaited=tuple(filter(None, map(post.slot, awaited(problem, plan)))),
        delivered=tuple(post.delivered()),
        is_logged=bool(entries_of(problem.log)),
    )


def total(amounts: Iterable[Amount]) -> Amount:
    """Add up amounts."""
    return sum(amounts, NOTHING)


@dataclass(frozen=True, slots=True)
class _Post:
    """Makes postings of what is charged under a contract."""

    problem: Problem
    contract: Contract

    def slot(self, one: Awaited) -> Posting | None:
        """Return what a slot of the plan charges, None of nothing."""
        return self._posting(one.slot, one.line, one.slot.facilitator, one.part, one.amounts)

    def delivered(self) -> Iterator[Posting]:
        """Yield what the log confirms: of each slot the last word, and what it corrects."""
        said: dict[Slot, list[Posting]] = defaultdict(list)
        words: dict[Slot, tuple[Entry, Posting | None]] = {}
        signed: set[str] = set()
        for one in self.problem.log:
            if isinstance(one, Closing):
                signed.add(one.month)
                continue
            now, rows = self._entry(one), said[one.slot]
            if one.slot in words:
                entry, before = words[one.slot]
                now = now and replace(now, is_correction=entry.month in signed or len(rows) > 1)
                if before is not None and entry.month in signed:
                    rows.append(_taken_back(before, _counted_on(one, self._date(one))))
                elif before is not None:
                    rows.pop()
            rows += [now] if now is not None else []
            words[one.slot] = one, now
        for rows in said.values():
            yield from rows

    def _entry(self, entry: Entry) -> Posting | None:
        part = entry.held or entry.planned
        if part is None:
            return None
        posting = self._posting(entry.slot, entry.line, entry.facilitator, part, entry.amounts)
        return posting and replace(posting, date=_counted_on(entry, posting.date))

    def _date(self, entry: Entry) -> date:
        part = entry.held or entry.planned
        zone = self.problem.engagement.zone
        return entry.entered if part is None else moment(part.start, zone).date()

    def _posting(
        self, slot: Slot, line: str | None, facilitator: str, part: Part, amounts: Amounts
    ) -> Posting | None:
        found = self.contract.lines.get(line) if line is not None else None
        if found is None or amounts == Amounts(0, 0):
            return None
        return Posting(
            kind=_kind(slot),
            line=found.id,
            date=moment(part.start, self.problem.engagement.zone).date(),
            facilitator=facilitator or None,
            site=part.site,
            amount=_amount(amounts, found.unit),
            session=slot.session,
            part=None if slot.is_money else part,
        )


def _counted_on(entry: Entry, on: date) -> date:
    """Return the date on which an entry counts: that of its entry once its own month is closed."""
    return on if month_of(on) == entry.month else entry.entered


def _taken_back(posting: Posting, on: date) -> Posting:
    return replace(posting, date=on, amount=-posting.amount, is_correction=True)


def _kind(slot: Slot) -> Kind:
    if slot.is_money:
        return Kind.TRIP if slot.is_trip else Kind.FEE
    return Kind.SESSION


def _amount(amounts: Amounts, unit: LineUnit) -> Amount:
    return Amount(
        ticks=amounts.quantity if unit is LineUnit.COACH_DAYS else 0,
        minutes=amounts.quantity if unit is LineUnit.HOURS else 0,
        sessions=amounts.quantity if unit is LineUnit.SESSIONS else 0,
        cents=amounts.cents,
    )
