"""The year in tables: visits as an AM/PM grid, every other session as a row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.clock import Half
from planner.domain.confidential import request_of
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.grids import Grid, GridDay, dates, grids, in_half, is_just_a_half, outside
from planner.reports.phrases import dated
from planner.reports.titles import Titles

_NARROWEST_DAY = len("Wed 10 Dec 2025")
_WIDEST_DAY = 24
_TIME_COLUMN = len("│ Time │")
_AROUND_DAY = len("  │")

_ONE_LINE_WIDTH = 110
"""From this many columns on, the list tells a session in one line instead of two."""


def timetable(problem: Problem, plan: Plan, width: int) -> Iterator[RenderableType]:
    """Yield a grid for each request that is held in visits, then the list of all other sessions."""
    titles, drawn = Titles(problem, plan), grids(problem, plan)
    for grid in drawn:
        yield from _grid(titles, grid, width)
    rest = outside(problem, plan, drawn)
    if rest:
        title = "Other sessions" if drawn else "Sessions"
        place = titles.shared_place(rest)
        yield titled(title, place, _list(titles, rest, place, width))


def titled(title: str, place: str | None, table: Table) -> RenderableType:
    """Return a table beneath its title and the place where all of it is held, if there is one."""
    return Group(Text.assemble((title, "bold"), "" if place is None else f" · {place}"), table)


def _grid(titles: Titles, grid: Grid, width: int) -> Iterator[RenderableType]:
    """Yield the grid of a request, cut into tables of as many days as the width holds."""
    place = titles.shared_place(grid.placed)
    room = width - _TIME_COLUMN
    days = max(1, room // (_NARROWEST_DAY + _AROUND_DAY))
    day_width = min(_WIDEST_DAY, room // min(days, len(grid.days)) - _AROUND_DAY)
    for first in range(0, len(grid.days), days):
        columns = grid.days[first : first + days]
        table = Table(box=box.SQUARE, show_lines=True, show_header=False)
        table.add_column(style="bold")
        for _ in columns:
            table.add_column(width=day_width, overflow="fold")
        table.add_row("Time", *(_heading(titles, day, place) for day in columns))
        for half in Half:
            table.add_row(half.value, *(_cell(titles, day, half) for day in columns))
        yield titled(f"{grid.request.title}{', continued' if first else ''}", place, table)


def _heading(titles: Titles, day: GridDay, shared_place: str | None) -> Text:
    """Return the number, date, team and place of a visit; its sessions share them all."""
    lines = [Text(day.heading, "bold")]
    for placed in day.placed[:1]:
        lines.extend(Text(dated(on)) for on in dates(titles.problem, placed))
        lines.append(Text(titles.team(placed), "cyan"))
        lines.extend([] if shared_place else [Text(titles.place(placed))])
    if day.mark:
        lines.append(Text(day.mark, "yellow"))
    elif len(lines) == 1:
        lines.append(Text("not placed", "red"))
    return Text("\n").join(lines)


def _cell(titles: Titles, day: GridDay, half: Half) -> Text:
    """Return who meets in one half of a visit, with the time unless it is just that half.

    The grid has the title of its request above it; a follow-up says its own.
    """
    problem, lines = titles.problem, []
    for placed in in_half(problem, day.placed, half):
        session = problem.sessions[placed.id]
        time = "" if is_just_a_half(problem, placed) else f"{titles.clock(placed.parts[0])} "
        title = f"{request_of(problem, placed.id).title}: " if session.follows else ""
        lines.append(f"{time}{title}{titles.audience(session)}")
    return Text("\n".join(lines))


def _list(
    titles: Titles, sessions: Iterable[PlacedSession], shared_place: str | None, width: int
) -> Table:
    """Return the sessions part by part in order of time, two lines each when space is short."""
    arranged = _side_by_side if width >= _ONE_LINE_WIDTH else _stacked
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_lines=arranged is _stacked
    )
    lead = ("Facilitators", "Place") if shared_place is None else ("Facilitators",)
    for heading in arranged((("Date", "Time"), ("Session", "Audience"), lead)):
        table.add_column(heading, overflow="fold")
    rows = [(part, placed) for placed in sessions for part in placed.parts]
    for part, placed in sorted(rows, key=lambda row: (row[0].start, row[1].id)):
        when = (titles.date(part), titles.clock(part))
        who = (titles.team(placed), titles.place_of(placed, part))[: len(lead)]
        table.add_row(*arranged((when, _what(titles, placed, part), who)))
    return table


def _what(titles: Titles, placed: PlacedSession, part: Part) -> tuple[str, str]:
    title, day = request_of(titles.problem, placed.id).title, titles.day(placed, part)
    told = ", ".join(filter(None, (title, day)))
    return told, titles.audience(titles.problem.sessions[placed.id])


def _side_by_side(groups: Sequence[tuple[str, ...]]) -> Iterator[Text]:
    return map(Text, chain.from_iterable(groups))


def _stacked(groups: Sequence[tuple[str, ...]]) -> Iterator[Text]:
    """Yield each group as one cell, filled up at the bottom so that all begin on one line."""
    height = max(map(len, groups))
    return (Text("\n".join(group) + "\n" * (height - len(group))) for group in groups)
