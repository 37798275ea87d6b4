"""Claims weighed against plan and log: what is new in them, and what cannot be.

What says nothing new is no entry. A month that is closed stays as it was signed: what goes against
it is refused unless it is called a correction, and then counts in the month of its own entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from planner.domain.claim import Claim
from planner.domain.clock import moment
from planner.domain.confidential import public_ids
from planner.domain.log import (
    Closing,
    Entry,
    Outcome,
    Said,
    Slot,
    closings,
    in_turn,
    last_words,
    month_of,
    stories,
)
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.tariffed import amounts_of


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a claim cannot be: which, by its place, in which column, and what would mend it."""

    claim: int
    column: str
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What claims come to: entries that are new, how many were known, and what cannot be.

    `superseded` of a closed month were known too, and something else was said since.
    """

    entries: tuple[Entry, ...]
    known: int
    superseded: int
    troubles: tuple[Trouble, ...]


def reconciled(problem: Problem, plan: Plan, claims: Sequence[Claim], today: date) -> Reconciled:
    """Return what claims, each of a slot of its own, add to the log today."""
    closed, zone = closings(problem.log), problem.engagement.zone
    amounts, told = amounts_of(problem, plan, claims), stories(problem.log)
    corrected = _corrections(problem)
    new: dict[int, Entry] = {}
    known = superseded = 0
    troubles: list[Trouble] = []
    for number, (claim, charged) in enumerate(zip(claims, amounts, strict=True)):
        natural = _natural(zone, claim.held or claim.planned, today)
        signed = {
            month: closed[month] for month in _months(claim.before, natural) if month in closed
        }
        entry = claim.entry(today, month_of(today) if signed else natural, charged)
        said = told.get(entry.slot, ())
        if _is_among(said[-1:], entry):
            known += 1
            continue
        if signed and _is_among(corrected.get(entry.slot, ()) if claim.corrects else said, entry):
            superseded += 1
            continue
        new[number] = entry
        troubles.extend(_of_closed(number, claim, entry, signed, closed))
    troubles.extend(_twice(problem, new))
    return Reconciled(tuple(new.values()), known, superseded, tuple(troubles))


def closing(problem: Problem, months: Sequence[str], today: date) -> tuple[Closing, ...]:
    """Return what closes months today; nothing for one that is closed already."""
    closed = closings(problem.log)
    return tuple(Closing(today, month) for month in dict.fromkeys(months) if month not in closed)


def _natural(zone: ZoneInfo, part: Part | None, otherwise: date) -> str:
    """Return the month of a part's date."""
    return month_of(moment(part.start, zone).date() if part else otherwise)


def _months(before: Entry | None, natural: str) -> tuple[str, ...]:
    """Return the months that something is said of: its own, and that of the word before."""
    return (natural,) if before is None else (natural, before.month)


def _corrections(problem: Problem) -> Mapping[Slot, Sequence[Entry]]:
    """Return what was said of each slot against a month that was closed by then.

    A correction may say what was signed once; only what was a correction itself is known to it.
    """
    found: dict[Slot, list[Entry]] = defaultdict(list)
    for word in in_turn(problem.log):
        one = word.entry
        natural = _natural(problem.engagement.zone, one.held or one.planned, one.entered)
        if not word.signed.isdisjoint(_months(word.before, natural)):
            found[one.slot].append(one)
    return found


def _is_among(said: Iterable[Entry], entry: Entry) -> bool:
    """Tell whether the same was said of the slot."""
    return any(_facts(one) == _facts(entry) for one in said)


def _facts(entry: Entry) -> tuple[object, ...]:
    return (entry.said, entry.held, entry.facilitator, entry.line, entry.amounts, entry.note)


def _of_closed(
    number: int, claim: Claim, entry: Entry, signed: Mapping[str, date], closed: Mapping[str, date]
) -> Iterator[Trouble]:
    for month, on in signed.items():
        if not claim.corrects:
            message = f"{month} was closed on {on}, and the log says otherwise or nothing of this"
            held = Outcome.AS_PLANNED if claim.planned else Outcome.NOT_PLANNED
            word = held if claim.held else claim.said
            hint = f'to correct it all the same, write "correction: {word}"'
            yield Trouble(number, "status", message, hint)
            return
    if signed and entry.month in closed:
        message = f"{entry.month}, in which a correction of today would count, is closed too"
        yield Trouble(number, "status", message, "enter it on a later day, with --today")


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
