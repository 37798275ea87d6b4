"""What amounts are counted in, each of it a column: only what a contract's lines buy, and money."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from planner.domain.charge import coach_days
from planner.domain.contract import Contract, LineUnit
from planner.domain.ledger import LedgerLine
from planner.domain.postings import Amount
from planner.reports.accounts import headed
from planner.reports.workbook.cells import EMPTY, Cell, Look, count, days, dollars, hours


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to count: its heading, and an amount as a cell of it, with a formula or without."""

    unit: LineUnit
    heading: str
    cell: Callable[[Amount, str], Cell]


def measures(contract: Contract) -> tuple[Measure, ...]:
    """Return how the lines of a contract are counted, in the order of its units; money last."""
    sold = {line.unit for line in contract.lines.values()}
    return (*counts(sold, contract.ticks_per_day), in_money(headed("Amount", contract.state)))


def counts(units: Collection[LineUnit], ticks_per_day: int) -> tuple[Measure, ...]:
    """Return the measures of some units but money, in their order; days in ticks of a size."""

    def in_days(amount: Amount, formula: str) -> Cell:
        return days(coach_days(amount.ticks, ticks_per_day), formula)

    known = (
        Measure(LineUnit.COACH_DAYS, "Coach-days", in_days),
        Measure(LineUnit.HOURS, "Hours", lambda amount, formula: hours(amount.minutes, formula)),
        Measure(
            LineUnit.SESSIONS, "Sessions", lambda amount, formula: count(amount.sessions, formula)
        ),
    )
    return tuple(one for one in known if one.unit in units)


def in_money(heading: str) -> Measure:
    """Return the measure of money."""
    return Measure(LineUnit.PRICE, heading, lambda amount, formula: dollars(amount.cents, formula))


def quantity(line: LedgerLine, figure: int, formula: str = "") -> Cell:
    """Return a quantity of a line, counted as the line is; of a price there is none."""
    look = {
        LineUnit.COACH_DAYS: Look.DAYS,
        LineUnit.HOURS: Look.HOURS,
        LineUnit.SESSIONS: Look.COUNT,
    }.get(line.line.unit)
    if look is None:
        return EMPTY
    if look is Look.DAYS:
        return days(coach_days(figure, line.per_unit), formula)
    return hours(figure, formula) if look is Look.HOURS else count(figure, formula)
