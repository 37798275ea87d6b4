"""The year in AM/PM grids: one for each cycle of visits, and one for each month of all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import Kind, Slot
from planner.domain.clock import Half
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.grids import (
    Grid,
    GridDay,
    dates,
    grids,
    halves,
    in_half,
    is_just_a_half,
    outside,
)
from planner.reports.page.told import Told, title_of
from planner.reports.phrases import dated, day_of
from planner.reports.titles import Titles

_DAYS_BESIDE = 5
"""So many days stand beside each other, on a screen and on paper."""

_WEEK, _WEEKDAYS = 7, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A session in a cell; `time` is "" where the half says it all, `day` where it has one date.

    `is_continued`: it is told in full in the morning's cell.
    """

    told: Told
    facilitators: tuple[str, ...]
    time: str
    day: str
    team: str
    place: str
    is_continued: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A day: its heading, what stands below it, what the school is then, and its two cells.

    `off` has the halves without students.
    """

    heading: str
    date: date | None
    lines: tuple[str, ...]
    school: str
    cells: Mapping[Half, tuple[Entry, ...]]
    off: tuple[Half, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing takes place."""
        return not any(self.cells.values())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cycle or a month, in bands of days that stand beside each other.

    `place` is where all of it is held, None when in several places. `is_cycle`: its columns say
    who leads, its cells only for whom.
    """

    id: str
    title: str
    place: str | None
    is_cycle: bool
    bands: tuple[tuple[Column, ...], ...]


def sheets(problem: Problem, plan: Plan, known: Mapping[str, Told]) -> tuple[Sheet, ...]:
    """Return the cycles in the scenario's order, then the months in which anything else is."""
    titles, drawn = Titles(problem, plan), grids(problem, plan)
    cycles = tuple(_cycle(titles, known, grid) for grid in drawn)
    rest = outside(problem, plan, drawn)
    return (*cycles, *_months(titles, known, rest))


def _cycle(titles: Titles, known: Mapping[str, Told], grid: Grid) -> Sheet:
    place = titles.shared_place(grid.placed)
    columns = [_visit(titles, known, day, place) for day in grid.days]
    bands = (columns[at : at + _DAYS_BESIDE] for at in range(0, len(columns), _DAYS_BESIDE))
    return Sheet(
        id=f"cycle-{grid.request.id}",
        title=title_of(grid.request),
        place=place,
        is_cycle=True,
        bands=tuple(map(tuple, bands)),
    )


def _visit(
    titles: Titles, known: Mapping[str, Told], day: GridDay, shared_place: str | None
) -> Column:
    problem = titles.problem
    if not day.placed:
        return Column(day.heading, None, (day.mark or "not placed",), "", dict.fromkeys(Half, ()))
    first = day.placed[0]
    on = dates(problem, first)
    place = () if shared_place else (titles.place(first),)
    cells = {
        half: tuple(
            _entry(titles, known[placed.id], placed, placed.parts[0], half)
            for placed in in_half(problem, day.placed, half)
        )
        for half in Half
    }
    return Column(day.heading, on[0], (*map(dated, on), titles.team(first), *place), "", cells)


def _months(
    titles: Titles, known: Mapping[str, Told], sessions: Sequence[PlacedSession]
) -> Iterator[Sheet]:
    by_slot, place = _by_slot(titles.problem, sessions), titles.shared_place(sessions)
    days = sorted({day for day, _ in by_slot})
    for first in sorted({day.replace(day=1) for day in days}):
        within = [day for day in days if day.replace(day=1) == first]
        number = _WEEK if any(day.weekday() >= _WEEKDAYS for day in within) else _WEEKDAYS
        mondays = sorted({day - timedelta(days=day.weekday()) for day in within})
        bands = tuple(
            tuple(
                _date(titles, known, by_slot, first, monday + timedelta(days=offset))
                for offset in range(number)
            )
            for monday in mondays
        )
        yield Sheet(
            id=f"month-{first:%Y-%m}",
            title=f"{first:%B} {first.year}",
            place=place,
            is_cycle=False,
            bands=bands,
        )


_BySlot = Mapping[Slot, Sequence[tuple[PlacedSession, Part]]]


def _by_slot(problem: Problem, sessions: Iterable[PlacedSession]) -> _BySlot:
    found: dict[Slot, list[tuple[PlacedSession, Part]]] = defaultdict(list)
    for placed in sessions:
        for part in placed.parts:
            for slot in halves(problem, part):
                found[slot].append((placed, part))
    for held in found.values():
        held.sort(key=lambda one: (one[1].start, one[0].id))
    return found


def _date(
    titles: Titles, known: Mapping[str, Told], by_slot: _BySlot, month: date, day: date
) -> Column:
    """Return a date of a month's grid; of another month only that it is there."""
    if day.replace(day=1) != month:
        return Column("", None, (), "", dict.fromkeys(Half, ()))
    cells = {
        half: tuple(
            _entry(titles, known[placed.id], placed, part, half)
            for placed, part in by_slot.get((day, half), ())
        )
        for half in Half
    }
    off = tuple(half for half, kind in _kinds(titles.problem, day) if kind is not Kind.SCHOOL)
    return Column(day_of(day), day, (), school(titles.problem, day), cells, off)


def _entry(titles: Titles, told: Told, placed: PlacedSession, part: Part, half: Half) -> Entry:
    problem = titles.problem
    first = min(on for _, on in halves(problem, part))
    return Entry(
        told=told,
        facilitators=placed.facilitators,
        time="" if is_just_a_half(problem, placed) else titles.clock(part),
        day=titles.day(placed, part),
        team=titles.team(placed),
        place=titles.place_of(placed, part),
        is_continued=half is not first,
    )


def school(problem: Problem, day: date) -> str:
    """Say what the district's schools do on a date, "" when students are there all day."""
    kinds = _kinds(problem, day)
    if len({kind for _, kind in kinds}) == 1:
        kind = kinds[0][1]
        return "" if kind is Kind.SCHOOL else kind.value
    return ", ".join(f"{half} {kind}" for half, kind in kinds if kind is not Kind.SCHOOL)


def _kinds(problem: Problem, day: date) -> tuple[tuple[Half, Kind], ...]:
    calendar = problem.engagement.calendar
    return tuple((half, calendar.kind(day, half)) for half in Half)
