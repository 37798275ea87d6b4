"""`<scenario>.log.csv`: the facts, one entry a row, oldest first; only ever added to."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from planner.domain.contract import NO_LINE
from planner.domain.delivery import logged_status, unit_of_slot
from planner.domain.log import CLOSED, LOG_COLUMNS, Closing, Entry, Log
from planner.domain.problem import Problem
from planner.reports.budget_csv import neutral
from planner.reports.delivery import Value, amount_cells, when_cells


def log_csv(problem: Problem, log: Log) -> bytes:
    """Return entries as the text of a log; those before in a longer one are its beginning."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LOG_COLUMNS)
    for one in log:
        row = _closing(one) if isinstance(one, Closing) else _entry(problem, one)
        writer.writerow(map(_written, row))
    return text.getvalue().encode()


def _closing(closing: Closing) -> Sequence[Value]:
    empty = [None] * (len(LOG_COLUMNS) - 3)
    return (closing.entered, closing.month, CLOSED, *empty)


def _entry(problem: Problem, entry: Entry) -> Sequence[Value]:
    slot = entry.slot
    part = entry.held or entry.planned
    return (
        entry.entered,
        entry.month,
        logged_status(problem, entry),
        slot.session,
        slot.part or None,
        slot.site or (part.site if part else None),
        entry.line or NO_LINE,
        unit_of_slot(problem, slot, entry.line),
        slot.facilitator,
        *when_cells(problem, entry.planned),
        *amount_cells(problem, entry.line, entry.expected),
        entry.facilitator,
        *when_cells(problem, entry.held),
        *amount_cells(problem, entry.line, entry.amounts),
        entry.note,
    )


def _written(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text.startswith("'") else neutral(text)
