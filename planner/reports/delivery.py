"""delivery-2026-02.csv: a month to confirm, correct or strike, filled in from plan and log."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.domain.charge import money
from planner.domain.clock import clock, moment
from planner.domain.confidential import COACHING, public_ids, request_of
from planner.domain.contract import NO_LINE
from planner.domain.delivery import (
    Awaited,
    awaited,
    first_planned,
    status_of,
    unit_of_slot,
    written_quantity,
)
from planner.domain.log import (
    DELIVERY_COLUMNS,
    Amounts,
    Entry,
    Said,
    Slot,
    last_words,
    month_of,
)
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.budget_csv import neutral

Value = str | int | date | Decimal | None
"""What a cell holds: a text, a number, a date, or nothing."""

_DAY = 24 * 60


def delivery_rows(problem: Problem, plan: Plan, month: str) -> tuple[Sequence[Value], ...]:
    """Return a row for each slot of a month, in order of time, under `DELIVERY_COLUMNS`.

    What the log has a word on is as the log has it; all else is filled in as planned, and is where
    the plan has it that follows the log. A slot is of
    the month in which it was planned, and of that in which it was held. A confidential session
    names its request and no audience.
    """
    zone, ids = problem.engagement.zone, public_ids(problem)
    planned = first_planned(problem, plan)
    entries = [
        *last_words(problem.log).values(),
        *(_open(problem, plan, one, planned[one.slot]) for one in awaited(problem, plan)),
    ]
    rows = [(_first(entry), entry.slot, _row(problem, ids, entry)) for entry in entries]
    wanted = [row for row in rows if month in _months(row[2])]
    wanted.sort(key=lambda row: (moment(row[0].start, zone), row[1].session, row[1]))
    return tuple(row for _, _, row in wanted)


def delivery_csv(rows: Sequence[Sequence[Value]]) -> bytes:
    """Return the rows as a CSV file under their headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(DELIVERY_COLUMNS)
    writer.writerows([_written(value) for value in row] for row in rows)
    return text.getvalue().encode()


def when_cells(problem: Problem, part: Part | None) -> tuple[Value, Value, Value]:
    """Return the date, the start and the end of a part on the engagement's clocks."""
    if part is None:
        return None, None, None
    zone = problem.engagement.zone
    start, end = moment(part.start, zone), moment(part.end, zone)
    days = (end.date() - start.date()).days
    minutes = start.hour * 60 + start.minute, days * _DAY + end.hour * 60 + end.minute
    return start.date(), clock(minutes[0]), clock(minutes[1])


def amount_cells(problem: Problem, line: str | None, amounts: Amounts) -> tuple[Value, Value]:
    """Return a quantity, None where only money counts, and its money."""
    quantity = written_quantity(problem, line, amounts.quantity)
    return Decimal(quantity) if quantity else None, money(amounts.cents)


def _first(entry: Entry) -> Part:
    part = entry.planned or entry.held
    if part is None:
        raise ValueError(f"an entry without any date: {entry.slot}")
    return part


def _months(row: Sequence[Value]) -> set[str]:
    """Return the months in which a row was planned and held."""
    days = (row[DELIVERY_COLUMNS.index(name)] for name in ("planned_date", "date"))
    return {month_of(day) for day in days if isinstance(day, date)}


def _open(problem: Problem, plan: Plan, now: Awaited, planned: Awaited) -> Entry:
    """Return what the log would say of a slot if it is as the plan has it now."""
    takes_place = now.slot.is_money or now.slot.session in plan.placed
    return Entry(
        entered=problem.today,
        month="",
        said=Said.DELIVERED if takes_place else Said.CANCELLED_LATE,
        slot=now.slot,
        planned=planned.part,
        expected=planned.amounts,
        held=now.part if takes_place else None,
        facilitator=now.slot.facilitator,
        line=now.line,
        amounts=planned.amounts,
    )


def _row(problem: Problem, ids: Mapping[str, str], entry: Entry) -> Sequence[Value]:
    slot, planned = entry.slot, entry.planned
    held = entry.held or planned
    if slot.at is not None and not slot.is_money:
        planned = None
    at = planned or held
    return (
        ids.get(slot.session, slot.session),
        slot.part or None,
        _title(problem, slot),
        (at.site if at else None) or "",
        slot.facilitator if planned else "",
        *when_cells(problem, planned),
        status_of(problem, entry),
        entry.facilitator,
        *when_cells(problem, held),
        entry.line or NO_LINE,
        unit_of_slot(problem, slot, entry.line),
        *amount_cells(problem, entry.line, entry.amounts),
        entry.note,
    )


def _title(problem: Problem, slot: Slot) -> str:
    if slot.is_money:
        return "Expenses of a trip" if slot.is_trip else "Fee of this date"
    if not slot.session:
        return ""
    request = request_of(problem, slot.session)
    return COACHING if request.confidential else request.title


def _written(value: Value) -> str:
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)
