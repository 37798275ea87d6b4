"""What was bought, used before, planned, and is left: by contract line and in all.

Inside, whole numbers only: ticks of a coach-day, sessions, minutes, cents. `Decimal` and text
appear where a figure leaves for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.charge import (
    Charge,
    cents,
    charges,
    coach_days,
    contracted_cents,
    money,
    per_unit,
)
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.delivery import awaited, delivered
from planner.domain.fees import fees
from planner.domain.log import NOTHING, Amounts
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.trips import trips


@dataclass(frozen=True, slots=True)
class Balance:
    """What was bought of one thing, and what has become of it so far.

    `opening` was used before anything here is placed; `planned` is what all placed sessions charge,
    delivered or not; `delivered` what the log confirms, at its corrected charge; `awaited` what of
    `planned` the log says nothing of yet.
    """

    contracted: int
    planned: int
    opening: int
    delivered: int
    awaited: int

    @property
    def left(self) -> int:
        """What has not been used: contracted - opening - delivered."""
        return self.contracted - self.opening - self.delivered

    @property
    def unplanned(self) -> int:
        """What of `left` nothing is planned for; below 0 when more is used and planned."""
        return self.left - self.awaited


def scaled(balance: Balance, by: int) -> Balance:
    """Return a balance in a unit of which so many make one of its own."""
    return Balance(
        contracted=by * balance.contracted,
        planned=by * balance.planned,
        opening=by * balance.opening,
        delivered=by * balance.delivered,
        awaited=by * balance.awaited,
    )


def undelivered(contracted: int, planned: int, opening: int = 0) -> Balance:
    """Return a balance of which the log says nothing yet."""
    return Balance(contracted, planned, opening, delivered=0, awaited=planned)


@dataclass(frozen=True, slots=True)
class Expenses:
    """What all trips cost, in cents, and the price line that pays them, if one does."""

    trips: int
    cents: int
    line: str | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One contract line: `quantity` in the smallest countable of its unit, `money` in cents.

    `per_unit` of that countable make one unit; `sessions` are the placed ones on this line.
    """

    line: Line
    per_unit: int
    quantity: Balance
    money: Balance
    sessions: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether more is used and planned than was bought."""
        is_priced = self.line.unit is LineUnit.PRICE
        return (self.money if is_priced else self.quantity).unplanned < 0

    def text(self, quantity: int) -> str:
        """Write a quantity of this line exactly: coach-days 8.0, sessions 12, hours 37:30."""
        if self.line.unit is LineUnit.COACH_DAYS:
            return f"{coach_days(quantity, self.per_unit):f}"
        if self.line.unit is LineUnit.HOURS:
            hours, minutes = divmod(abs(quantity), self.per_unit)
            return f"{'-' if quantity < 0 else ''}{hours}:{minutes:02d}"
        return "" if self.line.unit is LineUnit.PRICE else str(quantity)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A contract against a plan.

    `days` counts the coach-day lines in ticks, `money` all lines in cents; `uncharged` are the
    placed sessions without a line. Without a contract there are no lines and all is uncharged.
    `expenses` is None where trips cost nothing.
    """

    lines: tuple[LedgerLine, ...]
    uncharged: tuple[str, ...]
    ticks_per_day: int
    expenses: Expenses | None = None

    @property
    def day_lines(self) -> tuple[LedgerLine, ...]:
        """The lines that buy coach-days."""
        return tuple(line for line in self.lines if line.line.unit is LineUnit.COACH_DAYS)

    @property
    def days(self) -> Balance:
        """All coach-day lines together, in ticks."""
        return total(line.quantity for line in self.day_lines)

    @property
    def money(self) -> Balance:
        """All lines together, in cents."""
        return total(line.money for line in self.lines)

    @property
    def agreed_cents(self) -> int:
        """What all lines cost, with the expenses that none of them pays."""
        beside = self.expenses.cents if self.expenses and self.expenses.line is None else 0
        return self.money.contracted + beside

    @property
    def is_delivered(self) -> bool:
        """Tell whether the log confirms anything that charges a line."""
        balances = (each for line in self.lines for each in (line.quantity, line.money))
        return any(balance.delivered for balance in balances)

    @property
    def over(self) -> tuple[LedgerLine, ...]:
        """The lines to which more is charged than was bought."""
        return tuple(line for line in self.lines if line.is_over)

    def coach_days(self, ticks: int) -> Decimal:
        """Return a figure of `days` as coach-days."""
        return coach_days(ticks, self.ticks_per_day)


def ledger(problem: Problem, plan: Plan) -> Ledger:
    """Add up the charges of a plan by contract line."""
    contract = problem.engagement.contract
    uncharged = tuple(
        placed.id for placed in plan.sessions if problem.sessions[placed.id].line is None
    )
    if contract is None:
        return Ledger(lines=(), uncharged=uncharged, ticks_per_day=1)
    table = tuple(charges(problem, plan))
    expenses = _expenses(problem, plan, contract)
    done = _by_line((one.line, Amounts(one.quantity, one.cents)) for one in delivered(problem))
    open_ = _by_line((one.line, one.amounts) for one in awaited(problem, plan))
    lines = tuple(
        _line(contract, line, table, expenses, (done[line.id], open_[line.id]))
        for line in contract.lines.values()
    )
    return Ledger(lines, uncharged, contract.ticks_per_day, expenses)


def dollars(cents: int) -> str:
    """Write cents as a person reads them: $16,200.00, and -$900.00 below zero."""
    return f"{'-' if cents < 0 else ''}${abs(money(cents)):,.2f}"


def _expenses(problem: Problem, plan: Plan, contract: Contract) -> Expenses | None:
    billing = contract.billing
    if not billing.trip_cents:
        return None
    made = len(trips(problem, plan.sessions))
    return Expenses(made, made * billing.trip_cents, billing.expenses_line)


def _line(
    contract: Contract,
    line: Line,
    table: Iterable[Charge],
    expenses: Expenses | None,
    done_and_awaited: tuple[Amounts, Amounts],
) -> LedgerLine:
    own = [charge for charge in table if charge.line == line.id]
    done, awaits = done_and_awaited
    paid = expenses.cents if expenses and expenses.line == line.id else 0
    paid += sum(fee.cents for fee in fees(contract) if fee.line == line.id)
    is_priced = line.unit is LineUnit.PRICE
    return LedgerLine(
        line=line,
        per_unit=per_unit(line, contract),
        quantity=Balance(
            line.quantity,
            sum(charge.quantity for charge in own),
            0 if is_priced else line.opening,
            done.quantity,
            awaits.quantity,
        ),
        money=Balance(
            contracted_cents(line, contract),
            sum(charge.cents for charge in own) + paid,
            line.opening if is_priced else cents(line, contract, line.opening),
            done.cents,
            awaits.cents,
        ),
        sessions=tuple(dict.fromkeys(charge.session for charge in own)),
    )


def _by_line(pairs: Iterable[tuple[str | None, Amounts]]) -> Mapping[str | None, Amounts]:
    """Add up amounts by line; nothing of a line that has none."""
    found: dict[str | None, Amounts] = defaultdict(lambda: NOTHING)
    for line, amounts in pairs:
        found[line] += amounts
    return found


def total(balances: Iterable[Balance]) -> Balance:
    """Add up balances of one unit."""
    listed = tuple(balances)
    return Balance(
        contracted=sum(balance.contracted for balance in listed),
        planned=sum(balance.planned for balance in listed),
        opening=sum(balance.opening for balance in listed),
        delivered=sum(balance.delivered for balance in listed),
        awaited=sum(balance.awaited for balance in listed),
    )
