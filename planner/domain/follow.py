"""History follows the log: what was delivered lies where, and was led by whom, the log says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from planner.domain.log import Entry, stories
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Mode, Problem

_Story = tuple[Entry, ...]
"""All that was said of one slot, the word that holds last."""

_Stories = Mapping[int, tuple[_Story, ...]]
"""The stories of one session by the numbers of its parts."""


def following(
    problem: Problem, baseline: Mapping[str, PlacedSession]
) -> Mapping[str, PlacedSession]:
    """Return a baseline in which what was delivered is as the log says.

    What was said to be delivered and is so no longer is back where it was planned. A visit that the
    baseline lacks is added where the log has a word on every part of it: what did not take place
    lies where it was planned.
    """
    found, told = dict(baseline), _told(problem)
    for id, said in told.items():
        if id in found:
            found[id] = _followed(problem, found[id], said)
    for index in problem.logged:
        sessions = problem.visits[index].sessions
        if all(len(told.get(one.id, ())) == one.length.dates for one in sessions):
            missing = (one.id for one in sessions if one.id not in found)
            found |= {id: _from_log(problem, id, told[id]) for id in missing}
    return found


def as_first_planned(problem: Problem, plan: Plan) -> Plan:
    """Return a plan that follows the log as it was before it did."""
    told = _told(problem)
    sessions = (_as_first_planned(problem, one, told.get(one.id, {})) for one in plan.sessions)
    return replace(plan, sessions=tuple(sorted(sessions, key=lambda one: (one.start, one.id))))


def _as_first_planned(problem: Problem, placed: PlacedSession, told: _Stories) -> PlacedSession:
    words = [story[-1] for each in told.values() for story in each]
    planned = {(one.slot.part, one.held): one.planned for one in words if one.planned}
    parts = (planned.get((n, part), part) for n, part in enumerate(placed.parts, start=1))
    stood_in = {
        one.facilitator: one.slot.facilitator
        for one in words
        if one.slot.facilitator not in placed.facilitators
    }
    team = _in_order(problem, (stood_in.get(who, who) for who in placed.facilitators))
    return replace(placed, parts=tuple(parts), facilitators=team)


def _told(problem: Problem) -> Mapping[str, _Stories]:
    found: dict[str, dict[int, tuple[_Story, ...]]] = defaultdict(dict)
    for slot, story in stories(problem.log).items():
        if slot.part and slot.session in problem.sessions:
            parts = found[slot.session]
            parts[slot.part] = (*parts.get(slot.part, ()), story)
    return found


def _followed(problem: Problem, placed: PlacedSession, told: _Stories) -> PlacedSession:
    """Return a session with the parts and people of the log; where those clash, as they were."""
    parts = tuple(
        min(_when(told.get(number, ())), key=_start, default=part)
        for number, part in enumerate(placed.parts, start=1)
    )
    if any(later.start < earlier.end for earlier, later in pairwise(parts)):
        parts = placed.parts
    every = [story for each in told.values() for story in each]
    team = _in_order(problem, (_who(who, every) for who in placed.facilitators))
    is_whole = len(team) == len(placed.facilitators)
    return replace(placed, parts=parts, facilitators=team if is_whole else placed.facilitators)


def _when(told: Iterable[_Story]) -> Iterator[Part]:
    """Yield when a part was held or, if it was only said to be, when it was planned."""
    for story in told:
        if any(entry.held for entry in story):
            part = story[-1].held or story[-1].planned
            if part is not None:
                yield part


def _who(who: str, told: Sequence[_Story]) -> str:
    """Return who has the place of somebody: of all that they had, the same one."""
    own = [story for story in told if story[-1].slot.facilitator == who]
    named = [story for story in told if any(entry.facilitator == who for entry in story)]
    now = {
        story[-1].facilitator if story[-1].held else story[-1].slot.facilitator
        for story in own or named
    }
    return now.pop() if len(now) == 1 else who


def _from_log(problem: Problem, id: str, told: _Stories) -> PlacedSession:
    """Return where a session was, or was to be."""
    words = [[story[-1] for story in each] for each in told.values()]
    parts = sorted((_first(each) for each in words), key=_start)
    mode = Mode.IN_PERSON if parts[0].site else Mode.VIRTUAL
    team = _in_order(problem, (entry.facilitator for each in words for entry in each))
    return PlacedSession(id, tuple(parts), team, mode.value)


def _first(entries: Iterable[Entry]) -> Part:
    parts = (part for one in entries if (part := one.held or one.planned) is not None)
    return min(parts, key=_start)


def _start(part: Part) -> int:
    return part.start


def _in_order(problem: Problem, team: Iterable[str]) -> tuple[str, ...]:
    """Return a team in the scenario's order, each once."""
    wanted = set(team)
    return tuple(id for id in problem.facilitators if id in wanted)
