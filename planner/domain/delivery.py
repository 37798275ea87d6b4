"""What was delivered, by the last word of the log on every slot, and what is still awaited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.domain.charge import Charge, charges, coach_days
from planner.domain.clock import instant, moment
from planner.domain.contract import LineUnit
from planner.domain.fees import fees
from planner.domain.follow import as_first_planned
from planner.domain.log import (
    AGREED,
    NOTHING,
    Amounts,
    Entry,
    Outcome,
    Said,
    Slot,
    held_sessions,
    last_words,
)
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.trips import trips


@dataclass(frozen=True, slots=True)
class Awaited:
    """A slot of the plan, and what it charges; of a trip the whole of its date is its part."""

    slot: Slot
    part: Part
    line: str | None
    amounts: Amounts


def delivered(problem: Problem) -> tuple[Charge, ...]:
    """Return what the log charges: the last word on every slot that took place or is charged.

    `facilitator` and `part` are who led it and when it was held. `session` is "" of a trip, and of
    what was in no plan and names none.
    """
    return tuple(
        charge_of(problem, entry)
        for entry in last_words(problem.log).values()
        if entry.said is Said.DELIVERED or entry.amounts != NOTHING
    )


def charge_of(problem: Problem, entry: Entry) -> Charge:
    """Return what an entry charges; of what was not held, when it was to be."""
    part = entry.held or entry.planned
    if part is None:
        raise ValueError(f"an entry without any date: {entry.slot}")
    amounts = entry.amounts
    return Charge(
        session=entry.slot.session,
        line=entry.line,
        facilitator=entry.facilitator,
        part=part,
        quantity=amounts.quantity,
        ticks=amounts.quantity if counts_days(problem, entry.line) else 0,
        cents=amounts.cents,
    )


def counts_days(problem: Problem, line: str | None) -> bool:
    """Tell whether a line buys coach-days."""
    contract = problem.engagement.contract
    found = contract.lines.get(line) if contract and line is not None else None
    return found is not None and found.unit is LineUnit.COACH_DAYS


def slots(problem: Problem, plan: Plan) -> tuple[Awaited, ...]:
    """Return every slot of a plan: each facilitator's part of each session, paid trips, fees."""
    return (*_parts(problem, plan), *_trips(problem, plan), *_fees(problem))


def first_planned(problem: Problem, plan: Plan) -> Mapping[Slot, Awaited]:
    """Return every slot of a plan as it was before the plan followed the log.

    What the log says of one slot may change when the plan has another of the same session, and
    what it charges of another on the same date. A trip that only the plan that follows has is its.
    """
    before = slots(problem, as_first_planned(problem, plan))
    return {one.slot: one for one in (*slots(problem, plan), *before)}


def awaited(problem: Problem, plan: Plan) -> tuple[Awaited, ...]:
    """Return the slots of a plan that the log says nothing of.

    Somebody who stood in for another has that one's slot, and none of their own.
    """
    words = last_words(problem.log)
    standing = {_standing(entry) for entry in words.values() if entry.slot.was_planned}
    return tuple(
        one for one in slots(problem, plan) if one.slot not in words and one.slot not in standing
    )


