"""What a plan charges to a contract line, as the model sees it: terms that rules and goals share.

Where each session charges by its own length, a visit that is placed charges a fixed quantity.
Where dates are billed (`planner.domain.tariff`), each facilitator's date is a stepped sum: what
shares a half first, then the date with its minimum and its cap, over all lines of coach-days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.charge import session_quantity, still_charged
from planner.domain.clock import Half, Span, moment
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.placement import Part
from planner.domain.problem import Problem, Session
from planner.domain.tariff import Piece, Tariff, charged_by_line, tariffs

if TYPE_CHECKING:
    from planner.model import Model, Term
    from planner.timeline import Literal


class _Entry(NamedTuple):
    """A part that a facilitator could lead: its line, visit, literal and time, and what it counts.

    The time includes the break after it, in which nobody can be elsewhere.
    """

    facilitator: str
    day: date
    line: str
    visit: int
    literal: Literal
    span: Span
    piece: Piece

    @property
    def use(self) -> tuple[int, Literal, Span]:
        """The part as the model takes it."""
        return self.visit, self.literal, self.span

    @property
    def key(self) -> int | None:
        """What tells literals apart; None for history."""
        return None if isinstance(self.literal, int) else self.literal.index


class _Claim(NamedTuple):
    """An entry, and the least that its date or half charges if its literal holds."""

    entry: _Entry
    least: int


class _Added(NamedTuple):
    """What a line's entries of one date add up to, before any limit.

    `whole` are the times of those that stand alone, with their ticks; `halves` the times of those
    that share a half, with all that they can add to history's.
    """

    line: str
    entries: Sequence[_Entry]
    terms: Sequence[Term]
    whole: Sequence[tuple[Span, int]]
    halves: Mapping[Half, tuple[Sequence[Span], set[int]]]


def charge_terms(problem: Problem, model: Model, line: Line) -> Sequence[Term]:
    """Return terms that add up to what is charged to a line, in its smallest unit."""
    contract = problem.engagement.contract
    if contract is None or line.unit is LineUnit.PRICE:
        return ()
    if line.unit is LineUnit.COACH_DAYS and contract.billing.is_by_date:
        by_date = model.once("charges by date", lambda: _by_date(problem, model, contract))
        return by_date[line.id]
    name = f"charge {line.id}"
    return model.once(name, lambda: {line.id: list(_by_length(problem, model, line))})[line.id]


def _by_date(problem: Problem, model: Model, contract: Contract) -> Mapping[str, Sequence[Term]]:
    known = tariffs(contract, problem.engagement.day)
    found: dict[str, list[Term]] = {id: [] for id in known}
    charged = (who for placed in still_charged(problem) for who in placed.facilitators)
    for facilitator in dict.fromkeys((*model.leaders(), *charged)):
        for entries in _dates(problem, model, known, facilitator).values():
            for id, terms in _of_date(model, contract, known, entries).items():
                found[id] += terms
    return found


def _by_length(problem: Problem, model: Model, line: Line) -> Iterator[Term]:
    for index, visit in enumerate(problem.visits):
        charging = [session.id for session in visit.sessions if session.line == line.id]
        starts = model.starts(index) if charging else ()
        worth = {
            mode: model.team(index) * sum(session_quantity(problem, id, mode) for id in charging)
            for mode in {option.mode for _, option in starts}
        }
        least = min(worth.values(), default=0)
        if least:
            yield least, model.placed(index)
        for literal, option in starts if len({*worth.values()}) > 1 else ():
            yield worth[option.mode] - least, literal
    for placed in still_charged(problem):
        if problem.sessions[placed.id].line == line.id:
            alone = session_quantity(problem, placed.id, placed.mode)
            yield alone * len(placed.facilitators), 1


def _dates(
    problem: Problem, model: Model, known: Mapping[str, Tariff], facilitator: str
) -> Mapping[date, list[_Entry]]:
    """Return what a facilitator could lead on lines of coach-days, by date."""
    engagement = problem.engagement
    dates: dict[date, list[_Entry]] = defaultdict(list)
    for use, session, mode, parts in _led(problem, model, facilitator):
        tariff = known.get(session.line or "")
        if tariff is None:
            continue
        for part in parts:
            start = moment(part.start, engagement.zone)
            span = Span(part.start, part.end + engagement.day.break_minutes)
            piece = tariff.piece(session.length, mode, start)
            entry = _Entry(facilitator, start.date(), tariff.line.id, *use, span, piece)
            dates[entry.day].append(entry)
    return dates


def _led(
    problem: Problem, model: Model, facilitator: str
) -> Iterator[tuple[tuple[int, Literal], Session, str, Sequence[Part]]]:
    """Yield the visit and literal, the session, its mode and parts of all that may be charged."""
    for visit, literal, option in model.led(facilitator):
        sessions = zip(problem.visits[visit].sessions, option.parts, strict=True)
        yield from (((visit, literal), session, option.mode, parts) for session, parts in sessions)
    for placed in still_charged(problem):
        if facilitator in placed.facilitators:
            use = (problem.visit_of[placed.id], 1)
            yield use, problem.sessions[placed.id], placed.mode, placed.parts


def _of_date(
    model: Model, contract: Contract, known: Mapping[str, Tariff], entries: Sequence[_Entry]
) -> Mapping[str, Sequence[Term]]:
    """Return what one date of one facilitator charges each line."""

    def charged(some: Sequence[_Entry]) -> Mapping[str, int]:
        pieces: dict[str, list[Piece]] = defaultdict(list)
        for entry in some:
            pieces[entry.line].append(entry.piece)
        return charged_by_line(contract, known, pieces)

    if model.are_rivals(entry.use for entry in entries):
        terms: dict[str, list[Term]] = defaultdict(list)
        for some in _by_literal(entries).values():
            for id, ticks in charged(some).items():
                terms[id].append((ticks, some[0].literal))
        return terms
    by_line = {id: [entry for entry in entries if entry.line == id] for id in known}
    added = [_added_up(model, known[id], some) for id, some in by_line.items() if some]
    if not contract.billing.has_limits:
        return {one.line: one.terms for one in added}
    claims = _claims(entries, lambda some: sum(charged(some).values()))
    return _limited(model, contract, added, claims)


def _added_up(model: Model, tariff: Tariff, entries: Sequence[_Entry]) -> _Added:
    terms: list[Term] = []
    whole: list[tuple[Span, int]] = []
    together: dict[tuple[Half, int], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.piece.together is not None:
            together[entry.piece.together].append(entry)
            continue
        ticks = tariff.rounded(entry.piece.share, entry.piece.step)
        terms.append((ticks, entry.literal))
        if entry.key is not None:
            whole.append((entry.span, ticks))
    halves: dict[Half, tuple[Sequence[Span], set[int]]] = {}
    for (half, step), some in together.items():
        added, worth = _of_half(model, tariff, half, step, some)
        terms += added
        spans, before = halves.get(half, ((), {0}))
        halves[half] = ([*spans, *(entry.span for entry in some)], _sum_of(before, worth))
    return _Added(tariff.line.id, entries, terms, whole, halves)


def _limited(
    model: Model, contract: Contract, added: Sequence[_Added], claims: Sequence[_Claim]
) -> Mapping[str, Sequence[Term]]:
    """Return what a date charges each line, which is in the contract's order, within its limits.

    Up to a line all before it are charged together, to the cap at most; its own charge is what it
    adds to theirs, and what the date's minimum asks beyond.
    """
    billing, everything = contract.billing, [term for one in added for term in one.terms]
    charge: Sequence[Term] = ()
    if billing.on_site_minimum_ticks or len(added) == 1:
        charge = _stepped(model, everything, claims, _reached(added), billing.capped)
    if len(added) == 1:
        return {added[0].line: charge}
    found: dict[str, list[Term]] = {}
    uncapped: list[Term] = []
    before: Sequence[Term] = ()
    for number, one in enumerate(added, start=1):
        uncapped, reached = [*uncapped, *one.terms], _reached(added[:number])
        most = model.total(uncapped).offset + max(reached)
        if billing.capped(most) == most:
            found[one.line], before = list(one.terms), uncapped
            continue
        capped = _stepped(model, uncapped, (), reached, billing.capped)
        found[one.line] = _number(model, billing.capped(most))
        _be_equal(model, [*before, *found[one.line]], capped)
        before = capped
    if billing.on_site_minimum_ticks:
        missing = _missing(model, added, billing.on_site_minimum_ticks)
        _be_equal(model, [*before, *(term for terms in missing.values() for term in terms)], charge)
        for id, terms in missing.items():
            found[id] += terms
    return found


def _missing(model: Model, added: Sequence[_Added], most: int) -> Mapping[str, Sequence[Term]]:
    """Return numbers up to `most`, 0 of every line but the first that has anything in person."""
    on_site = {
        one.line: [entry for entry in one.entries if entry.piece.on_site]
        for one in added
        if any(entry.piece.on_site for entry in one.entries)
    }
    numbers = {id: _number(model, most) for id in on_site}
    earlier: list[Literal] = []
    for id, entries in on_site.items():
        present = _any_of(model, entries)
        for _, bit in numbers[id]:
            model.clause([model.negated(bit), present])
            for other in earlier:
                model.clause([model.negated(bit), model.negated(other)])
        earlier.append(present)
    return numbers


def _any_of(model: Model, entries: Sequence[_Entry]) -> Literal:
    """Return whether any of some entries happens."""
    if any(entry.key is None for entry in entries):
        return 1
    present = model.new_literal("present")
    model.follows(present, (entry.use for entry in entries))
    model.clause([model.negated(present), *(entry.literal for entry in entries)])
    return present


def _number(model: Model, most: int) -> list[Term]:
    """Return terms that add up to a whole number that may be anything up to `most`."""
    return [(1 << bit, model.new_literal("bit")) for bit in range(most.bit_length())]


def _be_equal(model: Model, terms: Sequence[Term], others: Sequence[Term]) -> None:
    model.no_more(terms, others)
    model.no_more(others, terms)


def _of_half(
    model: Model, tariff: Tariff, half: Half, step: int, entries: Sequence[_Entry]
) -> tuple[Sequence[Term], set[int]]:
    """Return the charge of sessions that share a half and a step, and what it can add."""

    def charged(share: int) -> int:
        return tariff.of_half(share, step)

    history = sum(entry.piece.share for entry in entries if entry.key is None)
    sums = _sums((entry.span, entry.piece.share) for entry in _open(entries))
    worth = {charged(history + each) - charged(history) for each in sums}
    claims = _claims(entries, lambda some: charged(sum(one.piece.share for one in some)))
    if model.are_rivals(entry.use for entry in entries):
        return _alone(claims), worth
    levels = {charged(each) for each in sums if each}
    if len(levels) == 1 and _are_all(model, half, entries):
        (slot,) = {(entry.day, half) for entry in entries}
        touched = model.touched(entries[0].facilitator)[slot]
        return [(max(levels), literal) for literal in touched], worth
    shares = [(entry.piece.share, entry.literal) for entry in entries]
    return _stepped(model, shares, claims, sums, charged), worth


def _are_all(model: Model, half: Half, entries: Sequence[_Entry]) -> bool:
    """Tell whether nothing else, and no history, makes the facilitator work in the half."""
    one = entries[0]
    return model.touched_by(one.facilitator)[one.day, half] == {entry.key for entry in entries}


def _by_literal(entries: Sequence[_Entry]) -> Mapping[int | None, Sequence[_Entry]]:
    """Return the entries of each literal, those of history taken together."""
    found: dict[int | None, list[_Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.key].append(entry)
    return found


def _claims(
    entries: Sequence[_Entry], charge: Callable[[Sequence[_Entry]], int]
) -> Sequence[_Claim]:
    """Return each entry with what its literal would charge by itself."""
    worth = {key: charge(together) for key, together in _by_literal(entries).items()}
    return [_Claim(entry, worth[entry.key]) for entry in entries]


def _alone(claims: Sequence[_Claim]) -> list[Term]:
    """Return the terms of claims of which at most one holds."""
    worth = {claim.entry.key: (claim.least, claim.entry.literal) for claim in claims}
    return list(worth.values())


def _stepped(
    model: Model,
    terms: Sequence[Term],
    claims: Sequence[_Claim],
    sums: Iterable[int],
    value: Callable[[int], int],
) -> list[Term]:
    """Return terms that add up to `value` of the sum of others, or to the largest claim.

    `value` never falls; `sums` has all that the terms can add to history's, 0 included. Each level
    of value is a literal: reached if the sum is high enough or something claims it, and only then.
    """
    history = model.total(terms).offset
    floor = max([value(history), *(claim.least for claim in claims if claim.entry.key is None)])
    worth = {history + each: max(floor, value(history + each)) for each in sorted(sums)}
    levels = sorted({floor, *worth.values(), *(max(floor, claim.least) for claim in claims)})
    most = {level: max(each for each in worth if worth[each] <= level) for level in levels}
    made: list[Term] = [(floor, 1)]
    room: list[Term] = [(most[floor], 1)]
    for below, level in pairwise(levels):
        reached = model.new_literal("reached")
        model.clause([made[-1][1], model.negated(reached)])
        claiming = [claim.entry for claim in claims if claim.least >= level]
        model.follows(reached, (entry.use for entry in claiming))
        enough = min((each for each in worth if worth[each] >= level), default=max(worth) + 1)
        claimed = {entry.key: (enough, entry.literal) for entry in claiming}
        model.no_more([(enough, reached)], [*terms, *claimed.values()])
        made.append((level - below, reached))
        room.append((most[level] - most[below], reached))
    model.no_more(terms, room)
    return made


def _open(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Yield the entries that are not history."""
    return (entry for entry in entries if entry.key is not None)


