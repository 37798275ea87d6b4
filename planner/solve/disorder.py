"""Dates whose clock times are out of order: somebody waits, or something could start earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from planner.candidates import Candidates
from planner.domain.calendar import Slot
from planner.domain.clock import Span
from planner.domain.halves import slots
from planner.domain.layout import Option
from planner.domain.problem import Problem
from planner.solve.decode import Places


class _Use(NamedTuple):
    """Somebody's half of a date, as a facilitator or in an audience."""

    who: str
    slot: Slot
    leads: bool


def out_of_order(
    problem: Problem, alike: Mapping[int, Candidates], places: Places
) -> Iterator[date]:
    """Yield the dates on which a facilitator waits, or a visit could start earlier by itself.

    `alike` are the starts that a visit could have instead. A facilitator waits where more than the
    break lies between two visits of a half.
    """
    taken: dict[_Use, list[tuple[Span, int]]] = defaultdict(list)
    for visit, place in places.items():
        for use, span in _taken(problem, visit, place.team, place.option):
            taken[use].append((span, visit))
    for visit, place in places.items():
        earlier = (one for one in alike[visit].options if one.start < place.option.start)
        if any(_is_free(problem, visit, place.team, option, taken) for option in earlier):
            yield place.option.date
    for use, spans in taken.items():
        in_turn = pairwise(sorted(spans)) if use.leads else ()
        if any(before.end < after.start for (before, _), (after, _) in in_turn):
            yield use.slot[0]


def _is_free(
    problem: Problem,
    visit: int,
    team: Sequence[str],
    option: Option,
    taken: Mapping[_Use, Sequence[tuple[Span, int]]],
) -> bool:
    """Tell whether no other visit takes anybody's time where a visit would start."""
    return not any(
        span.overlaps(other)
        for use, span in _taken(problem, visit, team, option)
        for other, of in taken.get(use, ())
        if of != visit
    )


def _taken(
    problem: Problem, visit: int, team: Sequence[str], option: Option
) -> Iterator[tuple[_Use, Span]]:
    """Yield from when to when a start takes the time of people, with the break after it."""
    pause = problem.engagement.day.break_minutes
    for session, parts in zip(problem.visits[visit].sessions, option.parts, strict=True):
        attending = problem.attending(session.audience)
        for part in parts:
            span = Span(part.start, part.end + pause)
            for slot in slots(problem.engagement, part):
                yield from ((_Use(who, slot, leads=True), span) for who in team)
                yield from ((_Use(who, slot, leads=False), span) for who in attending)