def undecided(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """Return the sessions of a plan of which the log says, throughout, that they were not held."""
    told = {slot.session for slot in last_words(problem.log) if slot.part}
    told -= held_sessions(problem.log)
    told -= {one.slot.session for one in awaited(problem, plan)} if told else set()
    return tuple(placed.id for placed in plan.sessions if placed.id in told)


def corrections(problem: Problem, history: Plan) -> Mapping[str, Amounts]:
    """Return by line what the log charges beyond what a plan of history does; less is below 0.

    What it says of sessions that may still be placed elsewhere is left to their plan.
    """
    contract = problem.engagement.contract
    found = dict.fromkeys(contract.lines if contract else (), NOTHING)
    if not problem.log:
        return found
    settled = history.placed.keys() | problem.lapsed
    for row in delivered(problem):
        if row.line in found and (row.session in settled or row.session not in problem.sessions):
            found[row.line] += Amounts(row.quantity, row.cents)
    still_awaited = {one.slot for one in awaited(problem, history)}
    for one in slots(problem, history):
        if one.line in found and one.slot not in still_awaited:
            found[one.line] -= one.amounts
    return found


def _standing(entry: Entry) -> Slot:
    """Return the slot that a plan which follows the log has for what was logged of another."""
    at = entry.held.start if entry.slot.is_money and entry.held else entry.slot.at
    return replace(entry.slot, facilitator=entry.facilitator, at=at)


def _parts(problem: Problem, plan: Plan) -> Iterator[Awaited]:
    numbers: dict[str, dict[Part, int]] = defaultdict(dict)
    for charge in charges(problem, plan):
        known = numbers[charge.session]
        number = known.setdefault(charge.part, len(known) + 1)
        slot = Slot(charge.session, number, charge.facilitator)
        yield Awaited(slot, charge.part, charge.line, Amounts(charge.quantity, charge.cents))


def _trips(problem: Problem, plan: Plan) -> Iterator[Awaited]:
    contract, zone = problem.engagement.contract, problem.engagement.zone
    if contract is None or contract.billing.expenses_line is None:
        return
    billing = contract.billing
    for day, facilitator, site in trips(problem, plan.sessions):
        part = Part(instant(day, 0, zone), instant(day, 24 * 60, zone), site)
        slot = Slot("", 0, facilitator, part.start, site)
        yield Awaited(slot, part, billing.expenses_line, Amounts(0, billing.trip_cents))


def _fees(problem: Problem) -> Iterator[Awaited]:
    contract, zone = problem.engagement.contract, problem.engagement.zone
    for fee in fees(contract) if contract else ():
        part = Part(instant(fee.date, 0, zone), instant(fee.date, 24 * 60, zone))
        slot = Slot("", 0, "", part.start, fee=fee.line)
        yield Awaited(slot, part, fee.line, Amounts(0, fee.cents))


TRIP = "trip"
FEE = "fee"
"""The units of what only has money."""


def unit_of_slot(problem: Problem, slot: Slot, line: str | None) -> str:
    """Return what a slot is counted in."""
    if slot.is_money:
        return TRIP if slot.is_trip else FEE
    return unit_of(problem, line)


def unit_of(problem: Problem, line: str | None) -> str:
    """Return what quantities on a line are written in; "" where only money or nothing counts."""
    contract = problem.engagement.contract
    found = contract.lines.get(line) if contract and line is not None else None
    if found is None or found.unit is LineUnit.PRICE:
        return ""
    return "minutes" if found.unit is LineUnit.HOURS else found.unit.value


def written_quantity(problem: Problem, line: str | None, quantity: int) -> str:
    """Write a quantity of a line exactly; "" where only money or nothing counts."""
    contract = problem.engagement.contract
    if counts_days(problem, line) and contract is not None:
        return f"{coach_days(quantity, contract.ticks_per_day):f}"
    return str(quantity) if unit_of(problem, line) else ""


def counted_quantity(problem: Problem, line: str | None, written: Decimal) -> int | None:
    """Return a quantity in the smallest countable of its line; None if it is no whole number."""
    contract = problem.engagement.contract
    if counts_days(problem, line) and contract is not None:
        written *= contract.ticks_per_day
    return int(written) if written == written.to_integral_value() else None


def outcomes(problem: Problem, entry: Entry) -> tuple[Outcome, ...]:
    """Return how what was held differs from what was planned; nothing of what was not held."""
    held, planned, zone = entry.held, entry.planned, problem.engagement.zone
    if held is None:
        return ()
    if planned is None:
        return (Outcome.NOT_PLANNED,)
    now, then = moment(held.start, zone), moment(planned.start, zone)
    found = {
        Outcome.OTHER_DATE: now.date() != then.date(),
        Outcome.OTHER_TIME: held.minutes == planned.minutes and now.time() != then.time(),
        Outcome.OTHER_PERSON: entry.facilitator != entry.slot.facilitator,
        Outcome.SHORTER: held.minutes < planned.minutes,
        Outcome.LONGER: held.minutes > planned.minutes,
    }
    return tuple(one for one, holds in found.items() if holds) or (Outcome.AS_PLANNED,)


def status_of(problem: Problem, entry: Entry) -> str:
    """Return what became of a slot in the words of the log: as planned, or how not."""
    if entry.said is not Said.DELIVERED:
        return entry.said.value
    return ", ".join(outcomes(problem, entry))


def logged_status(problem: Problem, entry: Entry) -> str:
    """Return what became of a slot, and whether somebody agreed on what it charges."""
    return status_of(problem, entry) + (AGREED if entry.is_agreed else "")
