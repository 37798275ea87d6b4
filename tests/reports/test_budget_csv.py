"""budget.csv: a golden file from the hand-written plan, and sums that are the ledger's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from csv import DictReader
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from handmade import CHICAGO, plan, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.clock import instant, moment
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.ledger import ledger
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.budget_csv import HEADER, budget_csv, neutral

GOLDEN = """\
engagement,line,session,type,audience,site,mode,facilitator,date,start,end,coach_days,amount
district-34,pd,kickoff,workshop,K-8,winfield,in-person,coach-a,2025-10-10,08:30,11:30,0.5,900.00
district-34,pd,kickoff,workshop,K-8,winfield,in-person,coach-b,2025-10-10,08:30,11:30,0.5,900.00
district-34,coaching,cycle-1/GK,coaching,GK,winfield,in-person,coach-b,2025-12-03,08:30,11:30,0.5,900.00
district-34,coaching,cycle-1/G1,coaching,G1,winfield,in-person,coach-b,2025-12-03,12:30,15:30,0.5,900.00
district-34,coaching,one-to-one/2,one-to-one,,winfield,in-person,coach-a,2026-01-14,10:00,11:00,0.5,900.00
district-34,check-ins,check-in,meeting,leadership,,virtual,coach-a,2026-03-10,13:00,14:00,0.0,150.00
district-34,institute,institute,institute,K-8+leadership,office,in-person,coach-a,2026-06-16,08:30,15:30,0.0,0.00
district-34,institute,institute,institute,K-8+leadership,office,in-person,coach-b,2026-06-16,08:30,15:30,0.0,0.00
district-34,institute,institute,institute,K-8+leadership,office,in-person,coach-a,2026-06-17,08:30,15:30,0.0,0.00
district-34,institute,institute,institute,K-8+leadership,office,in-person,coach-b,2026-06-17,08:30,15:30,0.0,0.00
"""


def test_the_hand_written_plan() -> None:
    assert budget_csv(problem(), plan()).decode() == GOLDEN


def test_an_empty_plan_is_the_header_alone() -> None:
    assert budget_csv(problem(), Plan(())).decode() == GOLDEN.splitlines(keepends=True)[0]


def test_a_price_with_dates_has_a_row_for_each() -> None:
    """Nobody leads it and nothing is held: $100.01 in two, the odd cent first."""
    dates = date(2025, 9, 1), date(2026, 1, 15)
    fee = Line("licence", "Licence", LineUnit.PRICE, 0, 10_001, 1, on=dates)
    terms = Contract("signed", "Client", None, None, 2, {"licence": fee})
    added = budget_csv(with_contract(problem(), terms), Plan(())).decode().splitlines()[1:]
    assert added == [
        "district-34,licence,,fee,,,,,2025-09-01,,,0.0,50.01",
        "district-34,licence,,fee,,,,,2026-01-15,,,0.0,50.00",
    ]


def test_twice_is_the_same_bytes() -> None:
    assert budget_csv(problem(), plan()) == budget_csv(problem(), plan())


def test_a_session_without_a_line_charges_nothing() -> None:
    case = without_lines(problem())
    for row in rows(case, plan()):
        assert (row["line"], row["coach_days"], row["amount"]) == ("none", "0.0", "0.00")


def test_a_confidential_session_names_no_audience() -> None:
    text = budget_csv(problem(), plan()).decode()
    assert "teacher-1" not in text
    assert "teacher-2" not in text
    assert [row["session"] for row in rows(problem(), plan()) if row["audience"] == ""] == [
        "one-to-one/2"
    ]


def test_dates_and_times_are_those_of_the_engagement() -> None:
    """Eight in the evening in Chicago is the next day in UTC."""
    day = moment(plan().placed["kickoff"].start, CHICAGO).date()
    evening = Part(instant(day, 20 * 60, CHICAGO), instant(day, 21 * 60 + 5, CHICAGO))
    late = Plan((replace(plan().placed["kickoff"], parts=(evening,)),))
    row = rows(problem(), late)[0]
    assert (row["date"], row["start"], row["end"]) == ("2025-10-10", "20:00", "21:05")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    case = problem()
    engagement = replace(case.engagement, id=text)
    row = rows(replace(case, engagement=engagement), plan())[0]
    assert row["engagement"] == f"'{text}".replace("\r", " ")


@pytest.mark.parametrize("text", ["", "a=1", "G6-8", "'quoted", "1"])
def test_other_texts_stay(text: str) -> None:
    assert neutral(text) == text


def test_texts_with_commas_quotes_and_accents_come_back() -> None:
    case, text = problem(), 'Équipe "K, 1"'
    row = rows(replace(case, engagement=replace(case.engagement, id=text)), plan())[0]
    assert row["engagement"] == text


def lines(id: str) -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        st.just(id),
        st.just(id),
        st.sampled_from(LineUnit),
        st.integers(0, 100),
        st.integers(1, 400_000),
        st.sampled_from([1, 2, 3, 5]),
    )


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    drawn = {id: draw(lines(id)) for id in ("coaching", "pd", "check-ins", "institute")}
    ticks_per_day = draw(st.sampled_from([1, 2, 4, 10]))
    return Contract("signed", "Client", None, None, ticks_per_day, drawn)


@settings(deadline=None)  # the first example imports pandas
@given(contracts())
def test_rows_add_up_to_the_ledger(contract: Contract) -> None:
    case = with_contract(problem(), contract)
    table, book = rows(case, plan()), ledger(case, plan())
    for line in book.lines:
        own = [row for row in table if row["line"] == line.line.id]
        assert total(own, "amount") == Fraction(line.money.planned, 100)
        if line in book.day_lines:
            assert total(own, "coach_days") == Fraction(line.quantity.planned, line.per_unit)
    assert total(table, "amount") == Fraction(book.money.planned, 100)
    assert total(table, "coach_days") == Fraction(book.days.planned, book.ticks_per_day)


def rows(case: Problem, of: Plan) -> list[dict[str, str]]:
    reader = DictReader(StringIO(budget_csv(case, of).decode(), newline=""))
    table = list(reader)
    assert tuple(reader.fieldnames or ()) == HEADER
    return table


def total(table: Iterable[Mapping[str, str]], column: str) -> Fraction:
    return sum((Fraction(row[column]) for row in table), Fraction())


def with_contract(case: Problem, contract: Contract) -> Problem:
    return replace(case, engagement=replace(case.engagement, contract=contract))


def without_lines(case: Problem) -> Problem:
    """Return the problem with no contract, so that no session has a line."""
    visits = tuple(
        replace(visit, sessions=tuple(replace(each, line=None) for each in visit.sessions))
        for visit in case.visits
    )
    return replace(case, visits=visits, engagement=replace(case.engagement, contract=None))
