"""The year on one screen: who works how much in which week, beside the school's closures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from planner.domain.clock import dates_between
from planner.domain.facilitator import Facilitator, Period
from planner.domain.facts.load import Load
from planner.domain.problem import Problem
from planner.reports.page.timetable import school
from planner.reports.phrases import day_of, days_of

_SATURDAY = 5
_LEVELS = 4
_UNCAPPED_WEEK_HALVES = 10


@dataclass(frozen=True, slots=True)
class Week:
    """A week, what its dates are without students, and in how many of them school is whole.

    `kind` is what all its weekdays are, "mixed" when several, "" when students are there.
    """

    monday: date
    kind: str
    school_days: int
    told: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The halves somebody works in a week; `level` is 0 to 4, 4 where a cap or a week is full."""

    halves: int
    level: int
    is_at_cap: bool


@dataclass(frozen=True, slots=True)
class Person:
    """The year of a facilitator: the cells of every week, days in all, and the caps."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    days: str
    caps: str


@dataclass(frozen=True, slots=True)
class Year:
    """Everybody's weeks; `months` are titles with the number of weeks that begin in them."""

    months: tuple[tuple[str, int], ...]
    weeks: tuple[Week, ...]
    people: tuple[Person, ...]
    closures: tuple[str, ...]


def year(problem: Problem, load: Sequence[Load]) -> Year:
    """Return every week of the engagement; work in a week before it stands in the first one."""
    engagement = problem.engagement
    worked = [week.monday for one in load for week in one.weeks]
    first = min([_monday(engagement.first), *worked])
    last = max([_monday(engagement.last), *worked])
    mondays = [first + timedelta(weeks=i) for i in range((last - first).days // 7 + 1)]
    months = groupby(mondays, key=lambda monday: (monday.year, monday.month))
    return Year(
        months=tuple((f"{date(*month, 1):%b} {month[0]}", len(list(m))) for month, m in months),
        weeks=tuple(_week(problem, monday) for monday in mondays),
        people=tuple(_person(problem, one, mondays) for one in load),
        closures=tuple(_closures(problem)),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(problem: Problem, monday: date) -> Week:
    days = [monday + timedelta(days=i) for i in range(_SATURDAY)]
    within = [day for day in days if _is_within(problem, day)]
    kinds = [school(problem, day) for day in within]
    whole = sum(not kind for kind in kinds)
    named = set(kinds)
    kind = ("mixed" if len(named) > 1 else named.pop()) if named else "outside"
    told = ", ".join(f"{day:%a} {kind}" for day, kind in zip(within, kinds, strict=True) if kind)
    return Week(monday, kind, whole, told)


def _is_within(problem: Problem, day: date) -> bool:
    return problem.engagement.first <= day <= problem.engagement.last


def _person(problem: Problem, load: Load, mondays: Sequence[date]) -> Person:
    who = problem.facilitators[load.facilitator]
    halves = {week.monday: week.halves for week in load.weeks}
    cells = tuple(_cell(halves.get(monday, 0), load.week_cap_halves) for monday in mondays)
    days = days_of(load.halves, load.year_cap_halves)
    return Person(who.id, who.title, cells, days, _caps(who))


def _cell(halves: int, cap: int | None) -> Cell:
    full = cap or _UNCAPPED_WEEK_HALVES
    return Cell(halves, min(-(-_LEVELS * halves // full), _LEVELS), halves > 0 and halves == cap)


def _caps(who: Facilitator) -> str:
    """Say how many days somebody may work at most, "" when nobody said."""
    caps = [
        f"{who.max_halves[period] / 2:.1f} a {period}"
        for period in Period
        if period in who.max_halves
    ]
    return f"at most {', '.join(caps)}" if caps else ""


def _closures(problem: Problem) -> Iterator[str]:
    """Yield each run of weekdays on which students are not there all day."""
    engagement = problem.engagement
    weekdays = (
        day for day in dates_between(engagement.first, engagement.last) if day.weekday() < _SATURDAY
    )
    for kind, run in groupby(weekdays, key=lambda day: school(problem, day)):
        if kind:
            days = list(run)
            until = f" to {day_of(days[-1])}" if len(days) > 1 else ""
            yield f"{day_of(days[0])}{until}: {kind}"
