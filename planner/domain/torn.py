"""Visits of which one session was delivered on another date, or by others, than the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.clock import moment
from planner.domain.links import SameTeam
from planner.domain.log import Entry, last_words
from planner.domain.problem import Problem, Series, Visit

_Moved = frozenset[tuple[date, date, str, str]]
"""Dates and people as planned and as they were, of what was not as planned."""


def torn(problem: Problem) -> Problem:
    """Return the problem with a visit for each session of those that the log tears apart.

    A visit has one date and one team. What took place otherwise than the sessions beside it leaves
    them for a visit of its own, right behind and in no series; the first session stays. The order
    of sessions is as it was, and so is what confidential ones are called.
    """
    moved = _moved(problem)
    visits: list[Visit] = []
    now: list[int] = []
    for visit in problem.visits:
        now.append(len(visits))
        if len({moved.get(session.id) for session in visit.sessions}) > 1:
            first, *others = visit.sessions
            visits.append(replace(visit, sessions=(first,)))
            visits += [replace(visit, id=one.id, sessions=(one,)) for one in others]
        else:
            visits.append(visit)
    if len(visits) == len(problem.visits):
        return problem
    return replace(
        problem,
        visits=tuple(visits),
        series=tuple(_renumbered(one, now) for one in problem.series),
        same_team=tuple(SameTeam(now[one.visit], now[one.other]) for one in problem.same_team),
    )


def _renumbered(series: Series, now: Sequence[int]) -> Series:
    visits, make_ups = (
        tuple(now[one] for one in each) for each in (series.visits, series.make_ups)
    )
    return replace(series, visits=visits, make_ups=make_ups)


def _moved(problem: Problem) -> Mapping[str, _Moved]:
    """Return how each session was held that was not held on its date by its team."""
    found: dict[str, set[tuple[date, date, str, str]]] = defaultdict(set)
    for slot, entry in last_words(problem.log).items():
        how = _how(problem, entry)
        if slot.part and how is not None:
            found[slot.session].add(how)
    return {id: frozenset(how) for id, how in found.items()}


def _how(problem: Problem, entry: Entry) -> tuple[date, date, str, str] | None:
    if entry.held is None or entry.planned is None:
        return None
    zone, who = problem.engagement.zone, (entry.slot.facilitator, entry.facilitator)
    planned, held = (moment(part.start, zone).date() for part in (entry.planned, entry.held))
    return None if planned == held and who[0] == who[1] else (planned, held, *who)
