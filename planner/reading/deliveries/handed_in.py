"""A month as it is handed in: each row a claim about one slot of the plan, or about something new.

Whatever means only one thing is read; all else is named with its file, row and column, and then
nothing is taken from any file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.claim import Claim
from planner.domain.log import DELIVERY_COLUMNS, Slot
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.errors import BadInputError
from planner.reading.deliveries.cells import Order, read_dates
from planner.reading.deliveries.claim_row import ClaimRow
from planner.reading.deliveries.known import Known
from planner.reading.deliveries.rows import DataRow, Rows, read_rows
from planner.reading.sheet.cells import Cell


@dataclass(frozen=True)
class HandedIn:
    """Claims of all files, each of a slot of its own, and the row of each."""

    claims: tuple[Claim, ...]
    rows: tuple[DataRow, ...]


def read_handed_in(problem: Problem, plan: Plan, paths: Iterable[Path]) -> HandedIn:
    """Return what files claim; raise BadInputError with everything that is wrong or unclear."""
    known = Known(problem, plan)
    files: list[Rows] = []
    broken: list[BadInputError] = []
    for path in {os.path.relpath(path): path for path in paths}.values():
        try:
            files.append(read_rows(path, DELIVERY_COLUMNS))
        except BadInputError as error:
            broken.append(error)
    pairs = [pair for rows in files for pair in _claims(known, rows)]
    kept = _each_once(pairs)
    complaints = [one for rows in files for one in rows.complaints]
    complaints += [one for error in broken for one in error.complaints]
    if complaints:
        raise BadInputError(complaints)
    return HandedIn(tuple(claim for claim, _ in kept), tuple(row for _, row in kept))


def _claims(known: Known, rows: Rows) -> Iterable[tuple[Claim, DataRow]]:
    orders = _orders(known, rows.rows)
    for row in rows.rows:
        claim = ClaimRow(known, row, orders).read()
        if claim is not None:
            yield claim, row


def _each_once(pairs: Sequence[tuple[Claim, DataRow]]) -> list[tuple[Claim, DataRow]]:
    """Return one claim of each slot: other files may say the same of it, but no row differently."""
    found: dict[Slot, tuple[Claim, DataRow]] = {}
    by_file: dict[tuple[str, Slot], DataRow] = {}
    for claim, row in pairs:
        first, at = found.setdefault(claim.slot, (claim, row))
        same_file = by_file.setdefault((row.shown, claim.slot), row)
        if first != claim:
            where = f"row {at.number}" if at.shown == row.shown else f"{at.shown}, row {at.number}"
            row.complain("session", f"is counted twice: {where} says otherwise of the same")
        elif same_file is not row:
            message = f"is counted twice: row {same_file.number} says the same"
            row.complain("session", message, "keep one of the two")
    return list(found.values())


def _orders(known: Known, rows: Sequence[DataRow]) -> tuple[Order, ...]:
    """Return in which orders the dates of a file can be read so that all of them have a meaning.

    Dates of one file are written in one order. A date that has no meaning in an order, or that is
    to be the planned one and is not, tells that it is the other.
    """
    possible = set(Order)
    for row in rows:
        for column in ("planned_date", "date"):
            possible &= _orders_of(row.cells.get(column)) or possible
        session = known.sessions.get(_plainly(row.cells.get("session")), "")
        dates = known.dates.get((session, _plainly(row.cells.get("part"))), frozenset())
        read = read_dates(row.cells.get("planned_date"))
        fitting = {order for order, day in read.items() if order is not None and day in dates}
        if fitting and None not in read:
            possible &= fitting
    return tuple(order for order in Order if order in (possible or set(Order)))


def _orders_of(cell: Cell) -> set[Order]:
    """Return the orders in which a cell is a date; none where it says nothing of orders."""
    return {order for order in read_dates(cell) if order is not None}


def _plainly(cell: Cell) -> str:
    return "" if cell is None else str(cell)
