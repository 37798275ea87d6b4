"""A facilitator visits one site a date, and joins no virtual session in a half spent on site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from planner.domain.calendar import Slot
from planner.domain.halves import slots
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Mode, Problem

if TYPE_CHECKING:
    from planner.model import Literal, Model

TITLE = "leaves time to travel"

_Met = dict[str, list[str]]
"""The sessions at each site of a date, or in each mode of a half."""


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each date with two sites, and each half on site and virtual, for one facilitator."""
    sites: dict[tuple[str, date], _Met] = defaultdict(dict)
    modes: dict[tuple[str, Slot], _Met] = defaultdict(dict)
    for placed in plan.sessions:
        for part, who in product(placed.parts, placed.facilitators):
            for slot in slots(problem.engagement, part):
                modes[who, slot].setdefault(placed.mode, []).append(placed.id)
                if part.site is not None:
                    sites[who, slot[0]].setdefault(part.site, []).append(placed.id)
    for (who, day), visited in sites.items():
        if _are_too_many(problem, visited):
            message = f"{who} would travel between {' and '.join(visited)} on {day}"
            yield Breach(TITLE, _first_of_each(visited), message)
    for (who, (day, half)), met in modes.items():
        if _are_too_many(problem, met):
            message = f"{who} would be on site and virtual on {day} {half}"
            yield Breach(TITLE, _first_of_each(met), message)


def post(problem: Problem, model: Model) -> None:
    """Let a facilitator make one trip a date, and keep virtual sessions out of its halves."""
    for facilitator in problem.facilitators:
        trips: dict[date, list[Literal]] = defaultdict(list)
        for (_, on), trip in model.trips(facilitator).items():
            trips[on].extend(trip)
        for at_sites in trips.values():
            model.at_most(1, at_sites)
        on_site = model.touched(facilitator, Mode.IN_PERSON)
        virtual = model.touched(facilitator, Mode.VIRTUAL) if on_site else {}
        for slot in on_site.keys() & virtual.keys():
            model.at_most(1, on_site[slot] + virtual[slot])


def _are_too_many(problem: Problem, met: _Met) -> bool:
    """Tell whether there is more than one, or more than history alone has made of it."""
    past = sum(not problem.history.isdisjoint(ids) for ids in met.values())
    return len(met) > max(1, past)


def _first_of_each(met: _Met) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[0] for ids in met.values()))
