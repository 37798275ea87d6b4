"""Every branch of the charge, computed by hand from DESIGN section 4."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sold import SIX_HOURS, UNEVEN, Sold, contract, days, line, minutes, plan, problem

from planner.domain.charge import (
    cents,
    charged,
    charges,
    coach_days,
    contracted_cents,
    money,
    per_unit,
    quantity,
    session_quantity,
    split,
)
from planner.domain.contract import LineUnit
from planner.domain.problem import FULL_DAY, HALF_DAY, Day, Length

ALL_UNITS = tuple(LineUnit)


@pytest.mark.parametrize(
    ("step", "length", "coach_days_charged"),
    [
        # round = 0.5: a tick is half a day, one tick a step.
        ((2, 1), HALF_DAY, "0.5"),
        ((2, 1), FULL_DAY, "1.0"),
        ((2, 1), days(1), "1.0"),
        ((2, 1), days(3), "3.0"),
        ((2, 1), minutes(1), "0.5"),
        ((2, 1), minutes(180), "0.5"),
        ((2, 1), minutes(181), "1.0"),
        ((2, 1), minutes(360), "1.0"),
        # round = 0.25: 90 of 360 minutes are a quarter.
        ((4, 1), minutes(90), "0.25"),
        ((4, 1), minutes(91), "0.5"),
        ((4, 1), HALF_DAY, "0.5"),
        # round = 0.1: 60 of 360 minutes are 0.1666..., a half 0.5.
        ((10, 1), minutes(60), "0.2"),
        ((10, 1), HALF_DAY, "0.5"),
        # round = 1: a half is a whole day.
        ((1, 1), HALF_DAY, "1.0"),
        ((1, 1), minutes(10), "1.0"),
        ((1, 1), days(2), "2.0"),
        # round = 0.75 on ticks of a quarter: 0.5, 1 and 2 days go up to 0.75, 1.5 and 2.25.
        ((4, 3), HALF_DAY, "0.75"),
        ((4, 3), FULL_DAY, "1.5"),
        ((4, 3), days(2), "2.25"),
        # round = 0.5 on ticks of a tenth: 5 ticks a step.
        ((10, 5), minutes(60), "0.5"),
        ((10, 5), HALF_DAY, "0.5"),
        ((10, 5), minutes(200), "1.0"),
    ],
)
def test_coach_days_are_the_share_of_a_day_rounded_up(
    step: tuple[int, int], length: Length, coach_days_charged: str
) -> None:
    ticks_per_day, round_ticks = step
    bought = line("x", LineUnit.COACH_DAYS, 0, 0, round_ticks)
    terms = contract(bought, ticks_per_day=ticks_per_day)
    ticks = quantity(bought, terms, SIX_HOURS, length, "virtual")
    assert str(coach_days(ticks, ticks_per_day)) == coach_days_charged


@pytest.mark.parametrize(
    ("day", "length", "charged_minutes"),
    [
        (SIX_HOURS, minutes(50), 50),
        (SIX_HOURS, HALF_DAY, 180),
        (SIX_HOURS, FULL_DAY, 360),  # lunch is not work
        (SIX_HOURS, days(2), 720),
        (UNEVEN, minutes(50), 50),
        (UNEVEN, HALF_DAY, 166),  # half of 331, whichever half it lies in, up to a whole minute
        (UNEVEN, FULL_DAY, 331),
    ],
)
def test_hours_are_minutes_of_work(day: Day, length: Length, charged_minutes: int) -> None:
    bought = line("x", LineUnit.HOURS, 0, 0)
    assert quantity(bought, contract(bought), day, length, "virtual") == charged_minutes


@pytest.mark.parametrize(("length", "ticks"), [(minutes(165), 1), (minutes(166), 2), (HALF_DAY, 1)])
def test_a_coach_day_has_the_minutes_of_both_halves(length: Length, ticks: int) -> None:
    bought = line("x", LineUnit.COACH_DAYS, 0, 0)
    assert quantity(bought, contract(bought), UNEVEN, length, "virtual") == ticks


@pytest.mark.parametrize("length", [minutes(50), HALF_DAY, FULL_DAY, days(2)])
@pytest.mark.parametrize(("unit", "charge"), [(LineUnit.SESSIONS, 1), (LineUnit.PRICE, 0)])
def test_session_lines_charge_one_and_price_lines_nothing(
    unit: LineUnit, charge: int, length: Length
) -> None:
    bought = line("x", unit, 0, 0)
    assert quantity(bought, contract(bought), SIX_HOURS, length, "virtual") == charge


@pytest.mark.parametrize(
    ("unit", "rate_cents", "amount", "price_cents"),
    [
        (LineUnit.COACH_DAYS, 180_000, 1, 90_000),
        (LineUnit.COACH_DAYS, 180_000, 16, 1_440_000),
        (LineUnit.COACH_DAYS, 10_001, 1, 5_001),  # 50.005: half a cent goes up
        (LineUnit.SESSIONS, 25_000, 3, 75_000),
        (LineUnit.HOURS, 10_000, 60, 10_000),
        (LineUnit.HOURS, 10_000, 50, 8_333),  # 83.3333...
        (LineUnit.HOURS, 10_000, 40, 6_667),  # 66.6666...
        (LineUnit.PRICE, 250_000, 0, 0),
    ],
)
def test_money_is_rounded_once_half_a_cent_up(
    unit: LineUnit, rate_cents: int, amount: int, price_cents: int
) -> None:
    bought = line("x", unit, 0, rate_cents)
    assert cents(bought, contract(bought), amount) == price_cents


def test_a_unit_has_as_many_countables_as_its_price_is_for() -> None:
    lines = {unit: line(unit, unit, 0, 0) for unit in ALL_UNITS}
    terms = contract(*lines.values(), ticks_per_day=4)
    assert [per_unit(lines[unit], terms) for unit in ALL_UNITS] == [4, 1, 60, 1]


def test_a_line_costs_its_quantity_and_a_price_line_its_price() -> None:
    pd, flat = line("pd", LineUnit.COACH_DAYS, 2, 180_000), line("f", LineUnit.PRICE, 0, 99)
    terms = contract(pd, flat)
    assert contracted_cents(pd, terms) == 180_000
    assert contracted_cents(flat, terms) == 99


def test_each_facilitator_of_each_part_charges() -> None:
    """A two-day institute with two coaches: 2 x 2 days at $1,000.01, odd cents on the first day."""
    sold = [Sold("pd", days(2), team=2)]
    case = problem(contract(line("pd", LineUnit.COACH_DAYS, 8, 100_001)), sold)
    rows = list(charges(case, plan(sold)))
    assert [(row.facilitator, row.ticks, row.cents) for row in rows] == [
        ("coach-0", 2, 100_001),
        ("coach-1", 2, 100_001),
        ("coach-0", 2, 100_001),
        ("coach-1", 2, 100_001),
    ]
    assert rows[0].part == rows[1].part != rows[2].part
    assert charged(case, plan(sold)) == {"pd": 8}


def test_a_charge_that_parts_cannot_share_evenly_falls_on_the_first() -> None:
    """One session at $100.01 over two dates: one session and $50.01, then none and $50.00."""
    sold = [Sold("s", days(2))]
    case = problem(contract(line("s", LineUnit.SESSIONS, 5, 10_001)), sold)
    rows = list(charges(case, plan(sold)))
    assert [(row.quantity, row.ticks, row.cents) for row in rows] == [(1, 0, 5_001), (0, 0, 5_000)]


def test_only_coach_day_lines_charge_coach_days() -> None:
    sold = [Sold("h", HALF_DAY), Sold("s", HALF_DAY), Sold("p", HALF_DAY)]
    terms = contract(
        line("h", LineUnit.HOURS, 600, 6_000),
        line("s", LineUnit.SESSIONS, 5, 5_000),
        line("p", LineUnit.PRICE, 0, 4_000),
    )
    rows = list(charges(problem(terms, sold), plan(sold)))
    assert [(row.line, row.quantity, row.ticks, row.cents) for row in rows] == [
        ("h", 180, 0, 18_000),
        ("s", 1, 0, 5_000),
        ("p", 0, 0, 0),
    ]


@pytest.mark.parametrize("terms", [None, contract(line("pd", LineUnit.COACH_DAYS, 2, 180_000))])
def test_without_a_line_nothing_is_charged(terms: object) -> None:
    sold = [Sold(None, HALF_DAY)]
    case = problem(terms, sold)  # type: ignore[arg-type]
    assert session_quantity(case, "r/0", "virtual") == 0
    assert [(row.line, row.quantity, row.cents) for row in charges(case, plan(sold))] == [
        (None, 0, 0)
    ]
    assert set(charged(case, plan(sold)).values()) <= {0}


def test_charged_counts_every_facilitator() -> None:
    sold = [Sold("pd", HALF_DAY, team=2), Sold("pd", minutes(60)), Sold("other", FULL_DAY)]
    terms = contract(
        line("pd", LineUnit.COACH_DAYS, 4, 1), line("other", LineUnit.COACH_DAYS, 4, 1)
    )
    assert charged(problem(terms, sold), plan(sold)) == {"pd": 3, "other": 2}


@pytest.mark.parametrize(
    ("total", "weights", "pieces"),
    [
        (10, [180], [10]),
        (3, [1, 1], [2, 1]),
        (10, [1, 2], [3, 7]),  # 3.33 and 6.67: the larger remainder has the odd one
        (0, [1, 2], [0, 0]),
        (1, [1, 1, 1], [1, 0, 0]),
    ],
)
def test_pieces_add_up(total: int, weights: list[int], pieces: list[int]) -> None:
    assert split(total, weights) == pieces


@pytest.mark.parametrize(
    ("ticks", "ticks_per_day", "text"),
    [
        (0, 2, "0.0"),
        (1, 2, "0.5"),
        (16, 2, "8.0"),
        (20, 1, "20.0"),
        (1, 4, "0.25"),
        (-3, 4, "-0.75"),
    ],
)
def test_coach_days_have_at_least_one_decimal(ticks: int, ticks_per_day: int, text: str) -> None:
    assert f"{coach_days(ticks, ticks_per_day):f}" == text


@pytest.mark.parametrize(("amount", "text"), [(0, "0.00"), (5, "0.05"), (-90_000, "-900.00")])
def test_money_has_two_decimals(amount: int, text: str) -> None:
    assert money(amount) == Decimal(text)
    assert str(money(amount)) == text
