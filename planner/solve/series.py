"""Large years, part by part: each placed at its best beside what is placed already.

The unit is the series, not the session: its dates and its team hang together. A series is freed,
everything else stays where it is, and the model with all rules and goals finds the best places for
it. So the series are added one after another. Those that could share trips with others are then
freed with each that they could share trips or halves with, and all together; then what lies in one
month, and in three; until arithmetic says that no plan takes fewer. Last each series once more, for
its wishes (ruin and recreate: Schrimpf and others 2000).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, combinations

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.domain.spacing import even_dates
from planner.goals import trips
from planner.solve.decode import Place, Places
from planner.solve.year import Year, literals

MOST_OF_SERIES = 1_500
"""How many literals of starts and of who leads them are free at once when a series is."""

MOST_OF_MONTH = 3_000
"""The same for each month."""

MOST_OF_ALL = 8_000
"""The same for all series that could share trips with another."""

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
    for name, part, most in _parts(year, units, best):
        left = tuple(visit for unit in units for visit in unit if visit not in best)
        within = _of(best, part(best))
        is_open = left or not year.is_at_floor(within)
        if is_open and not year.is_least(best) and year.engine.goes_on():
            say(f"improving {name}")
            freed = _freed(year, even, best, tuple(within) + left, most)
            best = _better(year, best, year.beside(best, freed, WISHES_TIER))
    for unit in units:
        if year.engine.goes_on():
            say(f"improving {_requests(year, unit)}")
            freed = _freed(year, even, best, unit, MOST_OF_SERIES)
            best = _better(year, best, year.beside(best, freed))
    return best


def _parts(
    year: Year, units: Sequence[_Unit], places: Places
) -> Iterator[tuple[str, Callable[[Places], _Unit], int]]:
    """Yield what to free together: its name, which visits it has by now, and how much of them."""
    saving = {
        pair: year.could_save(*(_of(places, unit) for unit in pair))
        for pair in combinations(units, 2)
    }
    by_trips = [pair for pair, saved in saving.items() if trips.NAME in saved]
    travelling = tuple(dict.fromkeys(chain.from_iterable(by_trips)))
    by_pair = [
        (_requests(year, one + other), partial(_all, one + other), MOST_OF_MONTH)
        for (one, other), saved in saving.items()
        if saved and (one in travelling or other in travelling)
    ]
    yield from by_pair
    if travelling:
        yield "all that could share trips", partial(_all, (*chain(*travelling),)), MOST_OF_ALL
    yield from by_pair
    count = len(_months(places))
    for months in (1, 3):
        for first in range(count - months + 1):
            name = f"month {first + 1}" + f" to {first + months}" * (months > 1)
            yield name, partial(_within, first, months), months * MOST_OF_MONTH


def _all(visits: _Unit, _places: Places) -> _Unit:
    return visits


def _of(places: Places, visits: Iterable[int]) -> Places:
    return {visit: places[visit] for visit in visits if visit in places}


def _within(first: int, months: int, places: Places) -> _Unit:
    return tuple(chain.from_iterable(_months(places)[first : first + months]))


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
