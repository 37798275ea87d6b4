"""From the values of a solution to places and placed sessions, and from places to a hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.candidates import Candidates
from planner.domain.layout import Option
from planner.domain.placement import PlacedSession
from planner.domain.problem import Problem
from planner.model import Model
from planner.timeline import Literal


class Place(NamedTuple):
    """Where a visit is, and who leads it, in the scenario's order."""

    option: Option
    team: tuple[str, ...]


Places = Mapping[int, Place]
"""The visits that have a place, by their indices."""


def standing(
    problem: Problem, candidates: Sequence[Candidates], placed: Mapping[str, PlacedSession]
) -> Places:
    """Return the visits that can stay where their sessions are, with those who can still lead."""
    found: dict[int, Place] = {}
    for index, known in enumerate(candidates):
        before = placed.get(problem.visits[index].sessions[0].id)
        for option, free in zip(known.options, known.free, strict=True):
            if before is not None and (option.parts[0], option.mode) == (before.parts, before.mode):
                found[index] = Place(
                    option, tuple(who for who in before.facilitators if who in free)
                )
    return found


def decode(problem: Problem, model: Model, values: Sequence[int]) -> tuple[PlacedSession, ...]:
    """Return the sessions that a solution places, sorted by start and id."""
    return placed_sessions(problem, chosen(problem, model, values))


def chosen(problem: Problem, model: Model, values: Sequence[int]) -> Places:
    """Return the places that a solution chooses."""
    found: dict[int, Place] = {}
    for index in range(len(problem.visits)):
        for literal, option in model.starts(index):
            if holds(literal, values):
                team = tuple(_team(problem, model, index, option, values))
                found[index] = Place(option, team)
    return found


def _team(
    problem: Problem, model: Model, visit: int, option: Option, values: Sequence[int]
) -> Iterator[str]:
    for facilitator in problem.facilitators:
        for literal, led in model.leads(visit, facilitator):
            if led == option and holds(literal, values):
                yield facilitator


def hint(problem: Problem, model: Model, places: Places) -> Mapping[int, int]:
    """Return the values of the variables that place visits there, by variable index."""
    known: dict[int, int] = {}
    for index in range(len(problem.visits)):
        place = places.get(index)
        for literal, option in model.starts(index):
            _note(known, literal, holds=place is not None and option == place.option)
        for facilitator in problem.facilitators:
            for literal, option in model.leads(index, facilitator):
                leads = place is not None and facilitator in place.team
                _note(known, literal, holds=leads and place is not None and option == place.option)
    return known


def placed_sessions(problem: Problem, places: Places) -> tuple[PlacedSession, ...]:
    """Return the sessions of placed visits, sorted by start and id; history as it was."""
    return tuple(sorted(_sessions(problem, places), key=lambda one: (one.start, one.id)))


def holds(literal: Literal, values: Sequence[int]) -> bool:
    """Tell whether a literal is true in a solution, given the value of each variable."""
    if isinstance(literal, int):
        return bool(literal)
    if literal.index >= 0:
        return bool(values[literal.index])
    return not values[-literal.index - 1]


def _sessions(problem: Problem, places: Places) -> Iterator[PlacedSession]:
    for index, place in places.items():
        ids = [session.id for session in problem.visits[index].sessions]
        if problem.history.issuperset(ids):
            yield from (problem.baseline[id] for id in ids)
            continue
        for id, parts in zip(ids, place.option.parts, strict=True):
            yield PlacedSession(id, parts, place.team, place.option.mode)


def _note(known: dict[int, int], literal: Literal, *, holds: bool) -> None:
    if not isinstance(literal, int) and literal.index >= 0:
        known[literal.index] = max(known.get(literal.index, 0), int(holds))
