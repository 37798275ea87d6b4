"""availability.csv, and the same as a grid by week: who is free when, and why not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO
from itertools import groupby

from planner.domain.absence import Absence
from planner.domain.availability import Availability, Row, availability, open_dates
from planner.domain.clock import Half
from planner.domain.problem import Problem
from planner.reports.budget_csv import neutral

HEADER = ("date", "weekday", "half", "sort", "id", "title", "state", "free", "reason")

_LABEL = 19
_CELL = 6
_WORDS = {"school": "open", "closed": "-"}
_LEGEND = """\
schools: open, short (fewer hours), staff (no students), break (school holidays), - (closed)
people:  free, part (some of the half), busy (calendar), leave, off (no working time)
"""


def availability_csv(problem: Problem, absences: Mapping[str, Sequence[Absence]]) -> bytes:
    """Return a row for each half and each school, site, audience and facilitator.

    Clock times are the engagement's. `free` is what is left of the half beside the break around
    what a calendar says; `reason` says why it is not all. Titles of events are not in it.
    """
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    years = availability(problem, absences)
    for day in open_dates(problem):
        for half in Half:
            for row in years:
                rows.writerow(_line(row, day, half))
    return text.getvalue().encode()


def availability_grid(problem: Problem, absences: Mapping[str, Sequence[Absence]]) -> str:
    """Return the same as text: for each week a line for each, with AM and PM of each day."""
    rows = availability(problem, absences)
    weeks = groupby(open_dates(problem), _monday)
    pages = ["".join(_week(monday, tuple(days), rows)) for monday, days in weeks]
    return "\n".join([*pages, _LEGEND])


def _line(row: Row, day: date, half: Half) -> Iterator[str]:
    found = row.halves[day, half]
    yield from (day.isoformat(), f"{day:%a}", half.value)
    yield from map(neutral, (row.sort, row.id, row.title))
    yield found.state
    yield " ".join(map(str, found.free))
    yield neutral("; ".join(found.reasons))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, days: Sequence[date], rows: Sequence[Row]) -> Iterator[str]:
    year, number, _ = monday.isocalendar()
    heading = f"{year}-W{number:02d}, {monday:%b %Y}"
    yield _joined(heading, [f"{day:%a} {day.day}" for day in days], 2 * _CELL)
    yield _joined("", [half.value for _ in days for half in Half], _CELL)
    for row in rows:
        cells = [_word(row.halves[day, half]) for day in days for half in Half]
        yield _joined(row.title, cells, _CELL)


def _word(found: Availability) -> str:
    if found.state == "school" and found.reasons:
        return "short"
    return _WORDS.get(found.state, found.state)


def _joined(label: str, cells: Sequence[str], width: int) -> str:
    cut = label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
    return f"{cut:<{_LABEL}} {''.join(f'{cell:<{width}}' for cell in cells)}".rstrip() + "\n"
