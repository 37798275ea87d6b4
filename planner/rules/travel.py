"""A facilitator visits one site a date, or sites of one region with time to travel between.

In a half spent on site nobody joins a virtual session.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from planner.domain.calendar import Slot
from planner.domain.clock import moment
from planner.domain.halves import slots
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Mode, Problem

if TYPE_CHECKING:
    from planner.model import Model
    from planner.timeline import Literal

TITLE = "leaves time to travel"

_Stop = tuple[Part, str]
"""A part held on site, and the session it belongs to."""

_Met = dict[str, list[str]]
"""The sessions in each area of a date, or in each mode of a half."""


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield the dates with too much travel, and the halves on site and virtual at once."""
    for who in problem.facilitators:
        led = [placed for placed in plan.sessions if who in placed.facilitators]
        for day, stops in _days(problem, led).items():
            yield from _too_far(problem, who, day, stops)
        modes: dict[Slot, _Met] = defaultdict(dict)
        for placed in led:
            for part in placed.parts:
                for slot in slots(problem.engagement, part):
                    modes[slot].setdefault(placed.mode, []).append(placed.id)
        for (day, half), met in modes.items():
            if _are_too_many(problem, met):
                message = f"{who} would be on site and virtual on {day} {half}"
                yield Breach(TITLE, _first_of_each(met), message)


def post(problem: Problem, model: Model) -> None:
    """Keep each date to one area, travel between its sites, and virtual sessions out of halves."""
    for facilitator in problem.facilitators:
        areas: dict[date, list[Literal]] = defaultdict(list)
        for (_, on), inside in model.areas(facilitator).items():
            areas[on].extend(inside)
        for literals in areas.values():
            model.at_most(1, literals)
        for hurried in _hurried(problem, model, facilitator):
            model.at_most(1, hurried)
        on_site = model.touched(facilitator, Mode.IN_PERSON)
        virtual = model.touched(facilitator, Mode.VIRTUAL) if on_site else {}
        for slot in sorted(on_site.keys() & virtual.keys()):
            model.at_most(1, on_site[slot] + virtual[slot])


def _are_too_many(problem: Problem, met: _Met) -> bool:
    """Tell whether there is more than one, or more than history alone has made of it."""
    past = sum(not problem.history.isdisjoint(ids) for ids in met.values())
    return len(met) > max(1, past)


def _first_of_each(met: _Met) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[0] for ids in met.values()))


def _days(problem: Problem, led: Iterable[PlacedSession]) -> Mapping[date, list[_Stop]]:
    """Return the parts held on site by their date, in order of time."""
    zone = problem.engagement.zone
    days: dict[date, list[_Stop]] = defaultdict(list)
    for placed in led:
        for part in placed.parts:
            if part.site is not None:
                days[moment(part.start, zone).date()].append((part, placed.id))
    return {day: sorted(stops, key=lambda stop: stop[0].start) for day, stops in days.items()}


def _too_far(problem: Problem, who: str, day: date, stops: list[_Stop]) -> Iterator[Breach]:
    areas: _Met = {}
    for part, id in stops:
        areas.setdefault(problem.engagement.sites[part.site or ""].area, []).append(id)
    if _are_too_many(problem, areas):
        visited = " and ".join(dict.fromkeys(part.site or "" for part, _ in stops))
        yield Breach(TITLE, _first_of_each(areas), f"{who} would travel between {visited} on {day}")
    for (earlier, first), (later, second) in combinations(stops, 2):
        minutes = later.start - earlier.end
        is_past = problem.history >= {first, second}
        if earlier.site != later.site and minutes < problem.travel_minutes and not is_past:
            message = f"{who} would have {minutes} minutes to travel on {day}"
            yield Breach(TITLE, (first, second), message)


def _hurried(problem: Problem, model: Model, facilitator: str) -> Iterator[list[Literal]]:
    """Yield each two starts at different sites with too little time to travel between them."""
    stops = sorted(
        (
            (part.start, part.end, part.site, number, literal)
            for number, (_, literal, option) in enumerate(model.led(facilitator))
            for part in option.all_parts
            if part.site is not None
        ),
        key=lambda stop: (stop[0], stop[3]),
    )
    for index, (_, end, site, number, literal) in enumerate(stops):
        for start, _, there, other, second in stops[index + 1 :]:
            if start >= end + problem.travel_minutes:
                break
            if site != there and number != other:
                yield [literal, second]
