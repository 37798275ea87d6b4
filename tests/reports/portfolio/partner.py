"""A partner's year with four engagements, counted by hand in their comments.

A draft (the hand-written District 34), a signed contract with a log, another whose coach-day has 32
ticks, and one without a contract. Two of them have a line of one id, and share a coach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import handmade
import sold
from logged import logged_plan, logged_problem
from opened import DIGEST, Opened

from planner.domain.clock import Block, instant
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.portfolio import Portfolio, PortfolioPlan
from planner.domain.problem import Day, Problem
from planner.reports.portfolio.budget_xlsx import budget_xlsx

Year = tuple[Problem, Plan]


def partner() -> tuple[Portfolio, PortfolioPlan]:
    return over(district(), county(), island(), bare())


def over(*years: Year) -> tuple[Portfolio, PortfolioPlan]:
    problems, plans = zip(*years, strict=True)
    return Portfolio("partner", "All of a partner", problems), PortfolioPlan(plans, ())


def opened(portfolio: Portfolio, plan: PortfolioPlan) -> Opened:
    return Opened(budget_xlsx(portfolio, plan, DIGEST))


def district() -> Year:
    """A draft of 3.0 days and $9,400: 2.5 days and $4,650 are planned."""
    return handmade.problem(), handmade.plan()


def county() -> Year:
    """Signed, 3.0 days and $5,400: 1.5 days planned, of which 1.0 and $1,800 are delivered."""
    problem = called(logged_problem(), "county", "County schools")
    return problem, logged_plan()


def island() -> Year:
    """Signed, 2.0 days of 32 ticks, 0.5 of them used before, and a licence of $100.01.

    15 minutes by one coach are 1 tick, 50 minutes by each of two 4: 9/32 of a day, $506.25.
    """
    day = Day(Block(480, 720), Block(780, 1020), break_minutes=10, grain_minutes=15)
    coaching = Line("pd", "Coaching", LineUnit.COACH_DAYS, 64, 180_000, 1, 16, purchase_order="P7")
    dates = date(2025, 9, 1), date(2026, 1, 15)
    licence = Line("licence", "Licence", LineUnit.PRICE, 0, 10_001, 1, on=dates)
    lines = {line.id: line for line in (coaching, licence)}
    terms = Contract("signed", "Island", None, None, 32, lines, fiscal_year_month=1)
    held = [sold.Sold("pd", sold.minutes(15)), sold.Sold("pd", sold.minutes(50), team=2)]
    problem = called(sold.problem(terms, held, day), "island", "Island schools")
    zone = problem.engagement.zone
    first, second = date(2025, 12, 30), date(2026, 1, 6)
    short = Part(instant(first, 480, zone), instant(first, 495, zone))
    long = Part(instant(second, 480, zone), instant(second, 530, zone))
    placed = (
        PlacedSession("r/0", (short,), ("coach-0",), "virtual"),
        PlacedSession("r/1", (long,), ("coach-0", "coach-1"), "virtual"),
    )
    return problem, Plan(placed)


def bare() -> Year:
    """Without a contract: six sessions that charge nothing."""
    year = called(handmade.problem(), "bare", "No contract yet")
    visits = tuple(
        replace(visit, sessions=tuple(replace(each, line=None) for each in visit.sessions))
        for visit in year.visits
    )
    engagement = replace(year.engagement, contract=None)
    return replace(year, visits=visits, engagement=engagement), handmade.plan()


def called(problem: Problem, id: str, title: str) -> Problem:
    return replace(problem, engagement=replace(problem.engagement, id=id, title=title))


def with_contract(year: Year, **changes: object) -> Year:
    """Return a year with other terms."""
    problem, plan = year
    terms = problem.engagement.contract
    assert terms is not None
    changed = replace(terms, **changes)  # type: ignore[arg-type]
    return replace(problem, engagement=replace(problem.engagement, contract=changed)), plan


def empty(years: Iterable[Year]) -> tuple[Portfolio, PortfolioPlan]:
    return over(*((problem, Plan(())) for problem, _ in years))
