"""The workbook calculated anew gives the figures that are stored in it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sold
from handmade import plan, problem
from logged import logged_plan, logged_problem
from opened import Opened, of_plan
from test_scenario_district_34 import plan as district_plan
from test_scenario_district_34 import problem as district_problem

from planner.documents import WORKBOOK
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

ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""
"""Calculate all anew when a workbook is loaded."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("year", "made"), YEARS)
def test_a_package_finds_the_figures_that_are_stored(year: Any, made: Any, tmp_path: Path) -> None:
    from formulas import ExcelModel  # noqa: PLC0415 - two seconds that other tests need not wait

    path, book = written(year(), made(), tmp_path)
    found = ExcelModel().loads(str(path)).finish().calculate()
    sheets = {name.upper(): name for name in book.values.sheetnames}
    anew = {}
    for key, value in found.items():
        _, _, place = str(key).strip("'").partition("]")
        sheet, _, cell = place.partition("'!")
        if ":" not in cell and sheet in sheets:
            anew[sheets[sheet], cell] = value.value[0, 0]
    stored = dict(figures(book))
    assert stored
    assert {at: anew[at] for at in stored} == stored


@pytest.mark.libreoffice
@pytest.mark.parametrize(("year", "made"), [*YEARS, FINELY, EMPTY])
def test_libreoffice_finds_the_figures_that_are_stored(
    year: Any, made: Any, tmp_path: Path
) -> None:
    path, book = written(year(), made(), tmp_path)
    anew = Opened(recalculated(path, tmp_path))
    stored = dict(figures(book))
    assert {at: figure for at, figure in figures(anew) if at in stored} == stored


@pytest.mark.libreoffice
def test_libreoffice_does_not_believe_what_is_stored(tmp_path: Path) -> None:
    path, book = written(problem(), plan(), tmp_path)
    name = "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(book.data)) as ours, ZipFile(path, "w") as wrong:
        for part in ours.namelist():
            content = ours.read(part)
            if part == name:
                assert b"<v>4650.00</v>" in content
                content = content.replace(b"<v>4650.00</v>", b"<v>4651.00</v>")
            wrong.writestr(part, content)
    assert dict(figures(Opened(recalculated(path, tmp_path)))) == dict(figures(book))


def recalculated(path: Path, folder: Path) -> bytes:
    """Return a workbook that LibreOffice has calculated anew, as it does only when told to."""
    if shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice (apt-get install libreoffice-calc)")
    settings = folder / "home" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS, encoding="utf8")
    home = f"-env:UserInstallation=file://{folder}/home"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "anew")]
    done = ["soffice", home, "--headless", *to, str(path)]
    subprocess.run(done, check=True, capture_output=True, timeout=120)
    return (folder / "anew" / path.name).read_bytes()


def written(year: Problem, made: Plan, folder: Path) -> tuple[Path, Opened]:
    book = of_plan(year, made)
    path = folder / WORKBOOK
    path.write_bytes(book.data)
    return path, book


def figures(book: Opened) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield what each formula comes to as stored, times as parts of a day."""
    for sheet in book.formulas:
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    value = book.values[sheet.title][cell.coordinate].value
                    is_time = hasattr(value, "total_seconds")
                    yield (
                        (sheet.title, cell.coordinate),
                        (round(value.total_seconds() / 60) / 1440 if is_time else value),
                    )
