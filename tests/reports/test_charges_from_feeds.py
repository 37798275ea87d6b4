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
@settings(max_examples=150)
def test_rows_and_sums_are_what_the_feeds_say(year: Case) -> None:
    problem, chosen = year
    plan = small.plan_of(problem, chosen)
    assume(problem.engagement.contract is not None)
    assume(not any(True for _ in one_place.check(problem, plan)))
    events = told(problem, plan)
    expected = costs(problem, events)
    rows, expenses = written(problem, plan)
    assert rows == expected
    book = ledger(problem, plan)
    trips = {(one.facilitator, one.site, one.start.date()) for one in events if one.site}
    assert len(expenses) == (len(trips) if paid_by_a_line(problem) else 0)
    assert sum((days for days, _ in rows.values()), Fraction()) == Fraction(
        book.days.planned, book.ticks_per_day
    )
    amounts = [*(amount for _, amount in rows.values()), *expenses]
    assert sum(amounts, Fraction()) == Fraction(book.money.planned, 100)


def written(problem: Problem, plan: Plan) -> tuple[dict[Row, Cost], list[Fraction]]:
    """Read budget.csv: the rows of sessions, and what each trip costs."""
    zone = problem.engagement.zone
    found: dict[Row, Cost] = {}
    expenses: list[Fraction] = []
    for row in _csv(budget_csv(problem, plan)):
        if row["type"] == "expenses":
            expenses.append(Fraction(row["amount"]))
            continue
        start = datetime.fromisoformat(f"{row['date']}T{row['start']}").replace(tzinfo=zone)
        cost = Fraction(row["coach_days"]), Fraction(row["amount"])
        found[row["session"], row["facilitator"], start] = cost
    return found, expenses


def _csv(data: bytes) -> Iterable[dict[str, str]]:
    return DictReader(StringIO(data.decode(), newline=""))


def paid_by_a_line(problem: Problem) -> bool:
    contract = problem.engagement.contract
    return contract is not None and contract.billing.expenses_line is not None
