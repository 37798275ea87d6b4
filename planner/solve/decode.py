"""From the values of a solution to placed sessions, and from a record to a first hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.layout import Option
from planner.domain.placement import PlacedSession
from planner.domain.problem import Problem
from planner.model import Model
from planner.timeline import Literal


def decode(problem: Problem, model: Model, values: Sequence[int]) -> tuple[PlacedSession, ...]:
    """Return the sessions that a solution places, sorted by start and id."""
    return tuple(sorted(_placed(problem, model, values), key=lambda one: (one.start, one.id)))


def hint(problem: Problem, model: Model) -> Mapping[int, int]:
    """Return the values of the variables that place sessions where the record has them."""
    known: dict[int, int] = {}
    for index, visit in enumerate(problem.visits):
        before = problem.baseline.get(visit.sessions[0].id)
        for literal, option in model.starts(index):
            here = before is not None and _is_at(option, before)
            _note(known, literal, holds=here)
        for facilitator in problem.facilitators:
            for literal, option in model.leads(index, facilitator):
                here = before is not None and _is_at(option, before)
                led = before is not None and facilitator in before.facilitators
                _note(known, literal, holds=here and led)
    return known


def holds(literal: Literal, values: Sequence[int]) -> bool:
    """Tell whether a literal is true in a solution, given the value of each variable."""
    if isinstance(literal, int):
        return bool(literal)
    if literal.index >= 0:
        return bool(values[literal.index])
    return not values[-literal.index - 1]


def _placed(problem: Problem, model: Model, values: Sequence[int]) -> Iterator[PlacedSession]:
    for index, visit in enumerate(problem.visits):
        ids = [session.id for session in visit.sessions]
        if problem.history.issuperset(ids):
            yield from (problem.baseline[id] for id in ids)
            continue
        chosen = [option for literal, option in model.starts(index) if holds(literal, values)]
        for option in chosen:
            team = tuple(
                facilitator
                for facilitator in problem.facilitators
                if any(
                    led == option and holds(literal, values)
                    for literal, led in model.leads(index, facilitator)
                )
            )
            for id, parts in zip(ids, option.parts, strict=True):
                yield PlacedSession(id, parts, team, option.mode)


def _is_at(option: Option, placed: PlacedSession) -> bool:
    return option.parts[0] == placed.parts and option.mode == placed.mode


def _note(known: dict[int, int], literal: Literal, *, holds: bool) -> None:
    if not isinstance(literal, int) and literal.index >= 0:
        known[literal.index] = max(known.get(literal.index, 0), int(holds))
