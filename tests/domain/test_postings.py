"""Postings and their cuts: by hand, and for drawn years against what the feeds say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import small
from hypothesis import assume, given, settings
from logged import DATES, SOLD, TERMS, entry, logged_plan, logged_problem, struck
from reckoned import Row, Told, costs, told, years
from sold import problem
from strategies import Case

from planner.domain.booked import booked
from planner.domain.charge import coach_days
from planner.domain.contract import Contract
from planner.domain.cuts import Apart, By, Cut, Key, cut, fiscal_year
from planner.domain.delivery import slots
from planner.domain.ledger import ledger
from planner.domain.log import Closing, Entry, Log, Said
from planner.domain.plan import Plan
from planner.domain.postings import books, total
from planner.domain.problem import Problem
from planner.rules import one_place

Sums = dict[Key, tuple[Fraction, Fraction]]
"""Coach-days and money."""


@given(year=years())
@settings(max_examples=20)
def test_every_cut_is_what_the_feeds_say(year: Case) -> None:
    """Costs in fractions from facilitators' events, fees from the contract's words."""
    case, plan = drawn(year)
    contract = case.engagement.contract
    assert contract is not None
    events = told(case, plan)
    charged = costs(case, events)
    posted = books(case, plan).planned
    assert books(case, plan).awaited == posted
    for by in By:
        expected = without_nothing(reckoned(case, contract, events, charged, by))
        assert without_nothing(sums(contract, cut(case, posted, by))) == expected


@given(year=years())
@settings(max_examples=20)
def test_every_cut_comes_to_the_ledger_line_by_line(year: Case) -> None:
    case, plan = drawn(year)
    book, posted = ledger(case, plan), books(case, plan).planned
    for by in By:
        found = cut(case, posted, by)
        assert found.total == total(one.amount for one in posted)
        assert found.total.cents == book.money.planned
        assert found.total.ticks == book.days.planned
        for line in book.lines:
            rows = [row[line.line.id] for row in found.rows.values() if line.line.id in row]
            assert total(rows).cents == line.money.planned
            assert line.quantity.planned in (0, total(rows).quantity(line.line.unit))


@given(year=years())
@settings(max_examples=20)
def test_a_log_that_confirms_everything_is_the_plan_to_the_cent(year: Case) -> None:
    case, plan = drawn(year)
    log = tuple(confirmed(case, plan))
    found = books(replace(case, log=log), plan)
    assert sorted(map(repr, found.delivered)) == sorted(map(repr, found.planned))
    assert found.awaited == ()
    assert found.is_logged == bool(log)


def test_what_is_signed_stays_and_what_corrects_it_has_a_date_of_its_own() -> None:
    case = logged_problem()
    found = books(case, logged_plan()).delivered
    assert [(one.date, one.facilitator, one.amount.cents, one.is_correction) for one in found] == [
        (DATES[0], "coach-0", 90_000, False),
        (date(2025, 12, 9), "coach-0", -90_000, True),
        (date(2025, 12, 9), "coach-1", 90_000, True),
        (DATES[1], "coach-0", 90_000, False),
    ]


@pytest.mark.parametrize(
    "log",
    [
        (entry(0, DATES[0], "2025-10"), struck(0, DATES[1], "2025-10")),
        (
            entry(0, DATES[0], "2025-10"),
            Closing(DATES[0], "2025-10"),
            struck(0, DATES[1], "2025-11"),
        ),
        (
            entry(0, DATES[0], "2025-10"),
            Closing(DATES[0], "2025-10"),
            struck(0, DATES[1], "2025-11"),
            entry(0, DATES[2], "2025-12"),
        ),
        (
            entry(0, DATES[0], "2025-10"),
            Closing(DATES[0], "2025-10"),
            struck(0, DATES[1], "2025-11"),
            Closing(DATES[1], "2025-11"),
            entry(0, DATES[2], "2025-12"),
        ),
        logged_problem().log,
    ],
)
def test_months_are_those_that_the_log_counts(log: Log) -> None:
    case = replace(problem(TERMS, SOLD), log=log)
    found = books(case, logged_plan())
    by_month = cut(case, found.delivered, By.MONTH)
    months = {f"{key:%Y-%m}": by_month.of(key).cents for key in by_month.rows}  # type: ignore[str-format]
    counted = {one.month: one.cents for one in booked(case)}
    assert {month: months.get(month, 0) for month in counted} == counted
    assert sum(months.values()) == ledger(case, logged_plan()).money.delivered


def test_a_fiscal_year_begins_with_its_month() -> None:
    assert fiscal_year(date(2026, 6, 30), 7) == date(2025, 7, 1)
    assert fiscal_year(date(2026, 7, 1), 7) == date(2026, 7, 1)
    assert fiscal_year(date(2026, 1, 1), 1) == date(2026, 1, 1)


def drawn(year: Case) -> tuple[Problem, Plan]:
    """Return a year under a contract in which nobody is in two places at once."""
    case, chosen = year
    plan = small.plan_of(case, chosen)
    assume(case.engagement.contract is not None)
    assume(not any(True for _ in one_place.check(case, plan)))
    return case, plan


def reckoned(
    case: Problem,
    contract: Contract,
    events: Iterable[Told],
    charged: Mapping[Row, tuple[Fraction, Fraction]],
    by: By,
) -> Sums:
    """Return a cut of what events cost, of trips and of fees, by the words of the documentation."""
    found: Sums = defaultdict(lambda: (Fraction(), Fraction()))

    def add(key: Key, days: Fraction, amount: Fraction) -> None:
        found[key] = found[key][0] + days, found[key][1] + amount

    trips = set()
    for one in events:
        line = case.sessions[one.session].line
        if line is not None:
            add(key_of_event(case, one, by), *charged[one.row])
        if one.site:
            trips.add((one.facilitator, one.site, one.start.date()))
    for who, site, on in trips:
        if contract.billing.expenses_line is not None:
            keys: Mapping[By, Key] = {
                By.FACILITATOR: who,
                By.AUDIENCE: Apart.NOBODY,
                By.SITE: site,
                By.TYPE: Apart.TRIP,
                By.PURCHASE_ORDER: Apart.UNNAMED,
            }
            amount = Fraction(contract.billing.trip_cents, 100)
            add(keys.get(by) or period(on, by), Fraction(), amount)
    for line_ in contract.lines.values():
        for index, on in enumerate(line_.on):
            left, parts = line_.rate_cents - line_.opening, len(line_.on)
            amount = Fraction(left // parts + (index < left % parts), 100)
            others = {
                By.FACILITATOR: Apart.NOBODY,
                By.AUDIENCE: Apart.NOBODY,
                By.SITE: Apart.NOWHERE,
                By.TYPE: Apart.FEE,
                By.PURCHASE_ORDER: Apart.UNNAMED,
            }
            add(others.get(by) or period(on, by), Fraction(), amount)
    return found


def key_of_event(case: Problem, one: Told, by: By) -> Key:
    keys: Mapping[By, Callable[[], Key]] = {
        By.FACILITATOR: lambda: one.facilitator,
        By.AUDIENCE: lambda: case.sessions[one.session].audience,
        By.SITE: lambda: one.site or Apart.VIRTUAL,
        By.TYPE: lambda: "session",
        By.PURCHASE_ORDER: lambda: Apart.UNNAMED,
    }
    return keys[by]() if by in keys else period(one.start.date(), by)


def period(on: date, by: By) -> date:
    if by is By.MONTH:
        return date(on.year, on.month, 1)
    return date(on.year if on.month >= 7 else on.year - 1, 7, 1)


def sums(contract: Contract, found: Cut) -> Sums:
    return {
        key: (
            Fraction(coach_days(found.of(key).ticks, contract.ticks_per_day)),
            Fraction(found.of(key).cents, 100),
        )
        for key in found.rows
    }


def without_nothing(found: Sums) -> Sums:
    return {key: amounts for key, amounts in found.items() if any(amounts)}


def confirmed(case: Problem, plan: Plan) -> Iterable[Entry]:
    """Yield an entry for each slot of a plan: held as planned."""
    zone = case.engagement.zone
    for one in slots(case, plan):
        on = small.moment(one.part.start, zone).date()
        yield Entry(
            entered=on,
            month=f"{on:%Y-%m}",
            said=Said.DELIVERED,
            slot=one.slot,
            planned=one.part,
            expected=one.amounts,
            held=one.part,
            facilitator=one.slot.facilitator,
            line=one.line,
            amounts=one.amounts,
        )
