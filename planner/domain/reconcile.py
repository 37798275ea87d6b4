"""Claims weighed against plan and log: what is new in them, and what cannot be.

What says nothing new is no entry. A month that is closed stays as it was signed: what goes against
it is refused unless it is called a correction, and then counts in the month of its own entry. What
is new may change what other slots of its date charge: they have entries too, which need the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.claim import Claim
from planner.domain.confidential import public_ids
from planner.domain.log import (
    Amounts,
    Closing,
    Entry,
    Outcome,
    Said,
    Slot,
    closings,
    last_words,
    stories,
)
from planner.domain.placement import Part
from planner.domain.problem import Problem
from planner.domain.signed import Months, Signed, corrections
from planner.domain.tariffed import by_terms, dates_of, written


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a claim cannot be: which, by its place, in which column, and what would mend it."""

    claim: int
    column: str
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Recharged:
    """What the log says anew of a slot only because its date charges otherwise now."""

    before: Entry
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What claims come to: entries that are new, how many were known, and what cannot be.

    `superseded` of a closed month were known too, and something else was said since. `along` is
    what else is charged anew, on the dates of the new entries.
    """

    entries: tuple[Entry, ...]
    known: int
    superseded: int
    troubles: tuple[Trouble, ...]
    along: tuple[Recharged, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """A claim that says something new, and the months that it is of."""

    claim: Claim
    months: Months


def reconciled(problem: Problem, claims: Sequence[Claim], today: date) -> Reconciled:
    """Return what claims, each of a slot of its own, add to the log today."""
    told, corrected = stories(problem.log), corrections(problem)
    closed = Signed(problem, today, closings(problem.log))
    new: dict[int, _New] = {}
    known = superseded = 0
    for number, claim in enumerate(claims):
        said, months = told.get(claim.slot, ()), closed.months(claim, claim.before)
        against = corrected.get(claim.slot, ()) if claim.corrects else said
        if _is_among(problem, said[-1:], claim):
            known += 1
        elif months.signed and _is_among(problem, against, claim):
            superseded += 1
        else:
            new[number] = _New(claim, months)
    terms = by_terms(problem, [one.claim for one in new.values()])
    entries = {
        number: one.claim.entry(
            today, one.months.counted, written(problem, one.claim, terms[one.claim.slot])
        )
        for number, one in new.items()
    }
    along = tuple(_along(closed, entries.values(), terms))
    troubles = (
        *(trouble for number, one in new.items() for trouble in _of_closed(number, one)),
        *_of_closed_along(closed, new, along),
        *_twice(problem, entries),
    )
    return Reconciled(tuple(entries.values()), known, superseded, troubles, along)


def closing(problem: Problem, months: Sequence[str], today: date) -> tuple[Closing, ...]:
    """Return what closes months today; nothing for one that is closed already."""
    closed = closings(problem.log)
    return tuple(Closing(today, month) for month in dict.fromkeys(months) if month not in closed)


def _is_among(problem: Problem, said: Iterable[Entry], claim: Claim) -> bool:
    """Tell whether the same was said of the slot; what the terms came to is nobody's saying."""
    return any(
        claim.entry(one.entered, one.month, written(problem, claim, one.amounts)).says == one.says
        for one in said
    )


def _along(
    closed: Signed, new: Iterable[Entry], terms: Mapping[Slot, Amounts]
) -> Iterator[Recharged]:
    """Yield what else the terms charge otherwise; what was agreed stays as it is."""
    words, said = last_words(closed.problem.log), {entry.slot for entry in new}
    for slot, amounts in terms.items():
        before = words.get(slot)
        if slot in said or before is None or before.is_agreed or before.amounts == amounts:
            continue
        month = closed.months(before, before).counted
        entry = replace(before, entered=closed.today, month=month, amounts=amounts)
        yield Recharged(before, entry)


def _of_closed(number: int, new: _New) -> Iterator[Trouble]:
    """Yield why a claim cannot go against what was signed."""
    if new.months.signed and not new.claim.corrects:
        why = "the log says otherwise or nothing of this"
        yield _unasked(number, new.claim, new.months, why)
    elif new.months.signed and new.months.is_counted_late:
        yield _too_late(number, new.months)


def _of_closed_along(
    closed: Signed, new: Mapping[int, _New], along: Iterable[Recharged]
) -> Iterator[Trouble]:
    """Yield the claims of open months that change what was signed of other slots of their dates."""
    problem = closed.problem
    for one in along:
        months, dates = closed.months(one.before, one.before), set(dates_of(problem, one.before))
        causes = {
            number: cause
            for number, cause in new.items()
            if not dates.isdisjoint(dates_of(problem, cause.claim, cause.claim.before))
        }
        if not months.signed or any(cause.months.signed for cause in causes.values()):
            continue
        number, first = next(iter(causes.items()))
        if not any(cause.claim.corrects for cause in causes.values()):
            name = public_ids(problem).get(one.entry.slot.session, "what was in no plan")
            yield _unasked(number, first.claim, months, f"{name} would be charged anew with this")
        elif months.is_counted_late:
            yield _too_late(number, months)


def _unasked(number: int, claim: Claim, months: Months, why: str) -> Trouble:
    """Return that a claim goes against what was signed, and does not say so."""
    month, on = next(iter(months.signed.items()))
    held = Outcome.AS_PLANNED if claim.planned else Outcome.NOT_PLANNED
    word = held if claim.held else claim.said
    hint = f'to correct it all the same, write "correction: {word}"'
    return Trouble(number, "status", f"{month} was closed on {on}, and {why}", hint)


def _too_late(number: int, months: Months) -> Trouble:
    message = f"{months.counted}, in which a correction of today would count, is closed too"
    return Trouble(number, "status", message, "enter it on a later day, with --today")


def _twice(problem: Problem, new: Mapping[int, Entry]) -> Iterator[Trouble]:
    """Yield the entries that have somebody in two places at once, one of them new."""
    numbers = {entry.slot: number for number, entry in new.items()}
    names = public_ids(problem)
    words = {**last_words(problem.log), **{entry.slot: entry for entry in new.values()}}
    led: dict[str, list[tuple[Part, Slot]]] = defaultdict(list)
    for slot, entry in words.items():
        if entry.said is Said.DELIVERED and entry.held and not slot.is_money:
            led[entry.facilitator].append((entry.held, slot))
    for facilitator, held in led.items():
        held.sort(key=lambda one: (one[0].start, one[1].session, one[1].part))
        latest = None
        for part, slot in held:
            if latest is not None and part.start < latest[0].end:
                both = sorted((slot, latest[1]), key=lambda one: numbers.get(one, -1))
                if both[1] in numbers:
                    other = names.get(both[0].session) or "what was in no plan"
                    message = f"{facilitator} led {other} at the same time, which counts once"
                    yield Trouble(numbers[both[1]], "start", message)
            if latest is None or part.end > latest[0].end:
                latest = part, slot
