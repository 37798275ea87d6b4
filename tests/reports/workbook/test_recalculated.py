"""The workbook calculated anew gives the figures that are stored in it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sold
from anew import by_libreoffice, by_package, figures
from handmade import plan, problem
from logged import logged_plan, logged_problem
from opened import of_plan
from test_scenario_district_34 import plan as district_plan
from test_scenario_district_34 import problem as district_problem

from planner.domain.clock import Block
from planner.domain.contract import Billing, LineUnit
from planner.domain.plan import Plan
from planner.domain.problem import Day, Problem


def with_expenses() -> Problem:
    """The hand-written year in which the institute's price pays the trips."""
    case = problem()
    contract = case.engagement.contract
    assert contract is not None
    billed = replace(contract, billing=Billing(trip_cents=12_345, expenses_line="institute"))
    return replace(case, engagement=replace(case.engagement, contract=billed))


def in_quarters_of_an_hour() -> Problem:
    """Days of eight hours, rounded up to 15 minutes: one of them is 0.03125 of a day."""
    day = Day(Block(480, 720), Block(780, 1020), break_minutes=10, grain_minutes=15)
    return sold.problem(FINE_TERMS, FINE, day)


FINE_TERMS = sold.contract(sold.line("pd", LineUnit.COACH_DAYS, 64, 180_000), ticks_per_day=32)
FINE = [sold.Sold("pd", sold.minutes(15)), sold.Sold("pd", sold.minutes(50))]

YEARS = [
    pytest.param(problem, plan, id="handmade"),
    pytest.param(with_expenses, plan, id="with expenses"),
    pytest.param(logged_problem, logged_plan, id="with a log"),
    pytest.param(district_problem, district_plan, id="District 34"),
]
FINELY = pytest.param(in_quarters_of_an_hour, lambda: sold.plan(FINE), id="quarters of an hour")
EMPTY = pytest.param(problem, lambda: Plan(()), id="empty")
"""The package leaves out what refers to empty cells alone."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("year", "made"), YEARS)
def test_a_package_finds_the_figures_that_are_stored(year: Any, made: Any, tmp_path: Path) -> None:
    book = of_plan(year(), made())
    anew, stored = by_package(book, tmp_path), dict(figures(book))
    assert stored
    assert {at: anew[at] for at in stored} == stored


@pytest.mark.libreoffice
@pytest.mark.parametrize(("year", "made"), [*YEARS, FINELY, EMPTY])
def test_libreoffice_finds_the_figures_that_are_stored(
    year: Any, made: Any, tmp_path: Path
) -> None:
    book = of_plan(year(), made())
    assert by_libreoffice(book.data, tmp_path) == dict(figures(book))


@pytest.mark.libreoffice
def test_libreoffice_does_not_believe_what_is_stored(tmp_path: Path) -> None:
    book, wrong, name = of_plan(problem(), plan()), BytesIO(), "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(book.data)) as ours, ZipFile(wrong, "w") as theirs:
        assert b"<v>4650.00</v>" in ours.read(name)
        for part in ours.namelist():
            content = ours.read(part)
            if part == name:
                content = content.replace(b"<v>4650.00</v>", b"<v>4651.00</v>")
            theirs.writestr(part, content)
    assert by_libreoffice(wrong.getvalue(), tmp_path) == dict(figures(book))
