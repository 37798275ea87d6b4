"""What each session charges its contract line: one table for caps, contract and reports.

A session charges its line for each of its facilitators by its own length, wherever it is placed.
A length is a share of the working day, which is AM and PM without lunch: coach-day lines charge
that share and hour lines its minutes, rounded up to the line's step, which may depend on the mode;
session lines 1; price lines nothing, for they have fees (`planner.domain.fees`).

A session that was missed or cancelled charges nothing. Where `[billing]` charges what is cancelled,
one that had a date, and less notice than is asked, charges as if it had been held there; it makes
no trip.

Where `[billing]` has terms for dates, coach-day lines are charged by facilitator and date instead
(`planner.domain.tariff`), each line's split over its parts of that date by their minutes. Money is
rounded once, at the charge. Expenses of trips are no charge of any session; the ledger has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.domain.by_hand import Mark
from planner.domain.clock import moment
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Day, Length, LengthUnit, Problem, Session, Visit
from planner.domain.tariff import Piece, Tariff, charged_by_line, step, tariffs


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


def charges(problem: Problem, plan: Plan) -> Iterator[Charge]:
    """Yield the charges of a plan: one for each session, part and facilitator, in that order."""
    sessions = [*plan.sessions, *still_charged(problem)]
    sessions.sort(key=lambda placed: (placed.start, placed.id))
    rows = [charge for placed in sessions for charge in _charges_of(problem, placed)]
    contract = problem.engagement.contract
    if contract and contract.billing.is_by_date:
        modes = {placed.id: placed.mode for placed in sessions}
        _bill_by_date(problem, contract, modes, rows)
    yield from rows


def charges_by_session(problem: Problem, plan: Plan) -> Mapping[str, tuple[Charge, ...]]:
    """Return the charges of every session that is placed or charges all the same, by its id."""
    found: dict[str, list[Charge]] = {placed.id: [] for placed in plan.sessions}
    for charge in charges(problem, plan):
        found.setdefault(charge.session, []).append(charge)
    return {id: tuple(listed) for id, listed in found.items()}


def still_charged(problem: Problem) -> tuple[PlacedSession, ...]:
    """Return where the cancelled sessions were that the contract charges all the same."""
    contract = problem.engagement.contract
    if contract is None:
        return ()
    zone, known = problem.engagement.zone, problem.baseline
    return tuple(
        known[id]
        for id, said in problem.by_hand.items()
        if said.mark is Mark.CANCELLED and id in known
        if contract.billing.charges_late(known[id].date(zone), said.cancelled_on)
    )


def charged(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Return what is charged to each line of the contract, in the line's smallest unit."""
    contract = problem.engagement.contract
    totals = dict.fromkeys(contract.lines, 0) if contract else {}
    for charge in charges(problem, plan):
        if charge.line is not None:
            totals[charge.line] += charge.quantity
    return totals


def session_quantity(problem: Problem, id: str, mode: str) -> int:
    """Return what a session by itself charges its line for one facilitator; 0 without a line."""
    session, contract = problem.sessions[id], problem.engagement.contract
    if session.line is None or contract is None:
        return 0
    line = contract.lines[session.line]
    return quantity(line, contract, problem.engagement.day, session.length, mode)


def least_quantity(problem: Problem, visit: Visit, session: Session) -> int:
    """Return what a session of a visit charges at least, in whichever of its modes it is held."""
    return min(session_quantity(problem, session.id, mode) for mode in visit.modes)


def quantity(line: Line, contract: Contract, day: Day, length: Length, mode: str) -> int:
    """Return what one session charges a line for one facilitator, in the line's smallest unit."""
    amount, whole = _share(day, length)
    if line.unit in (LineUnit.COACH_DAYS, LineUnit.HOURS):
        is_days = line.unit is LineUnit.COACH_DAYS
        of_day = contract.ticks_per_day if is_days else day.minutes
        return _quotient_up(of_day * amount, whole * step(line, mode)) * step(line, mode)
    return 1 if line.unit is LineUnit.SESSIONS else 0


