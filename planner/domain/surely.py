"""What every good plan places, in the form that arithmetic about it needs.

Bounds by arithmetic count visits. That all promised ones are placed is not all that is sure: of
optional ones, so many are placed as the goal before says; of a series of which so many are in
person, so many are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from planner.domain.problem import Mode, Problem, Series, Visit, Window


def surely_placed(problem: Problem, optional_unplaced: int) -> tuple[Visit, ...]:
    """Return the open visits that each plan places which leaves nothing promised unplaced.

    `optional_unplaced` is the value of the goal optional: the priorities of the optional sessions
    that may find no place. A visit of a series with a number for each mode stands for any of it.
    """
    placed = {visit.id for visit in problem.to_be_placed}
    placed.update(visit.id for visit in _sure_options(problem, optional_unplaced))
    visits = {visit.id: visit for visit in problem.visits if visit.id in placed}
    for series in problem.series:
        own = [visits[id] for id in _ids(problem, series) if id in visits]
        visits |= {visit.id: visit for visit in _in_numbers(problem, series, own)}
    return tuple(visits.values())


def _ids(problem: Problem, series: Series) -> Iterator[str]:
    return (problem.visits[index].id for index in series.visits)


def _sure_options(problem: Problem, unplaced: int) -> Iterator[Visit]:
    """Yield the optional visits that have a place whichever of them have none."""
    optional = {visit.id: visit for visit in _open_options(problem)}
    for series in problem.series if unplaced else ():
        own = [optional.pop(id) for id in _ids(problem, series) if id in optional]
        if own and series.interchangeable and problem.published.isdisjoint(_sessions(own)):
            lost = unplaced // min(visit.priority * len(visit.sessions) for visit in own)
            yield from own[: max(len(own) - lost, 0)]
    for visit in optional.values():
        if visit.priority * len(visit.sessions) > unplaced:
            yield visit


def _open_options(problem: Problem) -> Iterator[Visit]:
    settled = problem.history | problem.lapsed
    for visit in problem.visits:
        if not visit.promised and settled.isdisjoint(_sessions([visit])):
            yield visit


def _sessions(visits: Iterable[Visit]) -> Iterator[str]:
    return (session.id for visit in visits for session in visit.sessions)


def _in_numbers(problem: Problem, series: Series, own: Sequence[Visit]) -> Iterator[Visit]:
    """Yield visits of a series that surely are in one mode, each on any date of them all."""
    if not series.modes or not own or any(_kind(visit) != _kind(own[0]) for visit in own):
        return
    window = Window(
        min(visit.window.first for visit in own), max(visit.window.last for visit in own)
    )
    others = iter(own)
    for mode in Mode:
        for visit in islice(others, max(len(own) - _elsewhere(problem, series, mode), 0)):
            yield replace(visit, modes=(mode,), window=window)


def _kind(visit: Visit) -> object:
    """Return what arithmetic knows of a visit, but for its window."""
    sessions = [(session.length, session.line, session.follows) for session in visit.sessions]
    return sessions, visit.modes, visit.sites, visit.team, visit.pool


def _elsewhere(problem: Problem, series: Series, mode: Mode) -> int:
    """Return how many open visits of a series may be in any other mode."""
    asked = series.modes or {}
    numbers = {other: asked.get(other, len(series.visits)) for other in Mode if other is not mode}
    past = [
        problem.baseline[id].mode
        for index in series.visits
        if (id := problem.visits[index].sessions[0].id) in problem.history
    ]
    return sum(max(number - past.count(other), 0) for other, number in numbers.items())
