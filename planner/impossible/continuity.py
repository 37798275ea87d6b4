"""Visits that keep their facilitators, and that nobody is free for often enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.candidates import Candidates
from planner.domain.calendar import Slot
from planner.domain.halves import slots
from planner.domain.least import least_halves
from planner.domain.problem import Problem
from planner.impossible.facilitators import most_halves
from planner.impossible.promises import Impossible, counted, named, series_in
from planner.impossible.series import Dates, dates_of, how_many_fit
from planner.impossible.teams import bound, of_one_team

_REMEDY = 'write same_facilitator = "prefer", widen the windows, or ask for fewer'


def nobody_free_for_all(problem: Problem, candidates: Sequence[Candidates]) -> Iterator[Impossible]:
    """Yield visits that must share their facilitators, and that too few have the time to lead.

    Whoever leads all of them leads each where they are free: those of a series on dates that keep
    its order and gap, and all of them in halves that their caps leave. Who cannot lead one of them
    at all is told of elsewhere.
    """
    known: dict[tuple[int, str], _Free] = {}
    for visits in of_one_team(problem, bound(problem, candidates)):
        lacks = _lacks(problem, candidates, visits, known)
        if lacks:
            team = counted(problem.visits[visits[0]].team, "facilitator")
            yield Impossible(
                series_in(problem, visits),
                f"{len(visits)} visits keep the same {team}, and too few have the time to lead "
                f"all of them: {named(lacks)}",
                _REMEDY,
                frozenset(visits),
            )


@dataclass(frozen=True, slots=True)
class _Free:
    """When somebody could lead a visit: its dates, and the halves of all of them."""

    dates: Dates
    halves: frozenset[Slot]


def _free(
    problem: Problem,
    candidates: Sequence[Candidates],
    index: int,
    who: str,
    known: dict[tuple[int, str], _Free],
) -> _Free:
    """Return when somebody could lead a visit; visits with the same candidates are asked once."""
    own = candidates[index]
    key = id(own), who
    if key not in known:
        led = [option for option, free in zip(own.options, own.free, strict=True) if who in free]
        parts = {part for option in led for part in option.all_parts}
        halves = frozenset(slot for part in parts for slot in slots(problem.engagement, part))
        known[key] = _Free(dates_of(problem, index, led), halves)
    return known[key]


def _lacks(
    problem: Problem,
    candidates: Sequence[Candidates],
    visits: Sequence[int],
    known: dict[tuple[int, str], _Free],
) -> list[str]:
    """Say what those who can lead each of some visits lack for all; nothing if a team does not."""
    team, having_all, lacks = problem.visits[visits[0]].team, 0, list[str]()
    for who in problem.facilitators:
        free = {index: _free(problem, candidates, index, who, known) for index in visits}
        if not all(one.dates for one in free.values()):
            continue
        lack = _lack(problem, candidates, who, free)
        if lack is not None:
            lacks.append(f"{who} has {lack}")
            continue
        having_all += 1
        if having_all == team:
            return []
    return lacks if having_all + len(lacks) >= team else []


def _lack(
    problem: Problem, candidates: Sequence[Candidates], who: str, free: Mapping[int, _Free]
) -> str | None:
    """Say what somebody who can lead each of some visits has too little of for all of them."""
    for series in problem.series:
        members = {index: free[index].dates for index in series.visits if index in free}
        number = how_many_fit(candidates, members, series)
        if number is not None:
            return f"dates for {number} of {len(members)} in {series.id}"
    waiting = [index for index in free if not candidates[index].fixed]
    asked = least_halves(
        problem.engagement.day,
        ((session.length, 1) for index in waiting for session in problem.visits[index].sessions),
    )
    most = most_halves(problem, who, {half for index in waiting for half in free[index].halves})
    return None if most >= asked else f"{most / 2:.1f} of {asked / 2:.1f} days, caps included"
