"""What is charged for what was held: by the contract's own terms, or what was agreed instead.

What was held as planned charges what was planned. All else is charged as if it had been planned the
way it was held: by its own minutes, without a lunch that lies inside it. Where a contract charges
dates and not sessions, all that the last words say of a facilitator's date is charged together, and
anew whenever something is said of it: what it comes to is the same, in whatever pieces it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.charge import Charge, cents, charges
from planner.domain.claim import Claim
from planner.domain.clock import moment
from planner.domain.contract import LineUnit
from planner.domain.delivery import counts_days
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

FacilitatorDate = tuple[str, date]
"""A facilitator and a date: what a contract that charges dates charges, over all its lines."""


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


def by_terms(problem: Problem, claims: Sequence[Claim]) -> Mapping[Slot, Amounts]:
    """Return what the contract's terms come to once some claims are the last words on their slots.

    That is of each claim and, where the contract charges dates, of each slot that the log has on
    the dates of the claims.
    """
    found = {one.slot: NOTHING for one in claims}
    if problem.engagement.contract is None:
        return found
    found |= {one.slot: one.expected for one in claims if one.slot.is_money and one.held}
    expected = {one.slot: one.expected for one in claims}
    held = [one for claim in claims if (one := _held(problem, claim))]
    own = _charged(problem, held)
    found |= {one.slot: expected[one.slot] if one.is_as_planned else own[one.slot] for one in held}
    dates = {key for claim in claims for key in dates_of(problem, claim, claim.before)}
    words = last_words(problem.log).items()
    held += [
        one for slot, entry in words if slot not in expected and (one := _held(problem, entry))
    ]
    found |= _charged(problem, [one for one in held if _date(problem, one) in dates])
    return found


def dates_of(problem: Problem, *words: Claim | Entry | None) -> Iterator[FacilitatorDate]:
    """Yield the dates that are charged for what was said; none where only sessions are charged."""
    for word in words:
        one = _held(problem, word) if word is not None else None
        key = _date(problem, one) if one is not None else None
        if key is not None:
            yield key


def written(problem: Problem, claim: Claim, terms: Amounts) -> Amounts:
    """Return what somebody wrote in place of what the terms come to, or else that."""
    if not claim.is_agreed:
        return terms
    quantity = terms.quantity if claim.quantity is None else claim.quantity
    if claim.cents is not None:
        return Amounts(quantity, claim.cents)
    return Amounts(quantity, price(problem, claim.line, quantity))


def price(problem: Problem, line: str | None, quantity: int) -> int:
    """Return what a quantity of a line costs, in cents; nothing of a line with a fixed price."""
    contract = problem.engagement.contract
    if contract is None or line is None or contract.lines[line].unit is LineUnit.PRICE:
        return 0
    return cents(contract.lines[line], contract, quantity)


def _held(problem: Problem, word: Claim | Entry) -> _Held | None:
    """Return what a word charges by the time it was held, or was to be if that is charged."""
    contract, part = problem.engagement.contract, word.held
    if word.said is Said.CANCELLED_LATE and contract and contract.billing.charges_cancelled:
        part = word.planned
    if part is None or word.slot.is_money:
        return None
    return _Held(word.slot, part, word.planned, word.facilitator, word.line)


def _date(problem: Problem, held: _Held) -> FacilitatorDate | None:
    """Return the date that something is charged with; None where it is charged by itself."""
    contract = problem.engagement.contract
    if contract is None or not contract.billing.is_by_date or not counts_days(problem, held.line):
        return None
    return held.facilitator, moment(held.part.start, problem.engagement.zone).date()


def _charged(problem: Problem, held: Sequence[_Held]) -> Mapping[Slot, Amounts]:
    """Return what these charge by the contract's terms, if they were all there is."""
    visits, placed = [], []
    earlier_first = sorted(held, key=lambda one: (one.part.start, one.slot))
    for number, one in enumerate(earlier_first):
        at = problem.visit_of.get(one.slot.session)
        like, id = problem.visits[at or 0], f"{number:09d}"
        length = _length(problem, one)
        session = Session(id, like.sessions[0].audience, length, one.line)
        visits.append(replace(like, id=id, sessions=(session,)))
        is_fixed = at is not None and len(like.modes) == 1
        mode = like.modes[0] if is_fixed else _mode(one.part)
        placed.append(PlacedSession(id, (one.part,), (one.facilitator,), mode.value))
    alone = replace(problem, visits=tuple(visits), series=(), by_hand={}, log=(), baseline={})
    plan = Plan(tuple(sorted(placed, key=lambda one: (one.start, one.id))))
    found = {charge.session: charge for charge in charges(alone, plan)}
    return {one.slot: _amounts(found[f"{n:09d}"]) for n, one in enumerate(earlier_first)}


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
