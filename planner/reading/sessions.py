"""[sessions]: what a manager says of single sessions by hand, and what of it is worth a warning.

What is written here stands over what the session's request says of the same. Where the two
contradict each other the reader is warned, in numbers; what contradicts itself is a mistake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from planner.domain.by_hand import ByHand, Mark
from planner.domain.clock import Half
from planner.domain.overrides import Override, make_up_id, overridden
from planner.domain.problem import Problem, Visit
from planner.reading.forms import DATE, ID, TEXT, choice, list_of
from planner.reading.names import Names
from planner.reading.request_keys import HALF, WINDOW
from planner.reading.table import Key, Schema, Table, opened
from planner.reading.windows import Windows
from planner.reading.wording import shown

ON = Key("on", DATE, None)
FACILITATORS = Key("facilitators", list_of(ID, "a list of facilitator ids"), ())
STATUS = Key("status", choice(*(mark.value for mark in Mark)), None)
CANCELLED_ON = Key("cancelled_on", DATE, None)
NOTE = Key("note", TEXT, "")
SESSION = Schema("sessions.<id>", (ON, WINDOW, HALF, FACILITATORS, STATUS, CANCELLED_ON, NOTE))

_WITHOUT_DATE = (None, Mark.CANCELLED)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_Entries = Mapping[str, Table]


def read_sessions(
    table: Table,
    key: Key[Mapping[str, Any]],
    problem: Problem,
    windows: Windows,
    warnings: list[str],
) -> Problem:
    """Return the problem with what was said of its sessions by hand.

    What makes up for a missed session can be spoken of like any other.
    """
    waiting = dict(_entries(table, key))
    while known := {id: entry for id, entry in waiting.items() if id in problem.sessions}:
        for visit, entries in _by_visit(problem, known).items():
            problem = _overridden(problem, visit, entries, windows, warnings)
        waiting = {id: entry for id, entry in waiting.items() if id not in known}
    names, inside = Names("session", tuple(problem.sessions)), (*table.path, key.name)
    for id in waiting:
        names.knows(Table(inside, {}, table.complaints), Key(id, key.form, {}), id)
    return problem


def _entries(table: Table, key: Key[Mapping[str, Any]]) -> Iterator[tuple[str, Table]]:
    for id, value in table.get(key).items():
        path = (*table.path, key.name, id)
        if isinstance(value, dict):
            yield id, opened(path, value, SESSION, table.complaints)
        else:
            table.complaints.add(path, f"{shown(value)} is not a table")


def _by_visit(problem: Problem, entries: _Entries) -> Mapping[int, _Entries]:
    visits: dict[int, dict[str, Table]] = defaultdict(dict)
    for id, entry in entries.items():
        visits[problem.visit_of[id]][id] = entry
    return visits


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what is said of the sessions of one visit."""

    problem: Problem
    visit: Visit
    windows: Windows

    def override(self, entry: Table) -> Override:
        status, written = entry.get(STATUS), entry.get(WINDOW)
        window = None if written is None else self.windows.resolve(entry, WINDOW, written)
        mark, on, half = None if status is None else Mark(status), entry.get(ON), entry.get(HALF)
        if mark not in _WITHOUT_DATE and not entry.has(ON):
            entry.complain(ON, f"is missing; expected the date of what is {mark}")
        whole = self.windows.whole
        if on is not None and on not in whole:
            message = f"{on} lies outside the contract's dates, {whole.first} to {whole.last}"
            entry.complain(ON, message)
        elif on is not None and window is not None and on not in window:
            entry.complain(ON, f"{on} lies outside the window written beside it, {window}")
        if half is not None and self.visit.sessions[0].length.halves > 1:
            entry.complain(HALF, "is for sessions of a half or less; this one takes both")
        known = Names("facilitator", self.problem.facilitators)
        team = known.known_among(entry, FACILITATORS, entry.get(FACILITATORS))
        said = ByHand(mark, on, entry.get(NOTE), self._cancelled_on(entry, mark))
        return Override(said, window, None if half is None else Half(half), team)

    def _cancelled_on(self, entry: Table, mark: Mark | None) -> date | None:
        """Return when the client cancelled, which must be said where `[billing] notice` asks."""
        told = entry.get(CANCELLED_ON)
        if told is not None and mark is not Mark.CANCELLED:
            entry.complain(CANCELLED_ON, f'goes with status = "{Mark.CANCELLED}"', "leave it out")
        contract = self.problem.engagement.contract
        asks = contract is not None and contract.billing.notice_days is not None
        if asks and mark is Mark.CANCELLED and not entry.has(CANCELLED_ON):
            expected = "the date on which the client said so, for [billing] has a notice"
            entry.complain_of_missing(CANCELLED_ON, expected)
        return told

    def contradictions(self, override: Override) -> Iterator[str]:
        """Yield how one session's date, window, half and team differ from its request's."""
        visit = self.visit
        request = f"of make-ups in {visit.request}" if visit.makes_up else f"of {visit.request}"
        if override.said.on is not None:
            yield from self._of_date(override.said.on, request)
        window = override.window
        if window is not None and not (
            window.first in visit.window and window.last in visit.window
        ):
            yield f"window {window} reaches outside the window {request}, {visit.window}"
        if override.half is not None and visit.rules.half not in (None, override.half):
            yield f"half {override.half} is not the {visit.rules.half} {request}"
        if override.team and len(override.team) != visit.team:
            yield f"is led by {len(override.team)} instead of {visit.team}, and charges for each"
        others = [id for id in override.team if id not in visit.pool]
        if others:
            able = ", ".join(visit.pool)
            yield f"{', '.join(others)} is not among those who lead {visit.request}: {able}"

    def _of_date(self, on: date, request: str) -> Iterator[str]:
        visit = self.visit
        if on not in visit.window:
            is_early = on < visit.window.first
            days = (visit.window.first - on if is_early else on - visit.window.last).days
            side = "before" if is_early else "after"
            far = "1 day" if days == 1 else f"{days} days"
            yield f"on {on} lies {far} {side} the window {request}, {visit.window}"
        if visit.rules.on and on not in visit.rules.on:
            dates = ", ".join(map(str, sorted(visit.rules.on)))
            yield f"on {on} is none of the dates {request}, {dates}"
        if visit.rules.weekdays and on.weekday() not in visit.rules.weekdays:
            yield f"on {on} is a {_WEEKDAYS[on.weekday()]}, none of the weekdays {request}"


