"""Every row of the ledger, dated: what a line pays, whatever it pays for.

A posting is a charge, or a trip that a line pays. All postings of a line add up to its figures
in the ledger, so that whatever they are told apart by adds up to it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.charge import Charge, charges
from planner.domain.clock import moment
from planner.domain.contract import Contract, LineUnit
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.trips import trips


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

    def __bool__(self) -> bool:
        return bool(self.ticks or self.minutes or self.sessions or self.cents)

    def quantity(self, unit: LineUnit) -> int:
        """Return what of it a line of some unit counts; of a price, the money."""
        return {
            LineUnit.COACH_DAYS: self.ticks,
            LineUnit.HOURS: self.minutes,
            LineUnit.SESSIONS: self.sessions,
            LineUnit.PRICE: self.cents,
        }[unit]


NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Posting:
    """What one line pays on one date, on the engagement's clocks.

    `session` and `part` are None of a trip, which `facilitator` made to `site`; else `site` is
    None where the part is virtual.
    """

    line: str
    date: date
    facilitator: str
    site: str | None
    amount: Amount
    session: str | None
    part: Part | None


@dataclass(frozen=True, slots=True)
class Books:
    """All postings of a plan and of the log.

    `planned` is what the plan charges, delivered or not, `awaited` what of it the log says nothing
    of yet; `delivered` is what the log confirms.
    """

    planned: tuple[Posting, ...]
    awaited: tuple[Posting, ...]
    delivered: tuple[Posting, ...]

    @property
    def outlook(self) -> tuple[Posting, ...]:
        """What has been delivered, and what still will be if all goes as planned."""
        return (*self.delivered, *self.awaited)


def books(problem: Problem, plan: Plan) -> Books:
    """Return the postings of a plan and of the log: charges in their order, then trips.

    What charges nothing is left out.
    """
    contract = problem.engagement.contract
    if contract is None:
        return Books((), (), ())
    charged = _posted(problem, contract, charges(problem, plan))
    planned = (*charged, *_trips(problem, plan, contract))
    return Books(planned, planned, ())


def total(amounts: Iterable[Amount]) -> Amount:
    """Add up amounts."""
    return sum(amounts, NOTHING)


def _posted(problem: Problem, contract: Contract, charged: Iterable[Charge]) -> Iterator[Posting]:
    for charge in charged:
        if charge.line is None:
            continue
        amount = _amount(charge, contract.lines[charge.line].unit)
        if amount:
            on = moment(charge.part.start, problem.engagement.zone).date()
            site, part = charge.part.site, charge.part
            yield Posting(charge.line, on, charge.facilitator, site, amount, charge.session, part)


def _amount(charge: Charge, unit: LineUnit) -> Amount:
    return Amount(
        ticks=charge.ticks,
        minutes=charge.quantity if unit is LineUnit.HOURS else 0,
        sessions=charge.quantity if unit is LineUnit.SESSIONS else 0,
        cents=charge.cents,
    )


def _trips(problem: Problem, plan: Plan, contract: Contract) -> Iterator[Posting]:
    paid_by = contract.billing.expenses_line
    if paid_by is None:
        return
    each = Amount(cents=contract.billing.trip_cents)
    for day, facilitator, site in trips(problem, plan.sessions):
        yield Posting(paid_by, day, facilitator, site, each, None, None)
