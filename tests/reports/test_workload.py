"""The table of everybody's weeks: names stay whole, and no month is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from handmade import coach
from rich.console import Group

from planner.domain.facts.load import Load, WeekLoad
from planner.reports.printed import NARROWEST, printed
from planner.reports.workload import workload

MONTHS = ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]


@pytest.mark.parametrize("width", range(NARROWEST, 131))
def test_names_stay_whole_beside_all_twelve_months(width: int) -> None:
    names = ("Facilitator A", "Associate partner")
    lines = year_of(names, width).splitlines()
    tables = sum("Load, in halves" in line for line in lines)
    for name in names:
        assert sum(line.startswith(f"{name}  ") for line in lines) == tables
    shown = [word for line in lines for word in line.split() if word in MONTHS]
    assert shown == MONTHS
    assert max(map(len, lines)) <= width


def year_of(names: tuple[str, ...], width: int) -> str:
    """Return the table of people who work one half in every week of a year."""
    people = {name: coach(name, name) for name in names}
    weeks = tuple(WeekLoad(date(2025, 9, 1) + timedelta(days=7 * n), 1) for n in range(52))
    load = [Load(name, weeks, None, None) for name in names]
    return printed(lambda room: Group(*workload(people, load, room)), width=width, colour=False)
