"""The AM/PM grid of each request that is held in visits, as districts draw it: data for any page.

A column is a visit, Day 1 to n; a row is a half; a cell has the sessions with minutes in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from planner.domain.calendar import Slot
from planner.domain.clock import Half, moment
from planner.domain.confidential import request_of
from planner.domain.halves import slots
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Problem, Request, Visit


@dataclass(frozen=True, slots=True)
class GridDay:
    """A visit as a column: its heading, and its placed sessions: all or none of them.

    `mark` is "missed" or "cancelled" where nobody meets, else "".
    """

    heading: str
    placed: tuple[PlacedSession, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """All visits of a request, in the scenario's order."""

    request: Request
    days: tuple[GridDay, ...]

    @property
    def placed(self) -> tuple[PlacedSession, ...]:
        """Every placed session of the request."""
        return tuple(chain.from_iterable(day.placed for day in self.days))


def grids(problem: Problem, plan: Plan) -> tuple[Grid, ...]:
    """Return a grid for each request of which a visit binds several sessions."""
    drawn = []
    for request in problem.engagement.requests.values():
        visits = _visits(problem, request)
        if any(map(_is_drawn, visits)):
            days = (_day(problem, plan, visit, i) for i, visit in enumerate(visits, 1))
            drawn.append(Grid(request, tuple(days)))
    return tuple(drawn)


def outside(problem: Problem, plan: Plan, drawn: Sequence[Grid]) -> tuple[PlacedSession, ...]:
    """Return the placed sessions that stand in none of the grids."""
    requests = {grid.request.id for grid in drawn}
    return tuple(p for p in plan.sessions if request_of(problem, p.id).id not in requests)


def halves(problem: Problem, part: Part) -> tuple[Slot, ...]:
    """Return the halves that a part is shown in: those it has minutes in, or the nearest one."""
    day, start = problem.engagement.day, moment(part.start, problem.engagement.zone)
    nearest = start.date(), day.half_at(start.hour * 60 + start.minute)
    return slots(problem.engagement, part) or (nearest,)


def in_half(problem: Problem, sessions: Iterable[PlacedSession], half: Half) -> list[PlacedSession]:
    """Return the sessions that are shown in a half, on any date."""
    return [
        one
        for one in sessions
        if any(on == half for part in one.parts for _, on in halves(problem, part))
    ]


def dates(problem: Problem, placed: PlacedSession) -> tuple[date, ...]:
    """Return the dates of a session's parts, each once, on the engagement's clocks."""
    zone = problem.engagement.zone
    return tuple(dict.fromkeys(moment(part.start, zone).date() for part in placed.parts))


def is_just_a_half(problem: Problem, placed: PlacedSession) -> bool:
    """Tell whether the half alone says when a session is, without its clock times."""
    return problem.sessions[placed.id].length == HALF_DAY


def _visits(problem: Problem, request: Request) -> list[Visit]:
    """Return the visits of a request, without sessions that lapsed while others were held."""
    whole = {index for series in problem.series for index in series.visits}
    return [
        problem.visits[index]
        for index in problem.visits_of(request.id)
        if index in whole or problem.visits[index].sessions[0].id not in problem.lapsed
    ]


def _day(problem: Problem, plan: Plan, visit: Visit, number: int) -> GridDay:
    first = visit.sessions[0].id
    mark = problem.by_hand[first].mark if first in problem.lapsed else None
    heading = "Make-up" if visit.makes_up else f"Day {number}"
    return GridDay(heading, _placed(plan, visit), mark or "")


def _is_drawn(visit: Visit) -> bool:
    """Tell whether a visit binds several sessions, follow-ups not counted."""
    return sum(not session.follows for session in visit.sessions) > 1


def _placed(plan: Plan, visit: Visit) -> tuple[PlacedSession, ...]:
    return tuple(plan.placed[one.id] for one in visit.sessions if one.id in plan.placed)
