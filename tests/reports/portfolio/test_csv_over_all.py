"""budget.csv over all: each engagement's rows, under the names that a portfolio has for them."""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest
from partner import bare, called, county, district, island, over, partner

from planner.domain.plan import Plan
from planner.domain.portfolio import Portfolio, PortfolioPlan
from planner.reports.budget_csv import HEADER
from planner.reports.budget_csv import budget_csv as budget_of_one
from planner.reports.portfolio.budget_csv import budget_csv

Row = Mapping[str, str]
OWN = {"line", "session"}
"""The columns in which ids are told with their engagement."""


def rows(data: bytes) -> list[Row]:
    reader = DictReader(StringIO(data.decode(), newline=""))
    listed = list(reader)
    assert tuple(reader.fieldnames or ()) == HEADER
    return listed


def test_every_row_of_every_engagement_is_there_in_the_portfolios_order() -> None:
    portfolio, plan = partner()
    listed = rows(budget_csv(portfolio, plan))
    alone = [
        row
        for problem, its in zip(portfolio.problems, plan.plans, strict=True)
        for row in rows(budget_of_one(problem, its))
    ]
    assert [without(OWN, row) for row in listed] == [without(OWN, row) for row in alone]
    assert list(dict.fromkeys(row["engagement"] for row in listed)) == [
        *("district-34", "county", "island", "bare")
    ]


def test_lines_and_sessions_are_told_with_their_engagement() -> None:
    listed = rows(budget_csv(*over(county(), island(), bare())))
    assert {(row["line"], row["session"]) for row in listed[:6]} == {
        *(("county:pd", "county:r/0"), ("county:pd", "county:r/1"), ("county:pd", "county:r/2")),
        *(("island:pd", "island:r/0"), ("island:pd", "island:r/1")),
    }
    assert [(row["line"], row["session"]) for row in listed[6:8]] == [("island:licence", "")] * 2
    assert {row["line"] for row in listed[8:]} == {"none"}


def test_parts_of_days_of_different_contracts_add_up_exactly() -> None:
    listed = rows(budget_csv(*partner()))
    assert sum(Fraction(row["coach_days"]) for row in listed) == Fraction(4) + Fraction(9, 32)
    assert sum(Fraction(row["amount"]) for row in listed) == 4650 + 2700 + Fraction("606.26")


def test_a_confidential_session_has_a_number_and_no_audience() -> None:
    listed = rows(budget_csv(*partner()))
    told = [row for row in listed if row["type"] == "one-to-one"]
    assert [(row["session"], row["audience"]) for row in told] == [
        *(("district-34:one-to-one/2", ""), ("bare:one-to-one/2", ""))
    ]


@pytest.mark.parametrize("id", ["=1", "@sum", "+1", "-1", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(id: str) -> None:
    problem, plan = district()
    listed = rows(budget_csv(*over((called(problem, id, "A district"), plan))))
    guarded = f"'{id}".replace("\r", " ")
    assert listed[0]["session"] == f"{guarded}:kickoff"
    assert all(
        not cell.startswith(("=", "@", "+", "\t")) for row in listed for cell in row.values()
    )


def test_without_engagements_there_is_a_header() -> None:
    nothing = budget_csv(Portfolio("partner", "Nobody", ()), PortfolioPlan((), ()))
    assert nothing.decode() == ",".join(HEADER) + "\n"


def test_twice_is_the_same_bytes() -> None:
    assert budget_csv(*partner()) == budget_csv(*partner())


def test_a_plan_without_sessions_has_only_what_is_charged_on_dates() -> None:
    portfolio, plan = partner()
    empty = replace(plan, plans=(Plan(()),) * len(plan.plans))
    assert [row["type"] for row in rows(budget_csv(portfolio, empty))] == ["fee", "fee"]


def without(columns: set[str], row: Row) -> Row:
    return {column: cell for column, cell in row.items() if column not in columns}
