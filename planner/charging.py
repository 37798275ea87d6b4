"""What a plan charges to a contract line, as the model sees it: terms that rules and goals share.

Where each session charges by its own length, a visit that is placed charges a fixed quantity.
Where dates are billed (`planner.domain.tariff`), each facilitator's date is a stepped sum: what
shares a half first, then the date with its minimum and its cap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.charge import session_quantity, still_charged
from planner.domain.clock import Half, Span, moment
from planner.domain.contract import Line, LineUnit
from planner.domain.placement import Part
from planner.domain.problem import Problem, Session
from planner.domain.tariff import Piece, Tariff

if TYPE_CHECKING:
    from planner.model import Model, Term
    from planner.timeline import Literal


class _Entry(NamedTuple):
    """A part that a facilitator could lead: its visit, literal and time, and what it counts.

    The time includes the break after it, in which nobody can be elsewhere.
    """

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


def charge_terms(problem: Problem, model: Model, line: Line) -> Sequence[Term]:
    """Return terms that add up to what is charged to a line, in its smallest unit."""
    return model.once(f"charge {line.id}", lambda: list(_terms(problem, model, line)))


def _terms(problem: Problem, model: Model, line: Line) -> Iterator[Term]:
    contract = problem.engagement.contract
    if contract is None or line.unit is LineUnit.PRICE:
        return
    if line.unit is not LineUnit.COACH_DAYS or not contract.billing.is_by_date:
        yield from _by_length(problem, model, line)
        return
    tariff = Tariff(line, contract, problem.engagement.day)
    charged = (who for placed in still_charged(problem) for who in placed.facilitators)
    for facilitator in dict.fromkeys((*model.leaders(), *charged)):
        for entries in _dates(problem, model, tariff, facilitator).values():
            yield from _of_date(model, tariff, entries)


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
        for literal, option in starts:
            if worth[option.mode] > least:
                yield worth[option.mode] - least, literal
    for placed in still_charged(problem):
        if problem.sessions[placed.id].line == line.id:
            alone = session_quantity(problem, placed.id, placed.mode)
            yield alone * len(placed.facilitators), 1


def _dates(
    problem: Problem, model: Model, tariff: Tariff, facilitator: str
) -> Mapping[date, list[_Entry]]:
    """Return what a facilitator could lead on the tariff's line, by date."""
    engagement = problem.engagement
    dates: dict[date, list[_Entry]] = defaultdict(list)
    for use, session, mode, parts in _led(problem, model, facilitator):
        for part in parts if session.line == tariff.line.id else ():
            start = moment(part.start, engagement.zone)
            span = Span(part.start, part.end + engagement.day.break_minutes)
            piece = tariff.piece(session.length, mode, start)
            dates[start.date()].append(_Entry(*use, span, piece))
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


def _of_date(model: Model, tariff: Tariff, entries: Sequence[_Entry]) -> Sequence[Term]:
    """Return the charge of one date of one facilitator."""
    claims = _claims(entries, tariff.charge)
    if model.are_rivals(entry.use for entry in entries):
        return _alone(claims)
    terms: list[Term] = []
    stretches: list[tuple[Span, int]] = []
    together: dict[tuple[Half, int], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.piece.together is not None:
            together[entry.piece.together].append(entry)
            continue
        ticks = tariff.rounded(entry.piece.share, entry.piece.step)
        terms.append((ticks, entry.literal))
        stretches += [(entry.span, ticks)] if entry.key is not None else []
    for half in Half:
        sharing = {step: some for (at, step), some in together.items() if at is half}
        worth = {0}
        for step, some in sharing.items():
            added, more = _of_half(model, tariff, step, some)
            terms += added
            worth = {one + other for one in worth for other in (0, *more)}
        hull = _hull([entry for some in sharing.values() for entry in some]) if sharing else None
        stretches += [(hull, ticks) for ticks in worth] if hull else []
    if not tariff.has_limits:
        return terms
    return _stepped(model, terms, claims, _sums(stretches), tariff.capped)


def _of_half(
    model: Model, tariff: Tariff, step: int, entries: Sequence[_Entry]
) -> tuple[Sequence[Term], set[int]]:
    """Return the charge of sessions that share a half and a step, and what it can add."""

    def charged(share: int) -> int:
        return tariff.of_half(share, step)

    history = sum(entry.piece.share for entry in entries if entry.key is None)
    sums = _sums((entry.span, entry.piece.share) for entry in _open(entries))
    worth = {charged(history + each) - charged(history) for each in sums}
    claims = _claims(entries, lambda pieces: charged(sum(one.share for one in pieces)))
    if model.are_rivals(entry.use for entry in entries):
        return _alone(claims), worth
    shares = [(entry.piece.share, entry.literal) for entry in entries]
    return _stepped(model, shares, claims, sums, charged), worth


def _claims(
    entries: Sequence[_Entry], charge: Callable[[Sequence[Piece]], int]
) -> Sequence[_Claim]:
    """Return each entry with what its literal would charge by itself, history taken together."""
    pieces: dict[int | None, list[Piece]] = defaultdict(list)
    for entry in entries:
        pieces[entry.key].append(entry.piece)
    worth = {key: charge(together) for key, together in pieces.items()}
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


def _hull(entries: Sequence[_Entry]) -> Span:
    """Return the time from the first to the last of some entries."""
    spans = [entry.span for entry in entries]
    return Span(min(spans).start, max(span.end for span in spans))


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
