"""What was bought, what the plan charges to it, and what is left: by contract line and in all.

Inside, whole numbers only: ticks of a coach-day, sessions, minutes, cents. `Decimal` and text
appear where a figure leaves for a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.charge import (
    Charge,
    charges,
    coach_days,
    contracted_cents,
    money,
    per_unit,
)
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Balance:
    """What was bought of one thing and what all placed sessions charge of it."""

    contracted: int
    planned: int

    @property
    def left(self) -> int:
        """What no placed session charges yet; below 0 when more is planned than was bought."""
        return self.contracted - self.planned


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
        """Tell whether more is planned than was bought."""
        return self.quantity.left < 0

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
    """

    lines: tuple[LedgerLine, ...]
    uncharged: tuple[str, ...]
    ticks_per_day: int

    @property
    def day_lines(self) -> tuple[LedgerLine, ...]:
        """The lines that buy coach-days."""
        return tuple(line for line in self.lines if line.line.unit is LineUnit.COACH_DAYS)

    @property
    def days(self) -> Balance:
        """All coach-day lines together, in ticks."""
        return _total(line.quantity for line in self.day_lines)

    @property
    def money(self) -> Balance:
        """All lines together, in cents."""
        return _total(line.money for line in self.lines)

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
    lines = tuple(_line(contract, line, table) for line in contract.lines.values())
    return Ledger(lines, uncharged, contract.ticks_per_day)


def dollars(cents: int) -> str:
    """Write cents as a person reads them: $16,200.00, and -$900.00 below zero."""
    return f"{'-' if cents < 0 else ''}${abs(money(cents)):,.2f}"


def _line(contract: Contract, line: Line, table: Iterable[Charge]) -> LedgerLine:
    own = [charge for charge in table if charge.line == line.id]
    return LedgerLine(
        line=line,
        per_unit=per_unit(line, contract),
        quantity=Balance(line.quantity, sum(charge.quantity for charge in own)),
        money=Balance(contracted_cents(line, contract), sum(charge.cents for charge in own)),
        sessions=tuple(dict.fromkeys(charge.session for charge in own)),
    )


def _total(balances: Iterable[Balance]) -> Balance:
    listed = tuple(balances)
    return Balance(
        sum(balance.contracted for balance in listed), sum(balance.planned for balance in listed)
    )
