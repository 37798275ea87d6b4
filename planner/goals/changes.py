"""What changes for sessions that the record has already placed.

One change each for the dates, the clock times, every facilitator replaced, and the mode. A session
that is no longer placed has changed in all of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.clock import moment
from planner.domain.placement import Part, PlacedSession, clocks
from planner.domain.plan import Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model
    from planner.timeline import Literal


def changes(problem: Problem, plan: Plan, among: Container[str]) -> int:
    """Count the changes of a plan against the record, for some of the sessions."""
    return sum(
        _changes(problem, plan.placed.get(id), placed)
        for id, placed in problem.baseline.items()
        if id in among and id in problem.sessions
    )


def change_terms(
    problem: Problem, model: Model, among: Container[str]
) -> Iterator[tuple[int, Literal]]:
    """Yield the same count as weighted literals."""
    for id, before in problem.baseline.items():
        if id not in among or id not in problem.sessions:
            continue
        index = problem.visit_of[id]
        visit = problem.visits[index]
        position = [session.id for session in visit.sessions].index(id)
        dates, times = _dates(problem, before.parts), clocks(before.parts, problem.engagement.zone)
        yield 3, model.negated(model.placed(index))
        for literal, option in model.starts(index):
            parts = option.parts[position]
            moved = _dates(problem, parts) != dates
            retimed = clocks(parts, problem.engagement.zone) != times
            yield moved + retimed + (option.mode != before.mode), literal
        for facilitator in before.facilitators:
            yield 1, model.negated(model.staffed(index, facilitator))


def days_moved(problem: Problem, plan: Plan, among: Container[str]) -> int:
    """Add up by how many days sessions have moved against the record."""
    zone = problem.engagement.zone
    return sum(
        abs((plan.placed[id].date(zone) - placed.date(zone)).days)
        for id, placed in problem.baseline.items()
        if id in among and id in plan.placed
    )


def days_moved_terms(
    problem: Problem, model: Model, among: Container[str]
) -> Iterator[tuple[int, Literal]]:
    """Yield the same sum of days as weighted literals."""
    zone = problem.engagement.zone
    for id, before in problem.baseline.items():
        if id in among and id in problem.sessions:
            for literal, option in model.starts(problem.visit_of[id]):
                yield abs((option.date - before.date(zone)).days), literal


def _changes(problem: Problem, after: PlacedSession | None, before: PlacedSession) -> int:
    if after is None:
        return 3 + len(before.facilitators)
    moved = _dates(problem, before.parts) != _dates(problem, after.parts)
    retimed = clocks(before.parts, problem.engagement.zone) != clocks(
        after.parts, problem.engagement.zone
    )
    replaced = len(set(before.facilitators) - set(after.facilitators))
    return moved + retimed + replaced + (before.mode != after.mode)


def _dates(problem: Problem, parts: Sequence[Part]) -> list[date]:
    return [moment(part.start, problem.engagement.zone).date() for part in parts]
