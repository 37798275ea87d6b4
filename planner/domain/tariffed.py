"""What is charged for what was held: by the contract's own terms, or what somebody wrote instead.

What was held as planned charges what was planned. All else is charged as if it had been planned the
way it was held: by its own minutes, without a lunch that lies inside it. Where a contract charges
dates and not sessions, what is new on a date charges what the whole date comes to, less what is
logged of it already; what is said once more of the same date is charged anew with it, since one
session may take up, or leave, what the date has for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.charge import Charge, cents, charges, split
from planner.domain.claim import Claim
from planner.domain.clock import moment
from planner.domain.contract import LineUnit
from planner.domain.delivery import counts_days, slots
from planner.domain.log import NOTHING, Amounts, Entry, Said, Slot, last_words
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import (
    FULL_DAY,
    HALF_DAY,
    Length,
    LengthUnit,
    Mode,
    Problem,
    Session,
)


@dataclass(frozen=True, slots=True)
class _Held:
    """Something that took place, or is charged all the same, new or logged already."""

    slot: Slot
    part: Part
    planned: Part | None
    facilitator: str
    line: str | None

    @property
    def is_as_planned(self) -> bool:
        return self.part == self.planned and self.facilitator == self.slot.facilitator


_Date = tuple[str, date]
"""A facilitator and a date: what a contract that charges dates charges, over all its lines."""


def amounts_of(problem: Problem, plan: Plan, claims: Sequence[Claim]) -> tuple[Amounts, ...]:
    """Return what each claim charges, in order."""
    staying = _staying(problem, claims)
    new = [
        (one, part)
        for one in claims
        if (part := _charged_part(problem, one)) and one.slot not in staying
    ]
    computed = {**_computed(problem, plan, new), **staying}
    return tuple(_written(problem, one, _by_terms(one, computed)) for one in claims)


def _by_terms(claim: Claim, computed: Mapping[Slot, Amounts]) -> Amounts:
    otherwise = claim.expected if claim.slot.is_money and claim.held is not None else NOTHING
    return computed.get(claim.slot, otherwise)


def _charged_part(problem: Problem, claim: Claim) -> Part | None:
    """Return by which time a claim charges: when it was held, or was to be if that is charged."""
    if claim.slot.is_money:
        return None
    contract = problem.engagement.contract
    charges_cancelled = contract is not None and contract.billing.charges_cancelled
    is_charged = claim.said is Said.CANCELLED_LATE and charges_cancelled
    return claim.planned if is_charged else claim.held


def _staying(problem: Problem, claims: Iterable[Claim]) -> Mapping[Slot, Amounts]:
    """Return what the claims still charge that say what was said, where their dates are as before.

    A sheet that is read again changes nothing, whatever was logged of its dates one by one.
    """
    contract = problem.engagement.contract
    if contract is None or not contract.billing.is_by_date:
        return {}
    dates = {one.slot: frozenset(_dates_of(problem, one)) for one in claims}
    changed = {day for one in claims if not one.repeats for day in dates[one.slot]}
    return {
        one.slot: one.before.amounts
        for one in claims
        if one.before is not None and one.repeats and changed.isdisjoint(dates[one.slot])
    }


def _dates_of(problem: Problem, claim: Claim) -> Iterator[_Date]:
    """Yield the dates that a claim charges, and that the word before it charged."""
    part, last = _charged_part(problem, claim), claim.before
    if part is not None and counts_days(problem, claim.line):
        yield _date(problem, claim.facilitator, part)
    part = None if last is None else _logged_part(last)
    if last is not None and part is not None and counts_days(problem, last.line):
        yield _date(problem, last.facilitator, part)


def _logged_part(entry: Entry) -> Part | None:
    """Return by which time an entry charges: when it was held, or was to be if that is charged."""
    return entry.held or (entry.planned if entry.amounts != NOTHING else None)


def _written(problem: Problem, claim: Claim, by_terms: Amounts) -> Amounts:
    """Return what somebody wrote in place of what the terms come to."""
    if claim.quantity is None and claim.cents is None:
        return by_terms
    quantity = by_terms.quantity if claim.quantity is None else claim.quantity
    if claim.cents is not None:
        return Amounts(quantity, claim.cents)
    return Amounts(quantity, price(problem, claim.line, quantity))


def price(problem: Problem, line: str | None, quantity: int) -> int:
    """Return what a quantity of a line costs, in cents; nothing of a line with a fixed price."""
    contract = problem.engagement.contract
    if contract is None or line is None or contract.lines[line].unit is LineUnit.PRICE:
        return 0
    return cents(contract.lines[line], contract, quantity)


def _computed(
    problem: Problem, plan: Plan, claims: Sequence[tuple[Claim, Part]]
) -> Mapping[Slot, Amounts]:
    new = {one.slot: one for one, _ in claims}
    held = [_Held(one.slot, part, one.planned, one.facilitator, one.line) for one, part in claims]
    contract = problem.engagement.contract
    if contract is None:
        return dict.fromkeys(new, NOTHING)
    own = _charged(problem, held)
    found = {
        one.slot: new[one.slot].expected if one.is_as_planned else own[one.slot] for one in held
    }
    if contract.billing.is_by_date:
        found |= _by_date(problem, plan, held, new)
    return found


def _by_date(
    problem: Problem, plan: Plan, held: Iterable[_Held], new: Mapping[Slot, Claim]
) -> Mapping[Slot, Amounts]:
    """Return what is new on each date, as its share in what the date adds to what is logged."""
    logged = [entry for slot, entry in last_words(problem.log).items() if slot not in new]
    dates: dict[_Date, list[_Held]] = defaultdict(list)
    for one in held:
        if counts_days(problem, one.line):
            dates[_date(problem, one.facilitator, one.part)].append(one)
    planned: dict[_Date, set[Slot]] = defaultdict(set)
    for each in slots(problem, plan):
        if counts_days(problem, each.line) and not each.slot.is_money:
            planned[_date(problem, each.slot.facilitator, each.part)].add(each.slot)
    before: dict[_Date, list[tuple[_Held, Entry]]] = defaultdict(list)
    for entry in logged:
        part = _logged_part(entry)
        if part is not None and counts_days(problem, entry.line):
            one = _Held(entry.slot, part, entry.planned, entry.facilitator, entry.line)
            before[_date(problem, one.facilitator, part)].append((one, entry))
    found: dict[Slot, Amounts] = {}
    for key, added in dates.items():
        all_held = [*added, *(one for one, _ in before[key])]
        is_as_planned = all(one.is_as_planned for one in all_held) and all(
            entry.amounts == entry.expected for _, entry in before[key]
        )
        if is_as_planned and {one.slot for one in all_held} == planned[key]:
            found |= {one.slot: new[one.slot].expected for one in added}
            continue
        whole = _charged(problem, all_held)
        for line in dict.fromkeys(one.line for one in added):
            of_line = [whole[one.slot] for one in all_held if one.line == line]
            so_far = [entry.amounts for one, entry in before[key] if one.line == line]
            found |= _shares([one for one in added if one.line == line], of_line, so_far)
    return found


def _shares(
    added: Sequence[_Held], whole: Iterable[Amounts], so_far: Iterable[Amounts]
) -> Mapping[Slot, Amounts]:
    """Split what a date comes to, less what is logged of it, by minutes, the earlier first."""
    total = sum(whole, NOTHING) - sum(so_far, NOTHING)
    earlier_first = sorted(added, key=lambda one: (one.part.start, one.slot))
    minutes = [one.part.minutes for one in earlier_first]
    quantities, amounts = split(total.quantity, minutes), split(total.cents, minutes)
    return {
        one.slot: Amounts(quantity, amount)
        for one, quantity, amount in zip(earlier_first, quantities, amounts, strict=True)
    }


def _date(problem: Problem, facilitator: str, part: Part) -> _Date:
    return facilitator, moment(part.start, problem.engagement.zone).date()


def _charged(problem: Problem, held: Sequence[_Held]) -> Mapping[Slot, Amounts]:
    """Return what these charge by the contract's terms, if they were all there is."""
    visits, placed = [], []
    for number, one in enumerate(held):
        at = problem.visit_of.get(one.slot.session, 0)
        like, id = problem.visits[at], f"{number:09d}"
        length = _length(problem, one)
        session = Session(id, like.sessions[0].audience, length, one.line)
        visits.append(replace(like, id=id, sessions=(session,)))
        mode = like.modes[0] if len(like.modes) == 1 else _mode(one.part)
        placed.append(PlacedSession(id, (one.part,), (one.facilitator,), mode.value))
    alone = replace(problem, visits=tuple(visits), series=(), by_hand={}, log=(), baseline={})
    plan = Plan(tuple(sorted(placed, key=lambda one: (one.start, one.id))))
    found = {charge.session: charge for charge in charges(alone, plan)}
    return {one.slot: _amounts(found[f"{n:09d}"]) for n, one in enumerate(held)}


def _amounts(charge: Charge) -> Amounts:
    return Amounts(charge.quantity, charge.cents)


def _mode(part: Part) -> Mode:
    return Mode.IN_PERSON if part.site else Mode.VIRTUAL


def _length(problem: Problem, held: _Held) -> Length:
    """Return the length by which something is charged that was held from its start to its end."""
    day, zone = problem.engagement.day, problem.engagement.zone
    session = problem.sessions.get(held.slot.session)
    if session is not None and held.planned and held.part.minutes == held.planned.minutes:
        return FULL_DAY if session.length.unit is LengthUnit.DAYS else session.length
    start = moment(held.part.start, zone)
    first = start.hour * 60 + start.minute
    block = first, first + held.part.minutes
    if session is None or session.length.unit is not LengthUnit.MINUTES:
        if block in ((day.am.start, day.am.end), (day.pm.start, day.pm.end)):
            return HALF_DAY
        if block == (day.am.start, day.pm.end):
            return FULL_DAY
    has_lunch = block[0] <= day.am.end and day.pm.start <= block[1]
    lunch = day.pm.start - day.am.end if has_lunch else 0
    return Length(LengthUnit.MINUTES, max(held.part.minutes - lunch, 1))
