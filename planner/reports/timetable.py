"""The year in tables: visits as an AM/PM grid, every other session as a row of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from rich import box
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


def timetable(problem: Problem, plan: Plan, width: int) -> Iterator[Table]:
    """Yield a grid for each request that is held in visits, then the list of all other sessions."""
    year = _Year(problem, plan)
    requests = problem.engagement.requests.values()
    drawn = [request for request in requests if year.is_grid(request)]
    for request in drawn:
        yield from _grid(year, request, width)
    rest = [placed for placed in plan.sessions if request_of(problem, placed.id) not in drawn]
    if rest:
        yield _list(year, rest, "Other sessions" if drawn else "Sessions")


def weekday_text(day: date) -> str:
    """Write a date as people say it: Wed 10 Dec 2025."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


@dataclass(frozen=True, slots=True)
class _Year:
    """A problem and its plan, told in the titles that people know."""

    problem: Problem
    plan: Plan

    def visits(self, request: Request) -> tuple[Visit, ...]:
        return tuple(self.problem.visits[index] for index in self.problem.visits_of(request.id))

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

    def date(self, part: Part) -> str:
        return weekday_text(moment(part.start, self.problem.engagement.zone).date())

    def clock(self, part: Part) -> str:
        zone = self.problem.engagement.zone
        return f"{moment(part.start, zone):%H:%M}-{moment(part.end, zone):%H:%M}"

    def is_in(self, half: Half, placed: PlacedSession) -> bool:
        touched = (slots(self.problem.engagement, part) for part in placed.parts)
        return half in {slot_half for _, slot_half in chain.from_iterable(touched)}


def _grid(year: _Year, request: Request, width: int) -> Iterator[Table]:
    """Yield the grid of a request, cut into tables of as many days as the width holds."""
    visits = list(enumerate(year.visits(request), 1))
    room = width - _TIME_COLUMN
    days = max(1, room // (_NARROWEST_DAY + _AROUND_DAY))
    day_width = min(_WIDEST_DAY, room // min(days, len(visits)) - _AROUND_DAY)
    placed = chain.from_iterable(year.placed(visit) for _, visit in visits)
    places = tuple(dict.fromkeys(map(year.place, placed)))
    for first in range(0, len(visits), days):
        title = _titled(request.title, places) if first == 0 else f"{request.title}, continued"
        table = Table(title=_title(title), title_justify="left", box=box.SQUARE, show_lines=True)
        table.add_column(Text("Time"))
        columns = visits[first : first + days]
        for number, visit in columns:
            heading = [f"Day {number}", *_when_and_who(year, visit)]
            heading += [year.place(p) for p in year.placed(visit)[:1] if len(places) > 1]
            table.add_column(Text("\n".join(heading)), width=day_width)
        for half in Half:
            table.add_row(Text(half), *(_cell(year, visit, half) for _, visit in columns))
        yield table


def _when_and_who(year: _Year, visit: Visit) -> tuple[str, ...]:
    """Return the date and the team of a visit; its sessions share both."""
    placed = year.placed(visit)
    if not placed:
        return ("not placed",)
    dates = dict.fromkeys(year.date(part) for part in placed[0].parts)
    return (*dates, year.team(placed[0]))


def _cell(year: _Year, visit: Visit, half: Half) -> Text:
    """Return who meets in one half of a visit, with the time unless it is just that half."""
    lines = []
    for placed in year.placed(visit):
        session = year.problem.sessions[placed.id]
        if year.is_in(half, placed):
            time = "" if session.length == HALF_DAY else f"{year.clock(placed.parts[0])} "
            lines.append(f"{time}{year.audience(session)}")
    return Text("\n".join(lines))


def _list(year: _Year, sessions: Sequence[PlacedSession], title: str) -> Table:
    """Return the sessions part by part, in order of time."""
    places = tuple(dict.fromkeys(map(year.place, sessions)))
    table = Table(
        title=_title(_titled(title, places)),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    table.add_column("Date", no_wrap=True)
    table.add_column("Time", no_wrap=True)
    for heading in ("Session", "Audience", "Facilitators"):
        table.add_column(heading)
    if len(places) > 1:
        table.add_column("Place")
    rows = ((part, placed) for placed in sessions for part in placed.parts)
    for part, placed in sorted(rows, key=lambda row: (row[0].start, row[1].id)):
        place = [year.place(placed)] if len(places) > 1 else []
        cells = [year.date(part), year.clock(part), *_what_and_who(year, placed, part), *place]
        table.add_row(*map(Text, cells))
    return table


def _what_and_who(year: _Year, placed: PlacedSession, part: Part) -> tuple[str, str, str]:
    title = request_of(year.problem, placed.id).title
    if len(placed.parts) > 1:
        title += f", day {placed.parts.index(part) + 1} of {len(placed.parts)}"
    return title, year.audience(year.problem.sessions[placed.id]), year.team(placed)


def _titled(title: str, places: Sequence[str]) -> str:
    """Add the place to a title when all is held in one."""
    return f"{title} · {places[0]}" if len(places) == 1 else title


def _title(text: str) -> Text:
    return Text(text, style="bold")
