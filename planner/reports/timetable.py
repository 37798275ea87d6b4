"""The year in tables: visits as an AM/PM grid, every other session as a row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.clock import Half, moment
from planner.domain.confidential import request_of
from planner.domain.halves import slots
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Problem, Request, Session, Visit

_NARROWEST_DAY = len("Wed 10 Dec 2025")
_WIDEST_DAY = 24
_TIME_COLUMN = len("│ Time │")
_AROUND_DAY = len("  │")

_ONE_LINE_WIDTH = 110
"""From this many columns on, the list tells a session in one line instead of two."""


def timetable(problem: Problem, plan: Plan, width: int) -> Iterator[RenderableType]:
    """Yield a grid for each request that is held in visits, then the list of all other sessions."""
    year = _Year(problem, plan)
    drawn = [request for request in problem.engagement.requests.values() if year.is_grid(request)]
    for request in drawn:
        yield from _grid(year, request, width)
    rest = [placed for placed in plan.sessions if request_of(problem, placed.id) not in drawn]
    if rest:
        title = "Other sessions" if drawn else "Sessions"
        place = year.shared_place(rest)
        yield titled(title, place, _list(year, rest, place, width))


def titled(title: str, place: str | None, table: Table) -> RenderableType:
    """Return a table beneath its title and the place where all of it is held, if there is one."""
    return Group(Text.assemble((title, "bold"), "" if place is None else f" · {place}"), table)


@dataclass(frozen=True, slots=True)
class _Year:
    """A problem and its plan, told in the titles that people know."""

    problem: Problem
    plan: Plan

    def visits(self, request: Request) -> tuple[Visit, ...]:
        """Return the visits of a request, without sessions that lapsed while others were held."""
        whole = {index for series in self.problem.series for index in series.visits}
        return tuple(
            visit
            for index in self.problem.visits_of(request.id)
            for visit in (self.problem.visits[index],)
            if index in whole or not self.has_lapsed(visit)
        )

    def has_lapsed(self, visit: Visit) -> bool:
        return visit.sessions[0].id in self.problem.lapsed

    def is_grid(self, request: Request) -> bool:
        """Tell whether a visit of the request binds several sessions, follow-ups not counted."""
        return any(
            sum(not session.id.endswith("/then") for session in visit.sessions) > 1
            for visit in self.visits(request)
        )

    def placed(self, visit: Visit) -> tuple[PlacedSession, ...]:
        """Return the placed sessions of a visit: all or none of them."""
        known = self.plan.placed
        return tuple(known[session.id] for session in visit.sessions if session.id in known)

    def audience(self, session: Session) -> str:
        audiences = self.problem.engagement.audiences
        return " + ".join(audiences[id].title for id in session.audience)

    def team(self, placed: PlacedSession) -> str:
        return ", ".join(self.problem.facilitators[id].title for id in placed.facilitators)

    def place(self, placed: PlacedSession) -> str:
        site = placed.site
        return placed.mode if site is None else self.problem.engagement.sites[site].title

    def shared_place(self, sessions: Iterable[PlacedSession]) -> str | None:
        """Return where all the sessions are held, or None when in several places."""
        places = set(map(self.place, sessions))
        return places.pop() if len(places) == 1 else None

    def date(self, part: Part) -> str:
        day = moment(part.start, self.problem.engagement.zone)
        return f"{day:%a} {day.day} {day:%b} {day.year}"

    def clock(self, part: Part) -> str:
        zone = self.problem.engagement.zone
        return f"{moment(part.start, zone):%H:%M}-{moment(part.end, zone):%H:%M}"

    def is_in(self, half: Half, placed: PlacedSession) -> bool:
        touched = (slots(self.problem.engagement, part) for part in placed.parts)
        return half in {slot_half for _, slot_half in chain.from_iterable(touched)}


def _grid(year: _Year, request: Request, width: int) -> Iterator[RenderableType]:
    """Yield the grid of a request, cut into tables of as many days as the width holds."""
    visits = list(enumerate(year.visits(request), 1))
    place = year.shared_place(chain.from_iterable(year.placed(visit) for _, visit in visits))
    room = width - _TIME_COLUMN
    days = max(1, room // (_NARROWEST_DAY + _AROUND_DAY))
    day_width = min(_WIDEST_DAY, room // min(days, len(visits)) - _AROUND_DAY)
    for first in range(0, len(visits), days):
        columns = visits[first : first + days]
        table = Table(box=box.SQUARE, show_lines=True, show_header=False)
        table.add_column(style="bold")
        for _ in columns:
            table.add_column(width=day_width, overflow="fold")
        table.add_row("Time", *(_heading(year, number, visit, place) for number, visit in columns))
        for half in Half:
            table.add_row(half.value, *(_cell(year, visit, half) for _, visit in columns))
        yield titled(f"{request.title}{', continued' if first else ''}", place, table)


def _heading(year: _Year, number: int, visit: Visit, shared_place: str | None) -> Text:
    """Return the number, date, team and place of a visit; its sessions share them all."""
    lines = [Text("Make-up" if visit.makes_up else f"Day {number}", "bold")]
    for placed in year.placed(visit)[:1]:
        lines.extend(map(Text, dict.fromkeys(year.date(part) for part in placed.parts)))
        lines.append(Text(year.team(placed), "cyan"))
        lines.extend([] if shared_place else [Text(year.place(placed))])
    if year.has_lapsed(visit):
        lines.append(Text(f"{year.problem.by_hand[visit.sessions[0].id].mark}", "yellow"))
    elif len(lines) == 1:
        lines.append(Text("not placed", "red"))
    return Text("\n").join(lines)


def _cell(year: _Year, visit: Visit, half: Half) -> Text:
    """Return who meets in one half of a visit, with the time unless it is just that half."""
    lines = []
    for placed in year.placed(visit):
        session = year.problem.sessions[placed.id]
        if year.is_in(half, placed):
            time = "" if session.length == HALF_DAY else f"{year.clock(placed.parts[0])} "
            lines.append(f"{time}{year.audience(session)}")
    return Text("\n".join(lines))


def _list(
    year: _Year, sessions: Iterable[PlacedSession], shared_place: str | None, width: int
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
        when = (year.date(part), year.clock(part))
        who = (year.team(placed), year.place(placed))[: len(lead)]
        table.add_row(*arranged((when, _what(year, placed, part), who)))
    return table


def _what(year: _Year, placed: PlacedSession, part: Part) -> tuple[str, str]:
    title = request_of(year.problem, placed.id).title
    if len(placed.parts) > 1:
        title += f", day {placed.parts.index(part) + 1} of {len(placed.parts)}"
    return title, year.audience(year.problem.sessions[placed.id])


def _side_by_side(groups: Sequence[tuple[str, ...]]) -> Iterator[Text]:
    return map(Text, chain.from_iterable(groups))


def _stacked(groups: Sequence[tuple[str, ...]]) -> Iterator[Text]:
    """Yield each group as one cell, filled up at the bottom so that all begin on one line."""
    height = max(map(len, groups))
    return (Text("\n".join(group) + "\n" * (height - len(group))) for group in groups)
