"""budget.xlsx over all of four engagements, counted by hand and against their own workbooks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from handmade import problem as handmade_problem
from opened import DIGEST, Opened, of_plan
from partner import (
    bare,
    called,
    county,
    district,
    empty,
    island,
    opened,
    over,
    partner,
    with_contract,
)
from processes import printed_elsewhere
from test_scenario_district_34 import plan as planned_district
from test_scenario_district_34 import problem as read_district

from planner.domain.contract import Contract
from planner.domain.portfolio import members

CUTS = [
    *("By month", "By fiscal year", "By facilitator", "By audience", "By site", "By type"),
    "By purchase order",
]
SHEETS = ["Summary", "Lines", "Charges", "Delivered", *CUTS, "Uncharged"]
DAYS, MONEY = "In coach-days", "In money, drafts not due"
UNITS = "In what each line buys"
PROOF = "All lists and cuts come to the same"
FIGURES = ("Contracted", "Used before", "Planned", "Delivered", "Left", "Awaited", "Unplanned")
TERM = (date(2025, 6, 1), date(2026, 6, 30))
BLANK = (None, None, None)


@pytest.fixture(scope="module")
def book() -> Opened:
    return opened(*partner())


def test_each_engagement_is_told_in_coach_days_and_signed_ones_apart_from_drafts(
    book: Opened,
) -> None:
    assert book.headings("Summary", DAYS) == ("Engagement", "Contract", "From", "To", *FIGURES)
    assert book.table("Summary", DAYS) == [
        (DISTRICT, "draft, not due", *TERM, 3, 0, 2.5, 0, 3, 2.5, 0.5),
        ("County schools", "signed", *TERM, 3, 0, 1.5, 1, 2, 0.5, 1.5),
        ("Island schools", "signed", *TERM, 2, 0.5, 0.28125, 0, 1.5, 0.28125, 1.21875),
        ("No contract yet", "no contract", *TERM),
        ("Signed", *BLANK, 5, 0.5, 1.78125, 1, 3.5, 0.78125, 2.71875),
        ("Draft, not due", *BLANK, 3, 0, 2.5, 0, 3, 2.5, 0.5),
        ("Both, drafts not due", *BLANK, 8, 0.5, 4.28125, 1, 6.5, 3.28125, 3.21875),
    ]


def test_each_engagement_is_told_in_money_and_signed_ones_apart_from_drafts(book: Opened) -> None:
    assert [row[4:] for row in book.table("Summary", MONEY)] == [
        (9400, 0, 4650, 0, 9400, 4650, 4750),
        (5400, 0, 2700, 1800, 3600, 900, 2700),
        (3700.01, 900, 606.26, 0, 2800.01, 606.26, 2193.75),
        (),
        (9100.01, 900, 3306.26, 1800, 6400.01, 1506.26, 4893.75),
        (9400, 0, 4650, 0, 9400, 4650, 4750),
        (18500.01, 900, 7956.26, 1800, 15800.01, 6156.26, 9643.75),
    ]


@pytest.mark.parametrize("year", [district, county, island])
def test_an_engagement_has_the_figures_of_its_own_workbook(book: Opened, year: Any) -> None:
    problem, plan = year()
    alone, title = of_plan(problem, plan), problem.engagement.title
    money = "In money (draft, not due)" if year is district else "In money"
    for over_all, own in ((DAYS, UNITS), (MONEY, money)):
        (row,) = (row for row in book.table("Summary", over_all) if row[0] == title)
        assert row[4:] == alone.table("Summary", own)[-1][3:]
    for over_all, own in ((UNITS, UNITS), (MONEY, money)):
        listed = [row for row in book.table("Lines", over_all) if row[0] == title]
        lines = alone.table("Summary", own)[:-1]
        assert [(row[2], *row[6:]) for row in listed] == [(row[0], *row[3:]) for row in lines]


def test_lines_of_one_title_are_each_engagements_own(book: Opened) -> None:
    assert [row[:6] for row in book.table("Lines", UNITS)[4:7]] == [
        ("County schools", "signed", "Line pd", None, "coach-days", 1800),
        ("Island schools", "signed", "Line pd", "P7", "coach-days", 1800),
        ("Island schools", "signed", "Licence", None, "price"),
    ]
    assert book.table("Lines", UNITS)[7:] == [
        (total[0], *[None] * 5, *total[4:]) for total in book.table("Summary", DAYS)[4:]
    ]


@pytest.mark.parametrize("sheet", ["Charges", "Delivered"])
def test_lists_have_every_row_of_every_engagement(book: Opened, sheet: str) -> None:
    kept = ("Date", "Start", "End", "Session", "Title", "Type", "Line")
    expected = []
    for problem, plan in members(*partner()):
        alone = of_plan(problem, plan)
        if sheet in alone.values.sheetnames:
            rows = columns(alone, sheet, sheet, kept)[:-1]
            expected += [(problem.engagement.title, *row) for row in rows]
    assert columns(book, sheet, sheet, ("Engagement", *kept))[:-1] == expected


def test_money_of_drafts_has_a_column_of_its_own(book: Opened) -> None:
    amounts = ("Contract", "Amount (signed)", "Amount (draft, not due)")
    *rows, total = columns(book, "Charges", "Charges", amounts)
    assert {row[0] for row in rows if row[2] is not None} == {"draft, not due"}
    assert {row[0] for row in rows if row[1] is not None} == {"signed"}
    assert total == (None, 3306.26, 4650)


def test_what_no_log_speaks_of_is_awaited(book: Opened) -> None:
    awaited = columns(book, "Charges", "Charges", ("Engagement", "Awaited"))[:-1]
    assert [one[1] for one in awaited if one[0] == "County schools"] == ["no", "no", "yes"]
    assert {one[1] for one in awaited if one[0] != "County schools"} == {"yes"}


def test_months_are_told_by_engagement(book: Opened) -> None:
    title = "Planned by month: in money, drafts not due"
    assert book.headings("By month", title) == (
        *("Month", f"{DISTRICT} (draft, not due)", "County schools", "Island schools"),
        *("Signed", "Draft, not due", "Both, drafts not due"),
    )
    assert book.table("By month", title) == [
        (date(2025, 9, 1), 0, 0, 50.01, 50.01, 0, 50.01),
        (date(2025, 10, 1), 1800, 900, 0, 900, 1800, 2700),
        (date(2025, 11, 1), 0, 900, 0, 900, 0, 900),
        (date(2025, 12, 1), 1800, 900, 56.25, 956.25, 1800, 2756.25),
        (date(2026, 1, 1), 900, 0, 500, 500, 900, 1400),
        (date(2026, 3, 1), 150, 0, 0, 0, 150, 150),
        ("Total", 4650, 2700, 606.26, 3306.26, 4650, 7956.26),
        ("Summary", 4650, 2700, 606.26, 3306.26, 4650, 7956.26),
        ("Differs by", 0, 0, 0, 0, 0, 0),
    ]


def test_somebody_in_two_engagements_is_one_row(book: Opened) -> None:
    rows = book.table("By facilitator", "Planned by facilitator: in coach-days")[:-2]
    assert rows == [
        ("(nobody)", 0, 0, 0, 0, 0, 0),
        ("Coach A", 1, 0, 0, 0, 1, 1),
        ("Coach B", 1.5, 0, 0, 0, 1.5, 1.5),
        ("coach-0", 0, 1.5, 0.15625, 1.65625, 0, 1.65625),
        ("coach-1", 0, 0, 0.125, 0.125, 0, 0.125),
        ("Total", 2.5, 1.5, 0.28125, 1.78125, 2.5, 4.28125),
    ]
    title = "Delivered by facilitator: in money, drafts not due"
    assert book.column("By facilitator", title, "County schools")[:-3] == [0, 0, 0, 900, 900]


def test_a_fiscal_year_is_that_of_the_contract(book: Opened) -> None:
    """The island's begins in January, the others' in July; no other contract has a figure there."""
    assert book.table("By fiscal year", "Planned by fiscal year: in coach-days")[:-2] == [
        (date(2025, 1, 1), None, None, 0.03125, 0.03125, 0, 0.03125),
        (date(2025, 7, 1), 2.5, 1.5, None, 1.5, 2.5, 4),
        (date(2026, 1, 1), None, None, 0.25, 0.25, 0, 0.25),
        ("Total", 2.5, 1.5, 0.28125, 1.78125, 2.5, 4.28125),
    ]


def test_all_cuts_and_lists_come_to_the_summary(book: Opened) -> None:
    table = book.table("Summary", PROOF)
    assert [row[0] for row in table] == ["Charges and Delivered", *CUTS]
    planned, delivered = (4.28125, 0, 3306.26, 0, 4650, 0), (1, 0, 1800, 0, 0, 0)
    assert {row[1:] for row in table} == {(*planned, *delivered)}
    for cut in CUTS:
        differing = [row for row in book.rows(cut) if row and row[0] == "Differs by"]
        assert len(differing) == 4
        assert {cell for row in differing for cell in row[1:]} == {0}


def test_what_charges_nothing_is_listed_by_engagement(book: Opened) -> None:
    rows = book.table("Uncharged", "Sessions that charge nothing")
    assert [(row[0], row[3], row[-1]) for row in rows] == [
        (DISTRICT, "institute", "in the fixed price of Summer institute"),
        *(
            ("No contract yet", session, "no contract")
            for session in (
                *("kickoff", "cycle-1/GK", "cycle-1/G1", "one-to-one/2", "check-in", "institute"),
            )
        ),
    ]


def test_every_sheet_says_whose_it_is_and_which_plan(book: Opened) -> None:
    assert book.values.sheetnames == SHEETS
    for sheet in book.values:
        title, state, made = (sheet.cell(row, 1).value for row in (1, 2, 3))
        assert title == "All of a partner"
        assert state == (
            "2 signed contracts; 1 DRAFT contract: nothing of drafts is due; "
            "1 engagement without a contract"
        )
        assert made == (f"partner, as of 2025-06-01, 2025-09-01, made from inputs {DIGEST}")


def test_engagements_without_a_contract_are_noted(book: Opened) -> None:
    assert [row[0] for row in book.table("Summary", "Notes")] == [
        f"{DISTRICT}: Contract with School District 34 (draft, not due)",
        "County schools: Contract with Client",
        "Island schools: Contract with Island",
        "No contract yet: no contract",
    ]


def test_a_line_that_is_over_is_named_first() -> None:
    short = {"pd": replace(contract_of(county()[0]).lines["pd"], quantity=2)}
    little = {**contract_of(district()[0]).lines}
    little["pd"] = replace(little["pd"], quantity=1)
    book = opened(
        *over(with_contract(district(), lines=little), with_contract(county(), lines=short))
    )
    half_day = "Half-day of professional development"
    too_much = "1.0 planned of 0.5 coach-days, 0.5 over ($900.00)"
    more_than_a_day = "1.0 delivered and 0.5 still planned of 1.0 coach-days, 0.5 over ($900.00)"
    assert [row[0] for row in book.table("Summary", "Notes")][:2] == [
        f"OVER: {DISTRICT} (draft, not due): {half_day}: {too_much}",
        f"OVER: County schools: Line pd: {more_than_a_day}",
    ]


def test_district_34_is_nine_days_and_16200_dollars_that_are_not_due() -> None:
    book = opened(*over((read_district(), planned_district()), county()))
    days, money = book.table("Summary", DAYS), book.table("Summary", MONEY)
    assert days[0][1:7] == ("draft, not due", *TERM, 9, 0, 9)
    assert money[0][1:7] == ("draft, not due", *TERM, 16200, 0, 16200)
    assert [row[0] for row in money if 16200 in row] == [days[0][0], "Draft, not due"]
    assert money[2][4:7] == (5400, 0, 2700)


def test_all_that_is_headed_as_money_says_whether_it_can_be_due(book: Opened) -> None:
    headings = [text for text in book.texts() if "amount (" in text.lower()]
    assert headings
    assert all(re.search(r"\((signed|draft, not due)\)$", text) for text in headings)
    for cut in CUTS:
        title = f"Planned {cut.lower()}: in money, drafts not due"
        assert book.headings(cut, title)[1].endswith("(draft, not due)")


def test_what_is_delivered_under_a_draft_is_not_due() -> None:
    book = opened(*over(with_contract(county(), state="draft"), island()))
    assert book.column("Summary", MONEY, "Delivered") == [1800, 0, 0, 1800, 1800]
    amounts = ("Amount (signed)", "Amount (draft, not due)")
    assert columns(book, "Delivered", "Delivered", amounts)[-1] == (0, 1800)


def test_engagements_and_sites_of_one_title_are_told_apart() -> None:
    problem, plan = district()
    other = replace(problem, engagement=replace(problem.engagement, id="other"))
    book = opened(*over((problem, plan), (other, plan)))
    assert [row[0] for row in book.table("Summary", DAYS)[:2]] == [
        f"{DISTRICT} (district-34)",
        f"{DISTRICT} (other)",
    ]
    sites = book.table("By site", "Planned by site: in coach-days")[:-3]
    assert [row[:3] for row in sites] == [
        ("virtual", 0, 0),
        ("Winfield Central (district-34:winfield)", 2.5, 0),
        ("Winfield Central (other:winfield)", 0, 2.5),
    ]


def test_confidential_sessions_name_no_audience(book: Opened) -> None:
    assert not any("teacher-" in text or "Grade 2 teacher" in text for text in book.texts())
    assert book.column("By audience", "Planned by audience: in coach-days", "Audience")[0] == (
        "(confidential)"
    )


@pytest.mark.parametrize("text", ["=1+1", "@sum", "+1", "-1", "\t=1", "\r=1"])
def test_no_title_is_taken_for_a_formula(text: str) -> None:
    years = [(called(problem, f"id-{index}", text), plan) for index, (problem, plan) in YEARS]
    portfolio, plan = over(*years)
    book = opened(replace(portfolio, title=text), plan)
    assert not any(told.startswith(("=", "+", "-", "@", "\t", "\r")) for told in book.texts())
    assert len(book.table("Summary", DAYS)) == 7


def test_pages_are_set_up_to_be_kept_and_printed(book: Opened) -> None:
    single = {"Charges", "Delivered", "Uncharged"}
    for sheet in book.values:
        assert sheet.freeze_panes == ("B7" if sheet.title in single else "A4")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows is not None


def test_cells_have_types_and_formats(book: Opened) -> None:
    sheet = book.values["Charges"]
    formats = {cell.column_letter: cell.number_format for cell in sheet[7]}
    assert (formats["C"], formats["D"]) == ("yyyy-mm-dd", "hh:mm")
    assert formats["Q"].startswith("$#,##0.00")
    assert sheet.auto_filter.ref == f"A6:R{6 + 14}"
    assert all(cell.data_type == "f" for cell in book.formulas["Summary"][11][4:11])


def test_without_any_contract_there_is_what_charges_nothing() -> None:
    book = opened(*over(bare()))
    assert book.values.sheetnames == ["Uncharged"]
    assert book.values["Uncharged"]["A2"].value == "1 engagement without a contract"


def test_without_a_log_nothing_is_listed_as_delivered() -> None:
    book = opened(*over(district(), island()))
    assert book.values.sheetnames == [sheet for sheet in SHEETS if sheet != "Delivered"]
    assert "Awaited" not in book.headings("Charges", "Charges")
    assert book.column("Summary", MONEY, "Awaited") == book.column("Summary", MONEY, "Planned")


def test_empty_plans_charge_nothing_but_dated_fees() -> None:
    book = opened(*empty([district(), island()]))
    assert [row[6] for row in book.table("Summary", MONEY)] == [0, 100.01, 100.01, 0, 100.01]


def test_another_process_writes_the_same_bytes() -> None:
    """Neither the clock nor the order of sets is in the file."""
    code = (
        "import hashlib; from partner import opened, partner;"
        "print(hashlib.sha256(opened(*partner()).data).hexdigest())"
    )
    assert printed_elsewhere(code, "1", "UTC") == printed_elsewhere(code, "2", "Asia/Tokyo")


YEARS = tuple(enumerate((district(), county(), island(), bare())))
DISTRICT = handmade_problem().engagement.title


def columns(book: Opened, sheet: str, title: str, headings: tuple[str, ...]) -> list[Any]:
    return list(zip(*(book.column(sheet, title, one) for one in headings), strict=True))


def contract_of(problem: Any) -> Contract:
    contract: Contract = problem.engagement.contract
    return contract
