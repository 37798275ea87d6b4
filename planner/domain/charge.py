"""What each session charges its contract line: one table for caps, contract and reports.

A session charges its line for each of its facilitators by its own length (DESIGN section 4):
coach-day lines half a day, a day or N days, minutes by their share of a working day, rounded up
to the line's step; session lines 1; hour lines their minutes; price lines nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Contract, Day, Length, LengthUnit, Line, LineUnit, Problem


@dataclass(frozen=True, slots=True)
class Charge:
    """What one facilitator's part of a session charges.

    `quantity` is in the smallest countable of the line's unit (see `problem.Line`), `ticks` the
    coach-days in it (0 unless the line buys coach-days), `cents` the money.
    """

    session: str
    line: str | None
    facilitator: str
    part: Part
    quantity: int
    ticks: int
    cents: int


def quantity(line: Line, contract: Contract, day: Day, length: Length) -> int:
    """Return what one session charges a line for one facilitator, in the line's smallest unit."""
    if line.unit is LineUnit.COACH_DAYS:
        return _ticks(line, contract, day, length)
    if line.unit is LineUnit.SESSIONS:
        return 1
    if line.unit is LineUnit.HOURS:
        return _minutes(day, length)
    return 0


def session_quantity(problem: Problem, id: str) -> int:
    """Return what a session charges its line for one facilitator; 0 when it has no line."""
    session, contract = problem.sessions[id], problem.engagement.contract
    if session.line is None or contract is None:
        return 0
    line = contract.lines[session.line]
    return quantity(line, contract, problem.engagement.day, session.length)


def charges(problem: Problem, plan: Plan) -> Iterator[Charge]:
    """Yield the charges of a plan: one for each session, part and facilitator, in that order."""
    for placed in plan.sessions:
        yield from _charges_of(problem, placed)


def charged(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Return what is charged to each line of the contract, in the line's smallest unit."""
    contract = problem.engagement.contract
    totals = dict.fromkeys(contract.lines, 0) if contract else {}
    for placed in plan.sessions:
        line = problem.sessions[placed.id].line
        if line is not None:
            totals[line] += session_quantity(problem, placed.id) * len(placed.facilitators)
    return totals


def cents(line: Line, contract: Contract, amount: int) -> int:
    """Return the price of a quantity in cents, half a cent rounded up."""
    whole = {
        LineUnit.COACH_DAYS: contract.ticks_per_day,
        LineUnit.SESSIONS: 1,
        LineUnit.HOURS: 60,
        LineUnit.PRICE: 1,
    }[line.unit]
    return (2 * line.rate_cents * amount + whole) // (2 * whole)


def coach_days(ticks: int, ticks_per_day: int) -> Decimal:
    """Return ticks as coach-days, exactly, with at least one decimal: 8.0, 0.5, 0.25."""
    days = (Decimal(ticks) / Decimal(ticks_per_day)).normalize()
    return days.quantize(Decimal("0.1")) if days == days.quantize(Decimal("0.1")) else days


def money(amount: int) -> Decimal:
    """Return cents as currency with two decimals."""
    return Decimal(amount).scaleb(-2)


def _charges_of(problem: Problem, placed: PlacedSession) -> Iterator[Charge]:
    line_id, contract = problem.sessions[placed.id].line, problem.engagement.contract
    line = contract.lines[line_id] if contract and line_id is not None else None
    total = session_quantity(problem, placed.id)
    amount = cents(line, contract, total) if line and contract else 0
    is_days = line is not None and line.unit is LineUnit.COACH_DAYS
    minutes = [part.minutes for part in placed.parts]
    quantities, amounts = split(total, minutes), split(amount, minutes)
    for part, part_quantity, part_cents in zip(placed.parts, quantities, amounts, strict=True):
        for facilitator in placed.facilitators:
            ticks = part_quantity if is_days else 0
            yield Charge(placed.id, line_id, facilitator, part, part_quantity, ticks, part_cents)


def split(total: int, weights: list[int]) -> list[int]:
    """Split a whole number by weights so that the pieces add up: largest remainder, first first."""
    whole = sum(weights)
    pieces = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(pieces)]:
        pieces[index] += 1
    return pieces


def _ticks(line: Line, contract: Contract, day: Day, length: Length) -> int:
    if length.unit is LengthUnit.HALVES:
        exact = contract.ticks_per_day * length.amount
        ticks, rest = divmod(exact, 2)
    elif length.unit is LengthUnit.MINUTES:
        ticks, rest = divmod(contract.ticks_per_day * length.amount, day.minutes)
    else:
        return contract.ticks_per_day * length.amount
    steps = -(-(ticks + bool(rest)) // line.round_ticks)
    return steps * line.round_ticks


def _minutes(day: Day, length: Length) -> int:
    if length.unit is LengthUnit.MINUTES:
        return length.amount
    if length.unit is LengthUnit.HALVES:
        return length.amount * day.am.minutes
    return length.amount * day.minutes
