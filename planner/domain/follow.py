"""History follows the log: what was delivered lies where, and was led by whom, the log says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from planner.domain.log import Entry, last_words
from planner.domain.placement import Part, PlacedSession
from planner.domain.problem import Mode, Problem

Parts = Mapping[int, tuple[Entry, ...]]
"""What is said of the parts of one session, by their numbers."""


def following(
    problem: Problem, baseline: Mapping[str, PlacedSession]
) -> Mapping[str, PlacedSession]:
    """Return a baseline in which what was delivered is as the log says.

    A visit that the baseline lacks is added where the log has a word on every part of it: what did
    not take place lies where it was planned.
    """
    found, words = dict(baseline), _words(problem)
    for id, said in words.items():
        if id in found:
            found[id] = _followed(problem, found[id], _held(said))
    for index in problem.logged:
        sessions = problem.visits[index].sessions
        if all(len(words.get(one.id, ())) == one.length.dates for one in sessions):
            missing = (one.id for one in sessions if one.id not in found)
            found |= {id: _from_log(problem, id, words[id]) for id in missing}
    return found


def _words(problem: Problem) -> Mapping[str, Parts]:
    found: dict[str, dict[int, tuple[Entry, ...]]] = defaultdict(dict)
    for slot, entry in last_words(problem.log).items():
        if slot.part and slot.session in problem.sessions:
            parts = found[slot.session]
            parts[slot.part] = (*parts.get(slot.part, ()), entry)
    return found


def _held(said: Parts) -> Parts:
    return {number: tuple(one for one in each if one.held) for number, each in said.items()}


def _followed(problem: Problem, placed: PlacedSession, held: Parts) -> PlacedSession:
    """Return a session with the parts and people of the log; where those clash, as it was.

    Who stood in for all that is logged of somebody is in the team instead.
    """
    parts = tuple(
        _when(held.get(number, ()), part) for number, part in enumerate(placed.parts, start=1)
    )
    if any(later.start < earlier.end for earlier, later in pairwise(parts)):
        parts = placed.parts
    stood_in: dict[str, set[str]] = defaultdict(set)
    for entry in (one for entries in held.values() for one in entries):
        stood_in[entry.slot.facilitator].add(entry.facilitator)
    team = [
        min(stood_in[who]) if len(stood_in.get(who, ())) == 1 else who
        for who in placed.facilitators
    ]
    return replace(placed, parts=parts, facilitators=_in_order(problem, team))


def _when(entries: Iterable[Entry], planned: Part) -> Part:
    return min((one.held for one in entries if one.held), key=_start, default=planned)


def _start(part: Part) -> int:
    return part.start


def _from_log(problem: Problem, id: str, said: Parts) -> PlacedSession:
    """Return where a session was, or was to be."""
    entries = [one for each in said.values() for one in each]
    parts = sorted({_first(each) for each in said.values()}, key=_start)
    mode = Mode.IN_PERSON if parts[0].site else Mode.VIRTUAL
    team = _in_order(problem, (one.facilitator for one in entries))
    return PlacedSession(id, tuple(parts), team, mode.value)


def _first(entries: Iterable[Entry]) -> Part:
    parts = (part for one in entries if (part := one.held or one.planned) is not None)
    return min(parts, key=_start)


def _in_order(problem: Problem, team: Iterable[str]) -> tuple[str, ...]:
    """Return a team in the scenario's order, each once."""
    wanted = set(team)
    return tuple(id for id in problem.facilitators if id in wanted)