def _overridden(
    problem: Problem, index: int, entries: _Entries, windows: Windows, warnings: list[str]
) -> Problem:
    """Return the problem with what was said of the sessions of one visit."""
    visit = problem.visits[index]
    reader = _Reader(problem, visit, windows)
    overrides = {id: reader.override(entry) for id, entry in entries.items()}
    _complain_of_two(visit, entries, overrides)
    if any(entry.is_wrong() for entry in entries.values()):
        return problem
    for id, override in overrides.items():
        if not override.said.has_lapsed:
            told = reader.contradictions(override)
            warnings.extend(f"{id}: {said}; what is written by hand holds" for said in told)
    return overridden(problem, index, overrides)


def _complain_of_two(visit: Visit, entries: _Entries, overrides: Mapping[str, Override]) -> None:
    """Complain of what cannot hold for all sessions of a visit: a second date, window or team."""
    staying = {id: one for id, one in overrides.items() if not one.said.has_lapsed}
    for key, values in (
        (ON, {id: one.said.on for id, one in staying.items()}),
        (WINDOW, {id: one.window for id, one in staying.items()}),
        (FACILITATORS, {id: frozenset(one.team) or None for id, one in staying.items()}),
    ):
        stated = {id: value for id, value in values.items() if value is not None}
        first = next(iter(stated), None)
        for id, value in stated.items():
            if first is not None and value != stated[first]:
                message = f"is not that of {first}, which is held in the same visit"
                entries[id].complain(key, message)
    follow_ups = {one.id: before.id for before, one in pairwise(visit.sessions) if one.follows}
    for id, override in overrides.items():
        mark, of = override.said.mark, follow_ups.get(id)
        before = None if of is None or of not in overrides else overrides[of].said
        if mark is Mark.MISSED and of is not None and not (before and before.mark is mark):
            entries[id].complain(
                STATUS,
                f"is of a follow-up, which is never made up for without its session, {of}",
                'write "cancelled", or mark the session: its follow-up goes with it',
            )
        if mark is Mark.MISSED:
            twin = make_up_id(visit, id)
            if twin in (session.id for session in visit.sessions):
                entries[id].complain(STATUS, f"what makes up for it would be {twin}, which exists")
