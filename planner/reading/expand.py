"""Requests into visits and series: one visit for each group of sessions and each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, pairwise

from planner.domain.problem import Continuity, Series, Session, Visit
from planner.reading.follow_ups import followed
from planner.reading.request_keys import (
    AUDIENCE,
    COUNT,
    EACH,
    GAP,
    MOST_SESSIONS,
    OFFERINGS,
    SAME_FACILITATOR,
    VISITS,
)
from planner.reading.requests import Meeting, Wanted
from planner.reading.times import Slot


@dataclass(frozen=True)
class Expanded:
    """The visits of some requests, and the series they form."""

    visits: tuple[Visit, ...]
    series: tuple[Series, ...]


def expand(requests: Iterable[Wanted], warnings: list[str]) -> Expanded:
    """Return the visits and series of all requests, in the scenario's order.

    Add a warning for each key that has nothing to act on.
    """
    visits: list[Visit] = []
    series: list[Series] = []
    sessions = 0
    for wanted in requests:
        each = 1 if wanted.frame.follow_up is None else 2
        planned = len(wanted.slots) * sum(map(len, wanted.groups)) * each
        sessions += planned
        if sessions > MOST_SESSIONS:
            wanted.ask.complain(
                None,
                f"would make {planned:,} sessions, {sessions:,} with those above; "
                f"expected at most {MOST_SESSIONS:,} in one scenario",
            )
            return Expanded((), ())
        _complain_of_twins(wanted)
        warnings.extend(_idle(wanted))
        for id, members in _runs(wanted):
            first = len(visits)
            visits += members
            series.append(_series(wanted, id, members, first))
    return Expanded(tuple(visits), tuple(series))


def _runs(wanted: Wanted) -> Iterator[tuple[str, list[Visit]]]:
    """Yield the visits of each series: of a request, or of each audience of it."""
    places = cycle(wanted.frame.sites)
    if not wanted.ask.has(EACH):
        yield (
            wanted.ask.id,
            [
                _visit(wanted, group, slot, next(places))
                for group in wanted.groups
                for slot in wanted.slots
            ],
        )
        return
    for group in wanted.groups:
        yield (
            f"{wanted.ask.id}/{group[0].name}",
            [_visit(wanted, group, slot, next(places)) for slot in wanted.slots],
        )


def _visit(wanted: Wanted, group: tuple[Meeting, ...], slot: Slot, sites: tuple[str, ...]) -> Visit:
    frame, request = wanted.frame, wanted.ask.id
    met = (
        Session(
            id="/".join(filter(None, (request, meeting.name, slot.name))),
            audience=meeting.audience,
            length=frame.length,
            line=frame.line.at(sites),
        )
        for meeting in group
    )
    sessions = tuple(followed(met, frame.follow_up, sites))
    return Visit(
        id=sessions[0].id,
        request=request,
        sessions=sessions,
        modes=tuple(frame.modes),
        sites=sites,
        team=frame.team.size,
        pool=frame.team.pool,
        window=slot.window,
        kinds=frame.kinds,
        rules=frame.rules,
        prefer=frame.prefer,
        promised=slot.promised,
        priority=frame.priority,
    )


def _series(wanted: Wanted, id: str, members: list[Visit], first: int) -> Series:
    """Return the series of some visits; windows that follow each other order them already."""
    counted = wanted.ask.has(COUNT) or wanted.ask.has(OFFERINGS)
    numbers = {mode: number for mode, number in wanted.frame.modes.items() if number is not None}
    follow = all(a.window.last < b.window.first for a, b in pairwise(members))
    return Series(
        id=id,
        visits=tuple(range(first, first + len(members))),
        ordered=wanted.ordered and not follow,
        interchangeable=counted,
        continuity=wanted.continuity,
        gap_days=wanted.gap_days,
        modes=numbers or None,
        capacity=wanted.capacity,
    )


def _idle(wanted: Wanted) -> Iterator[str]:
    """Yield a warning for each key about neighbours where no series has two visits."""
    each, ask = wanted.ask.has(EACH), wanted.ask
    if len(wanted.slots) * (1 if each else len(wanted.groups)) > 1:
        return
    stated = {GAP: ask.has(GAP), SAME_FACILITATOR: wanted.continuity is not Continuity.FREE}
    for key in (key for key, is_stated in stated.items() if is_stated):
        once = "each audience is met once" if each else "there is one visit"
        yield f"{ask.id}: {key.name} changes nothing, for {once}"


def _complain_of_twins(wanted: Wanted) -> None:
    """Complain of sessions that would have one id."""
    seen: set[str] = set()
    for meeting in (meeting for group in wanted.groups for meeting in group):
        if meeting.name in seen:
            key = next(key for key in (EACH, VISITS, AUDIENCE) if wanted.ask.has(key))
            id = f"{wanted.ask.id}/{meeting.name}"
            wanted.ask.complain(key, f'{meeting.name} stands twice: two sessions would be "{id}"')
        seen.add(meeting.name)
