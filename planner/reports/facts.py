"""What a manager asks of every plan, in one line each, and only where there is something to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.domain.facts import Facts
from planner.domain.facts.spacing import Member
from planner.domain.facts.teams import Led
from planner.domain.facts.trips import SiteTrips, Trip
from planner.domain.facts.wishes import SAME_FACILITATOR, MissedWish
from planner.domain.plan import Plan
from planner.domain.problem import Preferences, Problem
from planner.reports.phrases import counted, day_of, days_of, off_even
from planner.reports.titles import Titles

_MOST_NAMED = 6
"""From this many on, what is alike is counted and no longer named one by one."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def particulars(problem: Problem, plan: Plan, told: Facts) -> Iterator[RenderableType]:
    """Yield a table of what is worth knowing, with a word for each subject."""
    titles = Titles(problem, plan)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for subject, tell in _SUBJECTS:
        lines = tuple(tell(titles, told))
        if lines:
            table.add_row(subject, Group(*map(_hanging, lines)))
    if table.row_count:
        yield table


def _hanging(line: str) -> RenderableType:
    """Return a line that keeps its indent where it is folded."""
    words = line.lstrip(" ")
    return Padding(Text(words), (0, 0, 0, len(line) - len(words)))


def _trips(titles: Titles, told: Facts) -> Iterator[str]:
    for at in told.trips:
        yield f"{titles.site(at.site)}: {_against_least(at)}"
        for line in _some([_lone(titles, trip) for trip in at.alone]):
            yield f"  for one half: {line}"


def _against_least(at: SiteTrips) -> str:
    number = counted(len(at.trips), "trip")
    if len(at.trips) == at.least:
        return f"{number}, as few as arithmetic allows"
    return f"{number}; by arithmetic alone {at.least} would do"


def _lone(titles: Titles, trip: Trip) -> str:
    return f"{titles.people([trip.facilitator])} {day_of(trip.date)} {trip.halves[0]}"


def _split_days(titles: Titles, told: Facts) -> Iterator[str]:
    for split in told.split_days:
        sites = " and ".join(map(titles.site, split.sites))
        yield f"{titles.people([split.facilitator])} {day_of(split.date)}: {sites}"


def _teams(titles: Titles, told: Facts) -> Iterator[str]:
    audiences = titles.problem.engagement.audiences
    yield from _several(
        titles, told.audiences, lambda audience: audiences[audience].title, "audiences"
    )
    yield from _several(titles, told.series, titles.series, "series that ask for it")


def _several(
    titles: Titles, led: Sequence[Led], title: Callable[[str], str], noun: str
) -> Iterator[str]:
    """Yield who meets several teams, beneath how many meet the same one throughout."""
    many = [one for one in led if one.teams > 1]
    if not many:
        return
    yield f"{len(led) - len(many)} of {len(led)} {noun} have the same facilitators throughout"
    for one in many[:_MOST_NAMED]:
        yield f"  {title(one.id)}: {titles.people(one.facilitators)}"
    if len(many) > _MOST_NAMED:
        yield f"  and {len(many) - _MOST_NAMED} more do not"


def _handovers(titles: Titles, told: Facts) -> Iterator[str]:
    named = [
        f"{titles.series(one.series)}: {titles.people(one.before)} to "
        f"{titles.people(one.after)} on {titles.when(one.later)}"
        for one in told.handovers
    ]
    yield from named[:_MOST_NAMED]
    if len(named) > _MOST_NAMED:
        yield f"and {len(named) - _MOST_NAMED} more"


def _spacing(titles: Titles, told: Facts) -> Iterator[str]:
    """Yield a line for each request with series of several dates: how far they are from even."""
    by_request: dict[str, list[Member]] = defaultdict(list)
    for series in told.spacing:
        if len(series.members) > 1:
            by_request[series.request] += series.members
    for request, members in by_request.items():
        yield f"{titles.request(request)}: {off_even(members)}"


def _waits(titles: Titles, told: Facts) -> Iterator[str]:
    """Yield how long facilitators wait for an hour or more between two sessions of a half."""
    by_facilitator: dict[str, list[str]] = defaultdict(list)
    for wait in told.waits:
        minutes = wait.span.end - wait.span.start
        by_facilitator[wait.facilitator].append(f"{minutes} minutes on {titles.when(wait.after)}")
    for facilitator, waits in by_facilitator.items():
        for line in _some(waits):
            yield f"{titles.person(facilitator)}: {line}"


def _load(titles: Titles, told: Facts) -> Iterator[str]:
    """Yield the days of each facilitator who works, in all and in the fullest week."""
    for one in told.load:
        if one.busiest is not None:
            year = days_of(one.halves, one.year_cap_halves)
            week = days_of(one.busiest.halves, one.week_cap_halves)
            monday = day_of(one.busiest.monday)
            name = titles.people([one.facilitator])
            yield f"{name}: {year}; fullest week {week}, from {monday}"


def _missed(titles: Titles, told: Facts) -> Iterator[str]:
    """Yield each wish that was missed, with the sessions that miss it."""
    by_wish: dict[tuple[str, str], list[MissedWish]] = defaultdict(list)
    for wish in told.missed:
        by_wish[wish.request, wish.key].append(wish)
    for (request, key), missed in by_wish.items():
        number = counted(len(missed), "session")
        wanted = _wanted(titles, missed[0])
        for line in _some([titles.when(one.session) for one in missed]):
            yield f"{titles.request(request)}: {key} {wanted} missed by {number}: {line}"


def _wanted(titles: Titles, wish: MissedWish) -> str:
    visit = titles.problem.visits[titles.problem.visit_of[wish.session]]
    return '"prefer"' if wish.key == SAME_FACILITATOR else _written(wish.key, visit.prefer)


def _written(key: str, wanted: Preferences) -> str:
    """Write a preference as a person reads it."""
    values = {
        "half": str(wanted.half),
        "weekdays": ", ".join(_WEEKDAYS[number] for number in sorted(wanted.weekdays)),
        "on": ", ".join(map(day_of, sorted(wanted.on))),
        "hours": str(wanted.hours),
    }
    return values[key]


def _some(named: Sequence[str]) -> Iterator[str]:
    """Yield what is named in one line; of many, the first and how many more."""
    if named:
        more = len(named) - _MOST_NAMED
        yield ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


_SUBJECTS: tuple[tuple[str, Callable[[Titles, Facts], Iterator[str]]], ...] = (
    ("Wishes missed", _missed),
    ("Handovers", _handovers),
    ("Facilitators", _teams),
    ("Spacing", _spacing),
    ("Trips", _trips),
    ("Days at two sites", _split_days),
    ("Idle hours", _waits),
    ("Load", _load),
)
