"""Trips: what a facilitator makes to be at one site on one date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.domain.clock import moment
from planner.domain.placement import PlacedSession
from planner.domain.problem import Problem


class Trip(NamedTuple):
    """One date of one facilitator at one site."""

    date: date
    facilitator: str
    site: str


def trips(problem: Problem, sessions: Iterable[PlacedSession]) -> tuple[Trip, ...]:
    """Return the trips that sessions need, in order of date, facilitator and site."""
    zone = problem.engagement.zone
    made = {
        Trip(moment(part.start, zone).date(), facilitator, part.site)
        for placed in sessions
        for facilitator in placed.facilitators
        for part in placed.parts
        if part.site is not None
    }
    return tuple(sorted(made))
