"""The charge of a row: what somebody wrote in place of what was filled in, if it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal

from planner.domain.charge import money
from planner.domain.delivery import FEE, TRIP, counted_quantity, unit_of, written_quantity
from planner.domain.log import Amounts, Said
from planner.domain.problem import Problem
from planner.domain.tariffed import price
from planner.reading.deliveries.cells import UnclearError, read_number, read_text
from planner.reading.deliveries.known import Of
from planner.reading.deliveries.log_file import cents_of
from planner.reading.deliveries.rows import DataRow
from planner.reading.sheet.cells import Cell
from planner.reading.wording import shown

Written = tuple[int | None, int | None]
"""A quantity, in the smallest countable of its line, and cents."""


def charge_written(problem: Problem, row: DataRow, of: Of, said: Said) -> Written:
    """Return the quantity and the cents that somebody wrote in place of what was planned.

    None for what is as it was filled in from plan or log, or empty: then the contract's terms
    decide. What was agreed before stays agreed where it is filled in, unless it is of another word.
    """
    written = _quantity(problem, row, of.line), row.read("amount", _cents)
    agreed = [one.amounts for one in of.told if one.is_agreed and one.said is said]
    if written != astuple(of.expected) and written in map(astuple, agreed):
        return written
    logged = (one.amounts for one in of.told if not one.is_agreed or one.said is not said)
    quantity, cents = _beyond([of.expected, *logged], written)
    is_charged = bool(quantity or cents)
    if said in (Said.STRUCK, Said.CANCELLED_IN_TIME):
        if is_charged:
            hint = "leave quantity and amount empty, or as they were"
            row.complain("amount", f"is charged, and the status is {said}", hint)
        return None, None
    if of.line is None and is_charged:
        row.complain("amount", "is charged, and the line is none")
    elif quantity is not None and cents is not None:
        _check_price(problem, row, of.line, quantity, cents)
    return quantity, cents


def _check_price(
    problem: Problem, row: DataRow, line: str | None, quantity: int, cents: int
) -> None:
    """Complain of a quantity and money that were both written and do not fit each other."""
    cost = price(problem, line, quantity)
    if cost not in (0, cents):
        what = f"{written_quantity(problem, line, quantity)} {unit_of(problem, line)}"
        message = f"{money(cents):,} is not what {what} cost, {money(cost):,}"
        row.complain("amount", message, "leave one of the two empty")


def _beyond(filled_in: Sequence[Amounts], written: Written) -> Written:
    """Return what is written beyond what may have been filled in; both where neither is sure."""
    quantity, cents = written
    if any(quantity in (None, one.quantity) and cents in (None, one.cents) for one in filled_in):
        return None, None
    is_quantity = quantity in [one.quantity for one in filled_in]
    is_cents = cents in [one.cents for one in filled_in]
    if is_quantity and is_cents:
        return written
    return None if is_quantity else quantity, None if is_cents else cents


def _quantity(problem: Problem, row: DataRow, line: str | None) -> int | None:
    """Return the quantity that is written, in the smallest countable of the line."""
    unit, written = unit_of(problem, line), (row.read("unit", read_text) or "").casefold()
    if written and written not in (TRIP, FEE, unit):
        row.complain("unit", f"{shown(written)} is not what {line or 'none'} counts, {unit}")
    number = row.read("quantity", _number)
    if number is None:
        return None
    counted = counted_quantity(problem, line, number)
    if counted is None or (number and not unit):
        expected = "nothing: only money counts"
        if unit:
            expected = f"{unit} in steps of {written_quantity(problem, line, 1)}"
        row.complain("quantity", f"{number.normalize():f} is not a quantity; expected {expected}")
    return counted


def _number(cell: Cell) -> Decimal | None:
    return None if cell is None else _at_least_nothing(read_number(cell, is_money=False))


def _cents(cell: Cell) -> int | None:
    return None if cell is None else cents_of(_at_least_nothing(read_number(cell, is_money=True)))


def _at_least_nothing(number: Decimal) -> Decimal:
    if number < 0:
        raise UnclearError(f"{number} is less than nothing")
    return number
