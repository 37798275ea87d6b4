"""Large years, part by part: each placed at its best beside what is placed already.

The unit is the series, not the session: its dates and its team hang together. A series is freed,
everything else stays where it is, and the model with all rules and goals finds the best places for
it. So the series are added one after another. Then what lies in one month is freed, and in three,
to share halves and trips better; then each series once more, for its wishes (ruin and recreate:
Schrimpf and others 2000).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.domain.spacing import even_dates
from planner.solve.decode import Place, Places
from planner.solve.year import Year, literals

MOST_OF_SERIES = 1_500
"""How many literals of starts and of who leads them are free at once when a series is."""

MOST_OF_MONTH = 3_000
"""The same for each month."""

WISHES_TIER = 5
"""The last tier that matters before everything has a place."""

_Unit = tuple[int, ...]
"""Visits that are freed together, by their indices."""


def place_by_series(year: Year, places: Places, say: Callable[[str], None]) -> Places | None:
    """Return places for all series, the best that freeing one part after another finds.

    What has a place, and the whole team that is asked for, keeps it at first where it still can.
    Ends early when the engine has stopped; None if that was before anything was found.
    """
    units = _units(year)
    even = even_dates(year.problem)
    kept = {visit: at for visit, at in places.items() if _is_whole(year, visit, at)}
    best = year.beside(kept, {}, WISHES_TIER)
    if best is None:
        return None
    for unit in units:
        if any(visit not in best for visit in unit) and year.engine.goes_on():
            say(f"placing {_requests(year, unit)}")
            freed = _freed(year, even, best, unit, MOST_OF_SERIES)
            best = _better(year, best, year.beside(best, freed, WISHES_TIER))
    for months in (1, 3):
        for first in range(len(_months(best)) - months + 1):
            within = tuple(chain.from_iterable(_months(best)[first : first + months]))
            left = tuple(visit for unit in units for visit in unit if visit not in best)
            is_open = left or not year.is_at_floor({visit: best[visit] for visit in within})
            if is_open and year.engine.goes_on():
                say(f"improving month {first + 1}" + f" to {first + months}" * (months > 1))
                freed = _freed(year, even, best, within + left, months * MOST_OF_MONTH)
                best = _better(year, best, year.beside(best, freed, WISHES_TIER))
    for unit in units:
        if year.engine.goes_on():
            say(f"improving {_requests(year, unit)}")
            freed = _freed(year, even, best, unit, MOST_OF_SERIES)
            best = _better(year, best, year.beside(best, freed))
    return best


def _better(year: Year, places: Places, found: Places | None) -> Places:
    return places if found is None else min(places, found, key=year.values)


def _months(places: Places) -> Sequence[_Unit]:
    """Return what lies in each month, in order."""
    months: dict[str, list[int]] = defaultdict(list)
    for visit, place in sorted(places.items()):
        months[f"{place.option.date:%Y-%m}"].append(visit)
    return [tuple(months[month]) for month in sorted(months)]


def _requests(year: Year, unit: _Unit) -> str:
    return " and ".join(dict.fromkeys(year.problem.visits[visit].request for visit in unit))


def _units(year: Year) -> Sequence[_Unit]:
    """Return the series, and each visit of none: what comes earlier or has less room first."""
    open_ones = {v for v, known in enumerate(year.candidates) if known.options and not known.fixed}
    alone = open_ones.difference(*(series.visits for series in year.problem.series))
    units = [tuple(v for v in series.visits if v in open_ones) for series in year.problem.series]
    units += [(visit,) for visit in sorted(alone)]
    depth = _depths(year.problem)
    return sorted(
        filter(None, units),
        key=lambda unit: (depth[year.problem.visits[unit[0]].request], _room(year, unit)),
    )


def _depths(problem: Problem) -> Mapping[str, int]:
    """Return how many requests come before each one, one after another; orders have no cycles."""
    depth = dict.fromkeys((visit.request for visit in problem.visits), 0)
    for _ in range(len(depth)):
        for order in problem.orders:
            depth[order.later] = max(depth[order.later], depth[order.earlier] + 1)
    return depth


def _room(year: Year, unit: _Unit) -> float:
    return sum(len(year.candidates[visit].options) for visit in unit) / len(unit)


def _is_whole(year: Year, visit: int, place: Place) -> bool:
    return year.candidates[visit].fixed or len(place.team) == year.problem.visits[visit].team


def _freed(
    year: Year, even: Mapping[int, date], places: Places, unit: _Unit, most: int
) -> Mapping[int, Candidates]:
    """Return where the visits of a unit may go: anywhere, or near to even if that is too much."""
    if sum(literals(year.candidates[visit]) for visit in unit) <= most:
        return {visit: year.candidates[visit] for visit in unit}
    return {visit: _nearest(year, even, places, visit, most // len(unit)) for visit in unit}


def _nearest(
    year: Year, even: Mapping[int, date], places: Places, visit: int, most: int
) -> Candidates:
    """Return the place that a visit has, and the candidates on the dates nearest to even."""
    known, place = year.candidates[visit], places.get(visit)
    if known.fixed or literals(known) <= most:
        return known
    days: dict[date, list[int]] = defaultdict(list)
    for number, option in enumerate(known.options):
        days[option.date].append(number)
    center = even.get(visit, known.options[0].date)
    kept = {n for n, option in enumerate(known.options) if place and option == place.option}
    for day in sorted(days, key=lambda day: (abs((day - center).days), day)):
        if sum(1 + len(known.free[number]) for number in kept) < most:
            kept.update(days[day])
    numbers = sorted(kept)
    options = tuple(known.options[number] for number in numbers)
    return Candidates(options, tuple(known.free[number] for number in numbers), {})