def per_unit(line: Line, contract: Contract) -> int:
    """Return how many of the line's smallest countable make one unit: the price of `rate_cents`."""
    if line.unit is LineUnit.COACH_DAYS:
        return contract.ticks_per_day
    return 60 if line.unit is LineUnit.HOURS else 1


def cents(line: Line, contract: Contract, amount: int) -> int:
    """Return the price of a quantity in cents, half a cent rounded up."""
    whole = per_unit(line, contract)
    return (2 * line.rate_cents * amount + whole) // (2 * whole)


def contracted_cents(line: Line, contract: Contract) -> int:
    """Return the price of all that the line bought; of a price line, the price."""
    if line.unit is LineUnit.PRICE:
        return line.rate_cents
    return cents(line, contract, line.quantity)


def coach_days(ticks: int, ticks_per_day: int) -> Decimal:
    """Return ticks as coach-days, exactly, with at least one decimal: 8.0, 0.5, 0.25."""
    days = Decimal(ticks) / Decimal(ticks_per_day)
    tenths = days.quantize(Decimal("0.1"))
    return tenths if days == tenths else days.normalize()


def money(amount: int) -> Decimal:
    """Return cents as currency with two decimals."""
    return Decimal(amount).scaleb(-2)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole number by weights so that the pieces add up: largest remainder, first first."""
    whole = sum(weights)
    pieces = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(pieces)]:
        pieces[index] += 1
    return pieces


def _charges_of(problem: Problem, placed: PlacedSession) -> Iterator[Charge]:
    line_id, contract = problem.sessions[placed.id].line, problem.engagement.contract
    line = contract.lines[line_id] if contract and line_id is not None else None
    total = session_quantity(problem, placed.id, placed.mode)
    amount = cents(line, contract, total) if line and contract else 0
    is_days = line is not None and line.unit is LineUnit.COACH_DAYS
    minutes = [part.minutes for part in placed.parts]
    quantities, amounts = split(total, minutes), split(amount, minutes)
    for part, part_quantity, part_cents in zip(placed.parts, quantities, amounts, strict=True):
        for facilitator in placed.facilitators:
            ticks = part_quantity if is_days else 0
            yield Charge(placed.id, line_id, facilitator, part, part_quantity, ticks, part_cents)


def _bill_by_date(
    problem: Problem, contract: Contract, modes: Mapping[str, str], rows: list[Charge]
) -> None:
    """Charge coach-day lines by facilitator and date, split over the rows of each line."""
    dates: dict[tuple[str, date], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, row in enumerate(rows):
        if row.line is not None and contract.lines[row.line].unit is LineUnit.COACH_DAYS:
            on = moment(row.part.start, problem.engagement.zone).date()
            dates[row.facilitator, on][row.line].append(index)
    known = tariffs(contract, problem.engagement.day)
    for by_line in dates.values():
        pieces = {
            id: [_piece(problem, modes, known[id], rows[index]) for index in indices]
            for id, indices in by_line.items()
        }
        for id, ticks in charged_by_line(contract, known, pieces).items():
            _share_out(contract, contract.lines[id], ticks, rows, by_line[id])


def _share_out(
    contract: Contract, line: Line, ticks: int, rows: list[Charge], indices: Iterable[int]
) -> None:
    """Split what a date charges a line over its rows, by their minutes and earlier first."""
    earlier_first = sorted(indices, key=lambda index: rows[index].part.start)
    minutes = [rows[index].part.minutes for index in earlier_first]
    amounts = split(cents(line, contract, ticks), minutes)
    for index, some, amount in zip(earlier_first, split(ticks, minutes), amounts, strict=True):
        rows[index] = replace(rows[index], quantity=some, ticks=some, cents=amount)


def _piece(problem: Problem, modes: Mapping[str, str], tariff: Tariff, row: Charge) -> Piece:
    start = moment(row.part.start, problem.engagement.zone)
    return tariff.piece(problem.sessions[row.session].length, modes[row.session], start)


def _share(day: Day, length: Length) -> tuple[int, int]:
    """Return a length as a fraction of the working day."""
    if length.unit is LengthUnit.MINUTES:
        return length.amount, day.minutes
    return length.amount, 2 if length.unit is LengthUnit.HALVES else 1


def _quotient_up(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)
