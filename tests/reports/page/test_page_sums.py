"""report.html and money: what it adds up to is what the ledger says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import plan, problem
from looked import cents, page, text
from year_of_cycles import cycles_contract, cycles_plan, cycles_problem

from planner.domain.contract import Billing, Line, LineUnit
from planner.domain.ledger import dollars, ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem


def test_the_amounts_of_a_draft_are_headed_not_due() -> None:
    terms = cycles_contract()
    headings = "main #budget h2", "#list thead th:last-child", "header dl > div:nth-of-type(3) dt"
    for state, note in (("draft", "draft, not due"), ("signed", "")):
        year = replace(cycles_problem().engagement, contract=replace(terms, state=state))
        soup = page(replace(cycles_problem(), engagement=year), cycles_plan())
        found = [text(soup.select_one(heading)) for heading in headings]
        assert ["draft, not due" in one for one in found] == [bool(note)] * 3


def test_what_is_over_the_contract_says_so_in_words() -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 1, 180_000, 1)
    soup = page(sold(cycles_contract().lines["coaching"], pd), cycles_plan())
    assert "Over the contract: 1 line" in text(soup.select_one("#attention"))
    assert text(soup.select_one("#budget .exceeded strong.over")) == "over the contract"


def test_trips_beyond_their_price_say_so() -> None:
    travel = Line("travel", "Travel", LineUnit.PRICE, 0, 100_000, 1)
    case = sold(*cycles_contract().lines.values(), travel)
    assert case.engagement.contract is not None
    billing = Billing(trip_cents=25_000, expenses_line="travel")
    terms = replace(case.engagement.contract, billing=billing)
    case = replace(case, engagement=replace(case.engagement, contract=terms))
    told = text(page(case, cycles_plan()).select_one("#attention"))
    assert "Travel: $2,750.00 planned of $1,000.00, $1,750.00 over" in told


@pytest.mark.parametrize(("case", "year"), [(problem(), plan()), (cycles_problem(), cycles_plan())])
def test_sums_are_the_ledger_s(case: Problem, year: Plan) -> None:
    soup, book = page(case, year), ledger(case, year)
    rows = soup.select("#list tbody tr")
    total = soup.select("#list tfoot td")
    days = sum(Decimal(text(row.select_one("[data-label=Coach-days]"))) for row in rows)
    money = sum(cents(text(row.select_one("[data-label^=Amount]"))) for row in rows)
    assert days == Decimal(text(total[0])) == book.coach_days(book.days.planned)
    assert money == cents(text(total[1])) == book.money.planned


@pytest.mark.parametrize("label", ["Contracted", "Used before", "Planned", "Unplanned"])
def test_the_budget_is_the_ledger_line_by_line(label: str) -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 3, 180_000, 1, opening=1)
    case = sold(cycles_contract().lines["coaching"], pd)
    soup, book = page(case, cycles_plan()), ledger(case, cycles_plan())
    key = {"Used before": "opening"}.get(label, label.lower())
    shown = soup.select(f"#budget [data-label='{label}']")
    told = [text(cell.select_one(".quantity")) for cell in shown]
    paid = [cents(text(cell.select_one(".money"))) for cell in shown]
    quantities = [line.text(getattr(line.quantity, key)) for line in book.lines]
    assert told == [*quantities, f"{book.coach_days(getattr(book.days, key)):f}"]
    assert paid == [*(getattr(line.money, key) for line in book.lines), getattr(book.money, key)]


def test_a_bar_is_as_long_as_its_figures() -> None:
    """Four halves were bought: one was used before, two are planned, one is not."""
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 4, 180_000, 1, opening=1)
    soup = page(sold(cycles_contract().lines["coaching"], pd), cycles_plan())
    bar = soup.select("#budget svg.bar")[1]
    widths = {rect["class"][0]: float(str(rect["width"])) for rect in bar.select("rect")}
    assert set(widths) == {"before", "planned", "unplanned"}
    whole = sum(widths.values())
    shares = {name: round(4 * width / whole, 2) for name, width in widths.items()}
    assert shares == {"before": 1, "planned": 2, "unplanned": 1}


def test_expenses_are_told() -> None:
    terms = replace(cycles_contract(), billing=Billing(trip_cents=25_000))
    case = cycles_problem()
    soup = page(replace(case, engagement=replace(case.engagement, contract=terms)), cycles_plan())
    assert f"11 trips at $250.00, {dollars(11 * 25_000)}" in text(soup.select_one("#budget"))


def test_without_a_contract_nothing_costs_anything() -> None:
    case = cycles_problem()
    visits = tuple(
        replace(v, sessions=tuple(replace(s, line=None) for s in v.sessions)) for v in case.visits
    )
    soup = page(
        replace(case, visits=visits, engagement=replace(case.engagement, contract=None)),
        cycles_plan(),
    )
    assert "no contract" in text(soup.header)
    assert soup.select("#budget table") == []


def sold(*lines: Line) -> Problem:
    """Return the problem of the cycles with these lines in its contract."""
    case = cycles_problem()
    terms = replace(cycles_contract(), lines={line.id: line for line in lines})
    return replace(case, engagement=replace(case.engagement, contract=terms))
