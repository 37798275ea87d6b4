"""budget.xlsx of the hand-written plan, and of a log of two months, counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from drawn import plans, years
from handmade import plan, problem
from hypothesis import given, settings
from logged import LOGGED, logged_plan, logged_problem
from opened import DIGEST, of_plan
from openpyxl import load_workbook
from processes import printed_elsewhere

from planner.domain.charge import coach_days
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.workbook.cells import Column, Sheet, Table, days, text
from planner.reports.workbook.xlsx import xlsx

SHEETS = [
    *("Summary", "Sessions", "Charges"),
    *("By month", "By fiscal year", "By facilitator", "By audience", "By site", "By type"),
    *("By purchase order", "Burn", "Uncharged"),
]
UNITS, MONEY = "In what each line buys", "In money (draft, not due)"
HOUR = timedelta(hours=1)
FORMULA = re.compile(r"""=(?:'[A-Z][a-z ]+'!|"[a-z-]+"|[A-Z0-9$:,.()<>=*+/-])+""")
"""Names of sheets, the words "yes" and "coach-days", functions, cells and signs: no text else."""


def test_a_line_is_told_in_what_it_buys_and_in_money() -> None:
    book = of_plan(problem(), plan())
    assert book.headings("Summary", UNITS) == (
        *("Line", "Unit", "Rate", "Contracted", "Used before", "Planned", "Delivered", "Left"),
        *("Awaited", "Unplanned"),
    )
    assert book.table("Summary", UNITS) == [
        ("Specialized coaching", "coach-days", 1800, 2, 0, 1.5, 0, 2, 1.5, 0.5),
        ("Half-day of professional development", "coach-days", 1800, 1, 0, 1, 0, 1, 1, 0),
        ("Virtual check-ins", "hours", 150, *hours(10, 0, 1, 0, 10, 1, 9)),
        ("Summer institute", "price"),
        ("Total", "coach-days", None, 3, 0, 2.5, 0, 3, 2.5, 0.5),
    ]
    assert book.table("Summary", MONEY) == [
        ("Specialized coaching", None, None, 3600, 0, 2700, 0, 3600, 2700, 900),
        ("Half-day of professional development", None, None, 1800, 0, 1800, 0, 1800, 1800, 0),
        ("Virtual check-ins", None, None, 1500, 0, 150, 0, 1500, 150, 1350),
        ("Summer institute", None, None, 2500, 0, 0, 0, 2500, 0, 2500),
        ("Total", None, None, 9400, 0, 4650, 0, 9400, 4650, 4750),
    ]


def test_a_half_day_with_two_coaches_is_half_a_day_twice() -> None:
    book = of_plan(problem(), plan())
    kickoff, *_, total = book.table("Sessions", "What each session charges")
    assert kickoff[0] == "kickoff"
    assert kickoff[6] == "Coach A, Coach B"
    assert kickoff[8:] == ("coach-days", 0.5, 2, 1, 900, 1800)
    assert (total[8], total[11], total[13]) == ("coach-days", 2.5, 4650)


def test_a_row_of_charges_is_a_facilitators_part() -> None:
    book = of_plan(problem(), plan())
    first, *rows, total = book.table("Charges", "Charges")
    assert first == (
        *(date(2025, 10, 10), time(8, 30), time(11, 30), "kickoff"),
        *("Eliciting and using student reasoning", "workshop", "K-8 mathematics teachers"),
        *("Winfield Central", "Coach A", "Half-day of professional development", "(none)"),
        *(0.5, timedelta(0), 900),
    )
    assert len(rows) == 5
    assert total[11:] == (2.5, HOUR, 4650)


def test_cuts_are_told_apart_by_hand() -> None:
    book = of_plan(problem(), plan())
    assert book.column("By month", "Planned by month", "Month")[:-1] == [
        *(date(2025, 10, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 3, 1)),
    ]
    amount = "Planned: amount (draft, not due)"
    assert book.column("By month", "Planned by month", amount) == [1800, 1800, 900, 150, 4650]
    assert book.table("By fiscal year", "Planned by fiscal year")[0][0] == date(2025, 7, 1)
    assert rows(book.table("By facilitator", "Planned by facilitator")) == {
        "Coach A": (1.0, 1950),
        "Coach B": (1.5, 2700),
        "Total": (2.5, 4650),
    }
    assert rows(book.table("By audience", "Planned by audience")) == {
        "(confidential)": (0.5, 900),
        "District leadership team": (0, 150),
        "Grade 1 team": (0.5, 900),
        "K-8 mathematics teachers": (1.0, 1800),
        "Kindergarten team": (0.5, 900),
        "Total": (2.5, 4650),
    }
    assert rows(book.table("By site", "Planned by site")) == {
        "virtual": (0, 150),
        "Winfield Central": (2.5, 4500),
        "Total": (2.5, 4650),
    }


def test_a_cut_adds_up_by_line_as_well() -> None:
    book = of_plan(problem(), plan())
    assert book.headings("By type", "Planned by type") == (
        *("Type", "Planned: coach-days", "Planned: hours"),
        *("Specialized coaching", "Half-day of professional development"),
        *("Virtual check-ins", "Summer institute", "Planned: amount (draft, not due)"),
    )
    assert book.table("By type", "Planned by type") == [
        ("coaching", 1, timedelta(0), 1800, 0, 0, 0, 1800),
        ("meeting", 0, HOUR, 0, 0, 150, 0, 150),
        ("one-to-one", 0.5, timedelta(0), 900, 0, 0, 0, 900),
        ("workshop", 1, timedelta(0), 0, 1800, 0, 0, 1800),
        ("Total", 2.5, HOUR, 2700, 1800, 150, 0, 4650),
    ]


def test_every_cut_comes_to_what_the_lines_come_to() -> None:
    book = of_plan(problem(), plan())
    table = book.table("Summary", "All cuts come to the same")
    assert [row[0] for row in table] == SHEETS[3:10]
    assert {row[1:] for row in table} == {(2.5, 0, 4650, 0)}


def test_what_charges_nothing_is_listed() -> None:
    (row,) = of_plan(problem(), plan()).table("Uncharged", "Sessions that charge nothing")
    assert row == (
        *(date(2026, 6, 16), date(2026, 6, 17), "institute", "Summer institute", "institute"),
        *("K-8 mathematics teachers + District leadership team", "District office"),
        *("Coach A, Coach B", "in the fixed price of Summer institute"),
    )


def test_every_sheet_says_whose_contract_it_is_and_which_plan() -> None:
    book = of_plan(problem(), plan())
    assert book.values.sheetnames == SHEETS
    for sheet in book.values:
        title, state, made = (sheet.cell(row, 1).value for row in (1, 2, 3))
        assert title == "District 34 mathematics coaching, 2025-26"
        assert state == "DRAFT contract with School District 34: nothing is due"
        assert DIGEST in str(made)


@pytest.mark.parametrize(("columns", "across"), [(5, 1), (6, 2), (12, 3)])
def test_a_page_is_no_wider_than_can_be_read(columns: int, across: int) -> None:
    """A list of many long texts goes on beside, with its first column on each page."""
    table = Table("List", (Column("Word"),) * columns, ((text("x" * 60),) * columns,))
    made = xlsx([Sheet("List", (table,), is_list=True)], ("Title", "State", "Inputs"))
    page = load_workbook(BytesIO(made))["List"]
    assert page.page_setup.fitToWidth == (None if across == 1 else across)
    assert page.print_title_cols == (None if across == 1 else "$A:$A")


def test_money_of_a_draft_is_never_headed_as_due() -> None:
    draft, signed = of_plan(problem(), plan()), of_plan(as_signed(problem()), plan())
    headings = [text for text in draft.texts() if "amount" in text.lower() or "money" in text]
    assert headings
    assert all("(draft, not due)" in text for text in headings)
    assert not any("due" in text for text in signed.texts())


def test_pages_are_set_up_to_be_kept_and_printed() -> None:
    for sheet in of_plan(problem(), plan()).values:
        assert sheet.freeze_panes == ("A4" if sheet.title in {"Summary", "Burn"} else "B7")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "Burn" else 0)
        assert sheet.print_title_rows is not None


def test_cells_have_types_and_formats() -> None:
    sheet = of_plan(problem(), plan()).values["Charges"]
    formats = {cell.column_letter: cell.number_format for cell in sheet[7]}
    assert formats["A"] == "yyyy-mm-dd"
    assert formats["B"] == "hh:mm"
    assert (formats["L"], formats["M"]) == ("0.0#########", "[h]:mm")
    assert formats["N"].startswith("$#,##0.00")
    assert sheet.auto_filter.ref == "A6:N12"


def test_the_burn_is_a_chart_over_its_months() -> None:
    book = of_plan(problem(), plan())
    title = "Month by month, in money (draft, not due)"
    assert book.column("Burn", title, "Used by its end") == [
        *(0, 0, 0, 0, 0, 1800, 1800, 3600, 4500, 4500, 4650, 4650, 4650, 4650, None)
    ]
    with ZipFile(BytesIO(book.data)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "Burn!$E$8:$E$20" in chart.replace("'", "")


def test_what_the_log_confirms_is_a_list_and_columns_of_its_own() -> None:
    """Of 3.0 days two halves are delivered, one by another coach; a signed half is taken back."""
    book = of_plan(logged_problem(), logged_plan())
    assert book.table("Summary", UNITS)[0][3:] == LOGGED
    assert book.column("By month", "Planned and delivered by month", "Delivered: amount") == [
        *(900, 900, 0, 1800)
    ]
    titles = book.column("Delivered", "Delivered", "Title")
    assert titles == ["Work", "Work, corrected", "Work, corrected", "Work", None]
    assert book.column("Charges", "Charges", "Awaited") == ["no", "no", "yes", None]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", " =1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    for value in of_plan(named(problem(), text), plan()).texts():
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), value


@settings(max_examples=15)
@given(years(), plans())
def test_no_text_whatever_breaks_a_workbook(year: Problem, of: Plan) -> None:
    book = of_plan(year, of)
    cells = [cell for sheet in book.formulas for row in sheet for cell in row]
    written = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert written
    assert all(FORMULA.fullmatch(formula) for formula in written)
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in book.texts())


def test_names_that_are_alike_are_told_apart() -> None:
    case = problem()
    people = {id: replace(one, title="Coach") for id, one in case.facilitators.items()}
    book = of_plan(replace(case, facilitators=people), plan())
    assert rows(book.table("By facilitator", "Planned by facilitator")) == {
        "Coach (coach-a)": (1.0, 1950),
        "Coach (coach-b)": (1.5, 2700),
        "Total": (2.5, 4650),
    }


def test_without_a_contract_there_is_what_charges_nothing() -> None:
    case = problem()
    visits = tuple(
        replace(visit, sessions=tuple(replace(each, line=None) for each in visit.sessions))
        for visit in case.visits
    )
    bare = replace(case, visits=visits, engagement=replace(case.engagement, contract=None))
    book = of_plan(bare, plan())
    assert book.values.sheetnames == ["Uncharged"]
    assert len(book.table("Uncharged", "Sessions that charge nothing")) == 6


def test_an_empty_plan_has_every_sheet_and_charges_nothing() -> None:
    book = of_plan(problem(), Plan(()))
    assert book.values.sheetnames == SHEETS
    assert book.table("Summary", MONEY)[-1][5] == 0


@pytest.mark.parametrize("ticks_per_day", [2, 32, 125, 1024])
def test_no_total_is_rounded_to_less_than_a_part_of_a_coach_day(ticks_per_day: int) -> None:
    """The least of them is a minute of 1,024, which has ten decimals."""
    cell = days(coach_days(1, ticks_per_day), "A1")
    found = re.fullmatch(r"ROUND\(A1,(\d+)\)", cell.formula)
    assert found
    assert isinstance(cell.value, Decimal)
    assert round(cell.value, int(found[1])) == cell.value


def test_the_total_of_nothing_is_not_a_part_of_itself() -> None:
    sheet = of_plan(problem(), Plan(())).formulas["Charges"]
    assert (sheet["A8"].value, sheet["N8"].value) == ("Total", "=ROUND(SUM($N$7:$N$7),2)")


def test_confidential_sessions_name_no_audience() -> None:
    texts = of_plan(problem(), plan()).texts()
    assert not any("teacher-" in text or "Grade 2 teacher" in text for text in texts)
    assert "one-to-one/2" in texts


def test_another_process_writes_the_same_bytes() -> None:
    """Neither the clock nor the order of sets is in the file."""
    code = (
        "import hashlib; from handmade import plan, problem;"
        "from planner.reports.workbook.budget import budget_xlsx;"
        "print(hashlib.sha256(budget_xlsx(problem(), plan(), 'd')).hexdigest())"
    )
    assert printed_elsewhere(code, "1", "UTC") == printed_elsewhere(code, "2", "Asia/Tokyo")


def hours(*numbers: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=number) for number in numbers)


def rows(table: list[tuple[object, ...]]) -> dict[object, tuple[object, object]]:
    """Return coach-days and money by the names of rows."""
    return {row[0]: (row[1], row[-1]) for row in table}


def as_signed(case: Problem) -> Problem:
    contract = case.engagement.contract
    assert contract is not None
    signed = replace(contract, state="signed")
    return replace(case, engagement=replace(case.engagement, contract=signed))


def named(case: Problem, text: str) -> Problem:
    """Return the problem with a text wherever a manager may write one."""
    engagement, contract = case.engagement, case.engagement.contract
    assert contract is not None
    lines = {
        id: replace(line, title=f"{text}{id}", purchase_order=text)
        for id, line in contract.lines.items()
    }
    told = replace(
        engagement,
        title=text,
        contract=replace(contract, client=text, lines=lines),
        requests={
            id: replace(one, title=text, type=text) for id, one in engagement.requests.items()
        },
        sites={id: replace(one, title=text) for id, one in engagement.sites.items()},
        audiences={id: replace(one, title=text) for id, one in engagement.audiences.items()},
    )
    people = {id: replace(one, title=text) for id, one in case.facilitators.items()}
    return replace(case, engagement=told, facilitators=people)
