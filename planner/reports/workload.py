"""The load of each facilitator, week by week: one figure a week, one column a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.facilitator import Facilitator
from planner.domain.facts.load import Load
from planner.reports.timetable import titled

_TITLE = "Load, in halves worked in each week"
_WIDEST_NAME = 24
_MONTH_WIDTH = 5
_PADDING = 2
_BETWEEN = _PADDING + len(" ")
"""Between two columns there is the divider of the box too, which is a blank."""

_MOST_HALVES = 9
_NO_WORK, _MANY = "·", "+"

_Month = tuple[int, int]


def workload(
    people: Mapping[str, Facilitator], load: Sequence[Load], width: int
) -> Iterator[RenderableType]:
    """Yield a table of everybody's weeks, from the first month with work to the last.

    A week stands in the month of its Monday. What does not fit beside goes on below.
    """
    months = _months(load)
    names = [people[one.facilitator].title for one in load]
    room = width - min(_WIDEST_NAME, max(map(len, names), default=0))
    number = max(1, room // (_MONTH_WIDTH + _BETWEEN))
    for first in range(0, len(months), number):
        table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, _PADDING, 0, 0))
        table.add_column("", max_width=_WIDEST_NAME, overflow="fold")
        shown = months[first : first + number]
        for year, month in shown:
            table.add_column(f"{date(year, month, 1):%b}", width=_MONTH_WIDTH)
        for name, one in zip(names, load, strict=True):
            table.add_row(Text(name), *(Text(_strip(one, month)) for month in shown))
        if any(week.halves > _MOST_HALVES for one in load for week in one.weeks):
            table.caption = f"{_MANY} is a week of more than {_MOST_HALVES} halves."
        yield titled(f"{_TITLE}{', continued' if first else ''}", None, table)


def _months(load: Sequence[Load]) -> Sequence[_Month]:
    """Return the months from the first to the last in which anybody works."""
    mondays = [week.monday for one in load for week in one.weeks]
    if not mondays:
        return ()
    first, last = min(mondays), max(mondays)
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return tuple((number // 12, number % 12 + 1) for number in numbers)


def _strip(load: Load, month: _Month) -> str:
    """Return a figure for each Monday of a month: halves, none, or more than one figure holds."""
    halves = {week.monday: week.halves for week in load.weeks}
    return "".join(_figure(halves.get(monday, 0)) for monday in _mondays(month))


def _figure(halves: int) -> str:
    if halves > _MOST_HALVES:
        return _MANY
    return str(halves) if halves else _NO_WORK


def _mondays(month: _Month) -> Iterator[date]:
    day = date(*month, 1)
    day += timedelta(days=-day.weekday() % 7)
    while day.month == month[1]:
        yield day
        day += timedelta(days=7)
