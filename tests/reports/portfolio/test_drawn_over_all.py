"""Any engagements: what the workbook over all says is what their own budgets add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from csv import DictReader
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
import small
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import Opened
from partner import Year, called, opened, over, with_contract
from reckoned import years
from strategies import Case

from planner.domain.portfolio import Portfolio, PortfolioPlan
from planner.reports.portfolio.budget_csv import budget_csv

Sums = dict[tuple[Any, str], tuple[float, float]]
"""Coach-days and money by the key of a row and by engagement."""

cases = st.lists(st.tuples(years(), st.booleans()), min_size=1, max_size=3)


@given(cases=cases)
@settings(max_examples=15)
def test_cuts_add_up_the_rows_of_budget_csv(cases: list[tuple[Case, bool]]) -> None:
    portfolio, plan = drawn(cases)
    listed = charged(portfolio, plan)
    if not any(problem.engagement.contract for problem in portfolio.problems):
        return
    book = opened(portfolio, plan)
    assert read(book, "By month") == summed(
        listed, lambda row: date.fromisoformat(row["date"]).replace(day=1)
    )
    assert read(book, "By facilitator") == summed(
        listed, lambda row: row["facilitator"] or "(nobody)"
    )


@given(cases=cases)
@settings(max_examples=15)
def test_all_differ_by_nothing(cases: list[tuple[Case, bool]]) -> None:
    portfolio, plan = drawn(cases)
    book = opened(portfolio, plan)
    for sheet in book.values.sheetnames:
        for row in book.rows(sheet):
            if row and row[0] == "Differs by":
                assert not any(row[1:])
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in book.texts())


@given(cases=cases)
@settings(max_examples=15)
def test_a_draft_adds_nothing_to_what_is_signed(cases: list[tuple[Case, bool]]) -> None:
    """The totals of what is signed are those of a portfolio without any drafts."""
    portfolio, plan = drawn(cases)
    both = zip(portfolio.problems, plan.plans, strict=True)
    signed = [(problem, its) for problem, its in both if is_signed(problem)]
    if not signed:
        return
    for title in ("In coach-days", "In money, drafts not due"):
        with_drafts, without = opened(portfolio, plan), opened(*over(*signed))
        expected = pytest.approx(total(without, title, "Signed"))
        assert total(with_drafts, title, "Signed") == expected
        assert total(without, title, "Both, drafts not due") == expected


def drawn(cases: Iterable[tuple[Case, bool]]) -> tuple[Portfolio, PortfolioPlan]:
    made: list[Year] = []
    for index, ((problem, chosen), is_draft) in enumerate(cases):
        year: Year = called(problem, f"e{index}", f"Year {index}"), small.plan_of(problem, chosen)
        if is_draft and problem.engagement.contract is not None:
            year = with_contract(year, state="draft")
        made.append(year)
    return over(*made)


def is_signed(problem: Any) -> bool:
    contract = problem.engagement.contract
    return contract is not None and not contract.is_draft


def charged(portfolio: Portfolio, plan: PortfolioPlan) -> list[dict[str, str]]:
    """Return the rows that charge anything."""
    rows = DictReader(StringIO(budget_csv(portfolio, plan).decode(), newline=""))
    return [row for row in rows if (row["coach_days"], row["amount"]) != ("0.0", "0.00")]


def summed(rows: Iterable[dict[str, str]], key: Any) -> Sums:
    found: dict[tuple[Any, str], list[Fraction]] = defaultdict(lambda: [Fraction(), Fraction()])
    for row in rows:
        cell = found[key(row), row["engagement"]]
        cell[0] += Fraction(row["coach_days"])
        cell[1] += Fraction(row["amount"])
    return {at: (float(days), float(amount)) for at, (days, amount) in found.items()}


def read(book: Opened, sheet: str) -> Any:
    """Return the cells of a cut that are not 0, by key and engagement."""
    found: dict[tuple[Any, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for number, way in enumerate(("in coach-days", "in money, drafts not due")):
        title = f"Planned {sheet.lower()}: {way}"
        _, *heads = book.headings(sheet, title)
        for key, *cells in book.table(sheet, title)[:-3]:
            for head, cell in zip(heads[:-3], cells, strict=False):
                if cell:
                    found[key, f"e{head.split()[1]}"][number] = cell
    return {at: pytest.approx(tuple(sums)) for at, sums in found.items()}


def total(book: Opened, title: str, name: str) -> Any:
    (row,) = (row for row in book.table("Summary", title) if row[0] == name)
    return row[4:]
