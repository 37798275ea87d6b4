"""Rows and sums of budget.csv are what the events that facilitators see come to."""

from __future__ import annotations

from collections.abc import Iterable
from csv import DictReader
from datetime import datetime
from fractions import Fraction
from io import StringIO

import small
from hypothesis import assume, given, settings
from reckoned import Cost, Row, costs, told, years
from strategies import Case

from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.budget_csv import budget_csv
from planner.rules import one_place


@given(year=years())
@settings(max_examples=40)
def test_rows_and_sums_are_what_the_feeds_say(year: Case) -> None:
    problem, chosen = year
    plan = small.plan_of(problem, chosen)
    assume(problem.engagement.contract is not None)
    assume(not any(True for _ in one_place.check(problem, plan)))
    events = told(problem, plan)
    expected = costs(problem, events)
    rows, expenses, fees = written(problem, plan)
    assert rows == expected
    book = ledger(problem, plan)
    trips = {(one.facilitator, one.site, one.start.date()) for one in events if one.site}
    assert len(expenses) == (len(trips) if paid_by_a_line(problem) else 0)
    assert sum((days for days, _ in rows.values()), Fraction()) == Fraction(
        book.days.planned, book.ticks_per_day
    )
    amounts = [*(amount for _, amount in rows.values()), *expenses, *fees]
    contract = problem.engagement.contract
    assert contract is not None
    dated = [line for line in contract.lines.values() if line.on]
    assert sum(fees, Fraction()) == sum(
        Fraction(line.rate_cents - line.opening, 100) for line in dated
    )
    assert len(fees) == sum(len(line.on) for line in dated)
    assert sum(amounts, Fraction()) == Fraction(book.money.planned, 100)


def written(problem: Problem, plan: Plan) -> tuple[dict[Row, Cost], list[Fraction], list[Fraction]]:
    """Read budget.csv: the rows of sessions, what each trip costs, and what is charged on dates."""
    zone = problem.engagement.zone
    found: dict[Row, Cost] = {}
    expenses: list[Fraction] = []
    fees: list[Fraction] = []
    for row in _csv(budget_csv(problem, plan)):
        if row["type"] == "expenses":
            expenses.append(Fraction(row["amount"]))
            continue
        if row["type"] == "fee":
            fees.append(Fraction(row["amount"]))
            continue
        start = datetime.fromisoformat(f"{row['date']}T{row['start']}").replace(tzinfo=zone)
        cost = Fraction(row["coach_days"]), Fraction(row["amount"])
        found[row["session"], row["facilitator"], start] = cost
    return found, expenses, fees


def _csv(data: bytes) -> Iterable[dict[str, str]]:
    return DictReader(StringIO(data.decode(), newline=""))


def paid_by_a_line(problem: Problem) -> bool:
    contract = problem.engagement.contract
    return contract is not None and contract.billing.expenses_line is not None
