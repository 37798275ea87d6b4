"""Every term of [billing], computed by hand: what a date charges, and how its rows share it.

A day has 180 minutes before noon and 180 after it; a coach-day costs $1,000.01.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from billed import AM, MONDAY, PM, Held, held, terms, year
from sold import UNEVEN, days, minutes

from planner.domain.charge import charged, charges
from planner.domain.contract import Billing
from planner.domain.ledger import ledger, undelivered
from planner.domain.problem import FULL_DAY, HALF_DAY
from planner.domain.trips import Trip

SHARED = Billing(share_halves=True)


@pytest.mark.parametrize(
    ("sessions", "ticks", "rows"),
    [
        # Two hours of one morning are 120 of 360 minutes, up to 0.5: once, for the earlier row.
        ([Held(minutes(60), AM), Held(minutes(60), AM + 75)], 2, [1, 0]),
        # The same in quarters: 0.5 for both, where each alone would be 0.25.
        ([Held(minutes(60), AM), Held(minutes(60), AM + 75)], 4, [1, 1]),
        # 45 + 45 minutes are exactly a quarter; by themselves they would be two.
        ([Held(minutes(45), AM), Held(minutes(45), AM + 60)], 4, [1, 0]),
        # A morning and an afternoon are two halves.
        ([Held(minutes(60), AM), Held(minutes(60), PM)], 2, [1, 1]),
        # A full day and days of an institute are charged for themselves.
        ([Held(FULL_DAY, AM)], 2, [2]),
        ([Held(days(3), AM)], 2, [2, 2, 2]),
        # Virtual sessions share halves as others do.
        ([Held(minutes(30), AM, None), Held(minutes(30), AM + 60, None)], 2, [1, 0]),
    ],
)
def test_sessions_in_one_half_charge_it_once(
    sessions: list[Held], ticks: int, rows: list[int]
) -> None:
    assert held(*sessions, billing=SHARED, ticks=ticks) == rows


def test_a_half_is_never_more_than_half_a_day() -> None:
    """180 of 331 minutes are more than half, and would be two halves."""
    sessions = Held(minutes(90), AM), Held(minutes(90), AM + 90)
    assert held(*sessions, billing=SHARED, day=UNEVEN) == [1, 0]


def test_others_and_other_lines_share_nothing() -> None:
    first, second = Held(minutes(60), AM), Held(minutes(60), AM + 75)
    assert held(first, replace(second, team=("coach-1",)), billing=SHARED) == [1, 1]
    case, placed = year([first, replace(second, line="others")], terms(SHARED))
    assert charged(case, placed) == {"days": 1, "others": 1, "hours": 0, "travel": 0}


MINIMUM = Billing(on_site_minimum_ticks=2)


@pytest.mark.parametrize(
    ("sessions", "rows"),
    [
        ([Held(HALF_DAY, AM)], [2]),
        ([Held(HALF_DAY, AM), Held(HALF_DAY, PM)], [1, 1]),
        # Only what is in person: a virtual half stays half, and takes its share of a date on site.
        ([Held(HALF_DAY, AM, None)], [1]),
        ([Held(HALF_DAY, AM, None), Held(HALF_DAY, PM)], [1, 1]),
        ([Held(minutes(60), AM, None), Held(HALF_DAY, PM)], [1, 1]),
        # More than the minimum stays: three short sessions are 1.5.
        ([Held(minutes(50), AM), Held(minutes(50), AM + 60), Held(minutes(50), PM)], [1, 1, 1]),
        ([Held(days(2), AM)], [2, 2]),
    ],
)
def test_a_date_on_site_charges_at_least_the_minimum(sessions: list[Held], rows: list[int]) -> None:
    assert held(*sessions, billing=MINIMUM) == rows


def test_what_does_not_go_evenly_goes_to_the_largest_remainder() -> None:
    """10 tenths over 60, 30 and 30 minutes: 5, 2.5 and 2.5, the odd one to the earlier."""
    sessions = Held(minutes(60), AM), Held(minutes(30), AM + 75), Held(minutes(30), PM)
    billing = Billing(share_halves=True, on_site_minimum_ticks=10)
    assert held(*sessions, billing=billing, ticks=10) == [5, 3, 2]


CAPPED = Billing(day_cap_ticks=2)


@pytest.mark.parametrize(
    ("sessions", "rows"),
    [
        ([Held(minutes(50), AM), Held(minutes(50), AM + 60), Held(minutes(50), PM)], [1, 1, 0]),
        ([Held(HALF_DAY, AM)], [1]),
        ([Held(days(2), AM)], [2, 2]),
    ],
)
def test_no_date_charges_more_than_the_cap(sessions: list[Held], rows: list[int]) -> None:
    assert held(*sessions, billing=CAPPED) == rows


def test_money_is_rounded_once_for_the_date() -> None:
    """A date at $1,000.01, split over two halves: $500.01 and $500.00."""
    case, placed = year([Held(HALF_DAY, AM), Held(HALF_DAY, PM)], terms(CAPPED))
    assert [row.cents for row in charges(case, placed)] == [50_001, 50_000]


def test_hours_are_not_billed_by_date() -> None:
    both = Held(minutes(60), AM, line="hours"), Held(minutes(60), AM + 75, line="hours")
    case, placed = year(both, terms(replace(MINIMUM, share_halves=True, day_cap_ticks=2)))
    assert [row.quantity for row in charges(case, placed)] == [60, 60]


PAID = Billing(trip_cents=25_000, expenses_line="travel")


def test_a_trip_is_a_facilitator_a_site_and_a_date() -> None:
    """Two sessions at one site by two coaches are two trips; a virtual one is none."""
    both = ("coach-0", "coach-1")
    sessions = [Held(HALF_DAY, AM, team=both), Held(minutes(60), PM, team=both)]
    case, placed = year([*sessions, Held(minutes(60), PM + 70, None)], terms(PAID))
    book = ledger(case, placed)
    travel = next(each for each in book.lines if each.line.id == "travel")
    assert travel.money == undelivered(contracted=100_000, planned=50_000)
    assert (book.expenses.trips if book.expenses else None) == 2
    assert Trip(MONDAY, "coach-0", "main") < Trip(MONDAY, "coach-1", "main")


def test_expenses_beyond_their_line_are_over() -> None:
    case, placed = year([Held(HALF_DAY, AM)], terms(replace(PAID, trip_cents=100_001)))
    assert [each.line.id for each in ledger(case, placed).over] == ["travel"]


def test_expenses_without_a_line_are_beside_the_contract() -> None:
    case, placed = year([Held(HALF_DAY, AM)], terms(Billing(trip_cents=25_000)))
    book = ledger(case, placed)
    assert book.agreed_cents == book.money.contracted + 25_000
    assert all(each.money.planned == 0 for each in book.lines if each.line.id == "travel")


def test_an_opening_balance_is_used_before_anything_is_planned() -> None:
    """20 halves bought, 7 used before, one planned: 12 left, at $500.01 a half rounded once."""
    agreed = terms(Billing())
    opened = replace(agreed.lines["days"], opening=7)
    case, placed = year(
        [Held(HALF_DAY, AM)], replace(agreed, lines={**agreed.lines, "days": opened})
    )
    book = ledger(case, placed)
    first = book.lines[0]
    assert first.quantity == undelivered(contracted=20, planned=1, opening=7)
    assert first.quantity.unplanned == 12
    assert first.money == undelivered(contracted=1_000_010, planned=50_001, opening=350_004)
    assert book.days.opening == 7


def test_what_was_used_of_a_price_is_money() -> None:
    agreed = terms(PAID)
    opened = replace(agreed.lines["travel"], opening=80_000)
    case, placed = year(
        [Held(HALF_DAY, AM)], replace(agreed, lines={**agreed.lines, "travel": opened})
    )
    book = ledger(case, placed)
    (travel,) = book.over
    assert travel.money == undelivered(contracted=100_000, planned=25_000, opening=80_000)
    assert travel.quantity == undelivered(0, 0)


DAY_AT_MOST = Billing(on_site_minimum_ticks=2, day_cap_ticks=2)


@pytest.mark.parametrize(
    ("sessions", "billing", "first", "second"),
    [
        # A morning for each of two lines is a day on site: a half-day each, and nothing missing.
        ([Held(HALF_DAY, AM), Held(HALF_DAY, PM, line="others")], DAY_AT_MOST, 1, 1),
        # One half on site: the missing half goes to its line, whether it is first or not.
        ([Held(HALF_DAY, AM, line="others")], DAY_AT_MOST, 0, 2),
        # A virtual hour is half a day already, so that half a day is missing, of the line on site.
        ([Held(minutes(60), AM, None), Held(minutes(60), PM, line="others")], DAY_AT_MOST, 1, 1),
        # Three hours of a day are 1.5 days: the line written first is charged in full.
        (
            [
                Held(minutes(50), AM, line="others"),
                Held(minutes(50), AM + 60, line="others"),
                Held(minutes(50), PM),
            ],
            CAPPED,
            1,
            1,
        ),
        (
            [
                Held(minutes(50), AM),
                Held(minutes(50), AM + 60),
                Held(minutes(50), PM, line="others"),
            ],
            CAPPED,
            2,
            0,
        ),
        # Two lines in person of which the second is missing nothing: the first takes it all.
        (
            [Held(minutes(50), AM, line="others"), Held(minutes(50), PM)],
            Billing(on_site_minimum_ticks=4),
            3,
            1,
        ),
    ],
)
def test_the_limits_of_a_date_reach_over_lines(
    sessions: list[Held], billing: Billing, first: int, second: int
) -> None:
    case, placed = year(sessions, terms(billing))
    totals = charged(case, placed)
    assert (totals["days"], totals["others"]) == (first, second)


def test_a_date_of_two_coaches_is_two_dates() -> None:
    sessions = Held(HALF_DAY, AM), Held(HALF_DAY, PM, line="others", team=("coach-1",))
    case, placed = year(sessions, terms(DAY_AT_MOST))
    assert charged(case, placed) == {"days": 2, "others": 2, "hours": 0, "travel": 0}


def test_what_a_full_date_does_not_charge_costs_nothing() -> None:
    """Three sessions at half a day each; the cap leaves the last line none of its $500.01."""
    sessions = (
        Held(minutes(50), AM),
        Held(minutes(50), AM + 60),
        Held(minutes(50), PM, line="others"),
    )
    case, placed = year(sessions, terms(CAPPED))
    assert [row.cents for row in charges(case, placed)] == [50_001, 50_000, 0]