def _starting(spans: Iterable[Span]) -> Span:
    """Return the time in which some spans start; what comes after it can follow any of them."""
    starts = [span.start for span in spans]
    return Span(min(starts), max(starts) + 1)


def _sum_of(one: Iterable[int], other: Iterable[int]) -> set[int]:
    """Return all that two amounts can add up to, each of them left out or not."""
    return {a + b for a in {0, *one} for b in {0, *other}}


def _reached(added: Sequence[_Added]) -> set[int]:
    """Return all that lines together can add to what history charges them."""
    stretches = [stretch for one in added for stretch in one.whole]
    for half in Half:
        sharing = [one.halves[half] for one in added if half in one.halves]
        if sharing:
            starting = _starting(span for spans, _ in sharing for span in spans)
            worth = reduce(_sum_of, (each for _, each in sharing))
            stretches += [(starting, ticks) for ticks in worth]
    return _sums(stretches)


def _sums(stretches: Iterable[tuple[Span, int]]) -> set[int]:
    """Return all that amounts can add up to whose times do not overlap."""
    listed = sorted(set(stretches))
    starts = [span.start for span, _ in listed]
    after: list[set[int]] = [{0}] * (len(listed) + 1)
    for index in range(len(listed) - 1, -1, -1):
        span, amount = listed[index]
        following = after[bisect_left(starts, span.end)]
        after[index] = after[index + 1] | {amount + rest for rest in following}
    return after[0]
