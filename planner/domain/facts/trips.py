"""Trips to each site, against the fewest that could do; half-days alone; days at two sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from planner.domain.clock import Half, moment
from planner.domain.halves import slots
from planner.domain.least import Held, least_trips
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import FULL_DAY, LengthUnit, Problem


@dataclass(frozen=True, slots=True)
class Trip:
    """One facilitator's way to one site on one date, and the halves spent there."""

    facilitator: str
    date: date
    halves: tuple[Half, ...]


@dataclass(frozen=True, slots=True)
class SiteTrips:
    """The trips to a site, in order of date.

    `least` is the arithmetic minimum: no plan with these sessions at this site, led by teams of
    these sizes, makes fewer.
    """

    site: str
    trips: tuple[Trip, ...]
    least: int

    @property
    def alone(self) -> tuple[Trip, ...]:
        """The trips that are made for one half."""
        return tuple(trip for trip in self.trips if len(trip.halves) == 1)


@dataclass(frozen=True, slots=True)
class SplitDay:
    """A date on which a facilitator works at several sites."""

    facilitator: str
    date: date
    sites: tuple[str, ...]


def site_trips(problem: Problem, plan: Plan) -> tuple[SiteTrips, ...]:
    """Return the trips to each site that anybody travels to, in the scenario's order of sites."""
    held = _held(problem, plan)
    made = _trips(problem, plan)
    return tuple(
        SiteTrips(
            site,
            tuple(
                Trip(who, day, tuple(half for half in Half if half in halves))
                for (at, day, who), halves in sorted(made.items())
                if at == site
            ),
            least_trips(problem.engagement.day, held[site]),
        )
        for site in problem.engagement.sites
        if site in held
    )


def split_days(problem: Problem, plan: Plan) -> tuple[SplitDay, ...]:
    """Return the dates on which somebody works at several sites, in order."""
    sites: dict[tuple[date, str], list[str]] = defaultdict(list)
    for site, day, who in sorted(_trips(problem, plan)):
        sites[day, who].append(site)
    return tuple(
        SplitDay(who, day, tuple(visited))
        for (day, who), visited in sorted(sites.items())
        if len(visited) > 1
    )


def _trips(problem: Problem, plan: Plan) -> Mapping[tuple[str, date, str], set[Half]]:
    """Return the halves of each trip, by its site, date and facilitator."""
    made: dict[tuple[str, date, str], set[Half]] = defaultdict(set)
    for placed in plan.sessions:
        for part, who in product(placed.parts, placed.facilitators):
            if part.site is not None:
                day = moment(part.start, problem.engagement.zone).date()
                halves = {half for _, half in slots(problem.engagement, part)}
                made[part.site, day, who] |= halves
    return made


def _held(problem: Problem, plan: Plan) -> Mapping[str, list[Held]]:
    held: dict[str, list[Held]] = defaultdict(list)
    for placed in plan.sessions:
        for part in placed.parts:
            if part.site is not None:
                held[part.site].append(_as_held(problem, placed))
    return held


def _as_held(problem: Problem, placed: PlacedSession) -> Held:
    visit = problem.visits[problem.visit_of[placed.id]]
    length = problem.sessions[placed.id].length
    part = FULL_DAY if length.unit is LengthUnit.DAYS else length
    return Held(visit.window, part, len(placed.facilitators))
