"""What programs of every country write in a cell: read where it is sure, and else refused."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from sheets import workbook

from planner.domain.log import Outcome, Said
from planner.domain.problem import Window
from planner.reading.deliveries.cells import (
    Order,
    UnclearError,
    read_clock,
    read_date,
    read_number,
)
from planner.reading.deliveries.statuses import read_status
from planner.reading.forms import Unusable
from planner.reading.sheet.cells import Cell
from planner.reading.sheet.grid import ClockTime
from planner.reading.sheet.xlsx_file import xlsx_rows

FOURTH = date(2026, 2, 4)


@pytest.mark.parametrize(
    "cell",
    [
        FOURTH,
        "2026-02-04",
        "2026-2-4",
        "2026-02-04 00:00:00",
        "4 Feb 2026",
        "4. February 2026",
        "Feb 4, 2026",
        "Wed, 4 Feb 2026",
        "04.02.2026",
        "4.2.26",
    ],
)
def test_a_date_that_means_one_thing_is_read(cell: Cell) -> None:
    assert read_date(cell) == FOURTH


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, "is missing"),
        ("2/4/2026", '"2/4/2026" may be 2026-02-04 or 2026-04-02'),
        ("31/31/2026", "is not a date"),
        ("2026-02-30", "is not a date"),
        ("4 Fev 2026", "is not a date"),
        ("soon", "is not a date"),
        (5, "5 is not a date"),
    ],
)
def test_a_date_that_means_none_or_two_is_refused(cell: Cell, told: str) -> None:
    with pytest.raises(UnclearError) as refused:
        read_date(cell)
    assert told in refused.value.message
    assert refused.value.hint in (None, "write the year first: 2026-02-04")


def test_the_order_of_other_dates_or_the_contract_decides() -> None:
    assert read_date("2/4/2026", [Order.MONTH_FIRST]) == FOURTH
    assert read_date("2-4-2026", [Order.DAY_FIRST]) == date(2026, 4, 2)
    assert read_date("2/2/2026") == date(2026, 2, 2)
    assert read_date("2/14/2026") == date(2026, 2, 14)
    first_quarter = Window(date(2026, 1, 1), date(2026, 3, 31))
    assert read_date("2/4/2026", inside=first_quarter) == FOURTH
    with pytest.raises(UnclearError):
        read_date("2/3/2026", inside=first_quarter)


@pytest.mark.parametrize(
    ("cell", "minute"),
    [
        ("08:30", 510),
        ("8:30", 510),
        ("8:30:00", 510),
        ("8:30 AM", 510),
        ("8.30", 510),
        ("8h30", 510),
        ("12:05 am", 5),
        ("1 p.m.", 780),
        ("24:00", 1440),
        (ClockTime("the clock time 08:30:00", at=time(8, 30)), 510),
    ],
)
def test_clock_times_are_read(cell: Cell, minute: int) -> None:
    assert read_clock(cell) == minute


@pytest.mark.parametrize(
    "cell",
    [None, "8", "25:00", "8:75", "13:00 pm", "noon", 8, ClockTime("x", at=time(8, 30, 5))],
)
def test_what_is_no_clock_time_is_refused(cell: Cell) -> None:
    with pytest.raises(UnclearError):
        read_clock(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1800, "1800"),
        (Decimal("0.1"), "0.1"),
        ("1800", "1800"),
        ("$1,800.00", "1800.00"),
        ("1.800,00 USD", "1800.00"),
        ("1 800,00", "1800.00"),
        ("1'800.00", "1800.00"),
        ("USD 1,800", "1800"),
        ("US$900", "900"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("900,5", "900.5"),
        ("-12.50", "-12.50"),
    ],
)
def test_money_is_read_exactly(cell: Cell, amount: str) -> None:
    assert read_number(cell, is_money=True) == Decimal(amount)


def test_quantities_are_read_exactly() -> None:
    assert read_number("0,5", is_money=False) == Decimal("0.5")
    assert read_number("0.125", is_money=False) == Decimal("0.125")


@pytest.mark.parametrize(
    ("cell", "is_money", "told"),
    [
        ("1.800", True, '"1.800" may be 1.8 or 1800'),
        ("1,500", False, '"1,500" may be 1.5 or 1500'),
        ("nine hundred", True, "is not an amount of money in dollars such as 1800.00"),
        ("\u20ac900.00", True, "is not an amount of money in dollars"),
        ("900 \u00a3", True, "is not an amount of money in dollars"),
        ("EUR 900", True, "is not an amount of money in dollars"),
        ("1,80,00", True, "is not an amount of money"),
        ("$5", False, "is not a number such as 0.5"),
        (True, False, "is not a number"),
        (FOURTH, True, "2026-02-04 is not an amount of money"),
        (Unusable("the error #REF!"), True, "the error #REF! is not an amount of money"),
    ],
)
def test_a_number_that_means_none_or_two_is_refused(
    cell: Cell,
    is_money: bool,  # noqa: FBT001
    told: str,
) -> None:
    with pytest.raises(UnclearError) as refused:
        read_number(cell, is_money=is_money)
    assert told in refused.value.message


@pytest.mark.parametrize(
    ("number_format", "told"),
    [
        ("[$\u20ac-407]#,##0.00", "the amount 900 in \u20ac is not an amount of money in dollars"),
        ('#,##0.00 "EUR"', "the amount 900 in EUR is not an amount of money in dollars"),
        ("[$CHF-807] 0", "the amount 900 in CHF is not an amount of money in dollars"),
    ],
)
def test_a_number_that_a_workbook_shows_in_other_money_is_refused(
    number_format: str, told: str
) -> None:
    _, (cell, *_) = next(xlsx_rows(workbook([[900]], {"A1": number_format})))
    with pytest.raises(UnclearError) as refused:
        read_number(cell, is_money=True)
    assert refused.value.message.startswith(told)


@pytest.mark.parametrize("number_format", ["#,##0.00", '"$"#,##0.00', "[$$-409]0", "[$USD-409]0"])
def test_a_number_that_a_workbook_shows_in_dollars_is_read(number_format: str) -> None:
    _, (cell, *_) = next(xlsx_rows(workbook([[900]], {"A1": number_format})))
    assert read_number(cell, is_money=True) == 900


def test_statuses_are_read_whatever_their_capitals() -> None:
    assert read_status("As  Planned").said is Said.DELIVERED
    assert read_status("delivered").differs == frozenset()
    assert read_status("Other-date, shorter").differs == {Outcome.OTHER_DATE, Outcome.SHORTER}
    assert read_status("not in the plan").is_unplanned
    late = read_status("Correction: cancelled late")
    assert (late.said, late.corrects) == (Said.CANCELLED_LATE, True)
    assert read_status("correction").said is Said.DELIVERED


@pytest.mark.parametrize("cell", [None, "cancelled", "lost", "as planned, lost", Unusable("x")])
def test_what_is_no_status_is_refused(cell: Cell) -> None:
    with pytest.raises(UnclearError):
        read_status(cell)
