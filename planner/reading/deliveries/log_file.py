"""`<scenario>.log.csv`: the facts of an engagement, one entry a row, oldest first."""

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from planner.domain.by_hand import Mark
from planner.domain.clock import instant
from planner.domain.contract import NO_LINE
from planner.domain.delivery import FEE, TRIP, counted_quantity
from planner.domain.log import (
    AGREED,
    CLOSED,
    LOG_COLUMNS,
    NOTHING,
    Amounts,
    Closing,
    Entry,
    Log,
    Outcome,
    Said,
    Slot,
)
from planner.domain.placement import Part
from planner.domain.problem import Problem
from planner.reading.deliveries.cells import (
    UnclearError,
    read_clock,
    read_date,
    read_number,
    read_text,
)
from planner.reading.deliveries.rows import DataRow, read_rows
from planner.reading.sheet.cells import Cell
from planner.reading.source import read_bytes
from planner.reading.wording import shown, suggestion

MOST_ENTRIES: Final = 200_000
_MOST_BYTES: Final = 50_000_000
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_CENT: Final = Decimal("0.01")
_KEPT: Final = "entries are never changed; hand in what is right with plan budget --delivered"


def log_path(scenario: Path) -> Path:
    """Return where the log of a scenario lies: beside it."""
    return scenario.with_name(f"{scenario.stem}.log.csv")


def read_log(problem: Problem, scenario: Path, content: bytes | None = None) -> Log:
    """Return what the log beside a scenario says; nothing where there is none.

    With `content` it is read as if the file held that. Raises
    BadInputError with everything in it that does not fit the scenario.
    """
    path = log_path(scenario)
    if content is None and not path.exists():
        return ()
    if content is None:
        content = read_bytes(path, os.path.relpath(path), "a log of deliveries", _MOST_BYTES)
    rows = read_rows(path, LOG_COLUMNS, MOST_ENTRIES, content)
    found = [_LogRow(problem, row).read() for row in rows.rows]
    rows.raise_any()
    return tuple(one for one in found if one is not None)


class _LogRow:
    """The reading of one row."""

    def __init__(self, problem: Problem, row: DataRow) -> None:
        self.problem, self.row = problem, row

    def read(self) -> Entry | Closing | None:
        """Return what a row says; None where it is wrong, which is complained of."""
        before = len(self.row.complaints)
        entered, month = self.row.read("entered", read_date), self.row.read("month", _month)
        status = self._text("status")
        found: Entry | Closing | None = None
        if entered is not None and month is not None:
            closes = status == CLOSED
            found = Closing(entered, month) if closes else self._entry(entered, month, status)
        return found if len(self.row.complaints) == before else None

    def _entry(self, entered: date, month: str, status: str) -> Entry | None:
        said, line = self._said(status.removesuffix(AGREED)), self._line()
        planned, held = self._part("planned_"), self._part("")
        slot = self._slot(planned, held)
        facilitator = self._facilitator("facilitator") or (slot.facilitator if slot else "")
        if said is None or slot is None:
            return None
        self._check(said, slot, held)
        return Entry(
            entered=entered,
            month=month,
            said=said,
            slot=slot,
            planned=planned,
            expected=self._amounts("planned_", line),
            held=held,
            facilitator=facilitator,
            line=line,
            amounts=self._amounts("", line),
            note=self._text("note"),
            is_agreed=status.endswith(AGREED),
        )

    def _text(self, column: str) -> str:
        return self.row.read(column, read_text) or ""

    def _said(self, status: str) -> Said | None:
        if status in set(Said) - {Said.DELIVERED}:
            return Said(status)
        words, known = status.split(", "), [one.value for one in Outcome]
        if all(word in known for word in words):
            return Said.DELIVERED
        hint = suggestion(status, [*known, *(Said), CLOSED])
        self.row.complain("status", f"{shown(status)} is not a status", hint)
        return None

    def _line(self) -> str | None:
        line, contract = self._text("line"), self.problem.engagement.contract
        if line == NO_LINE:
            return None
        known = tuple(contract.lines) if contract else ()
        if line not in known:
            message = f"there is no contract line {shown(line)}"
            self.row.complain("line", message, suggestion(line, known))
        return line

    def _slot(self, planned: Part | None, held: Part | None) -> Slot | None:
        session, number = self._text("session"), self._text("part")
        planned_by = self._facilitator("planned_facilitator")
        site = self._site()
        first = planned or held
        if first is None:
            self.row.complain("date", "is missing; expected when it was, or was planned")
            return None
        if self._text("unit") == TRIP:
            return Slot("", 0, planned_by, first.start, site or "")
        if self._text("unit") == FEE:
            return Slot("", 0, "", first.start, fee=self._text("line"))
        if not number:
            by = planned_by or self._facilitator("facilitator")
            return self._known(Slot(session, 0, by, (held or first).start))
        if not number.isdecimal() or not planned_by:
            self.row.complain("part", f"{shown(number)} is not the number of somebody's part")
            return None
        return self._known(Slot(session, int(number), planned_by))

    def _known(self, slot: Slot) -> Slot | None:
        sessions = self.problem.sessions
        if slot.session in sessions or not (slot.session or slot.part):
            return slot
        hint = suggestion(slot.session, tuple(sessions)) or "bring its request back; history stays"
        self.row.complain("session", f"there is no session {shown(slot.session)}", hint)
        return None

    def _facilitator(self, column: str) -> str:
        found, known = self._text(column), tuple(self.problem.facilitators)
        if found and found not in known:
            hint = suggestion(found, known)
            self.row.complain(column, f"there is no facilitator {shown(found)}", hint)
        return found

    def _site(self) -> str | None:
        found, known = self._text("site"), tuple(self.problem.engagement.sites)
        if found and found not in known:
            hint = suggestion(found, known)
            self.row.complain("site", f"there is no site {shown(found)}", hint)
        return found or None

    def _part(self, prefix: str) -> Part | None:
        """Return when something was, or was planned; None where its date is empty."""
        if self.row.cells.get(f"{prefix}date") is None:
            return None
        day = self.row.read(f"{prefix}date", read_date)
        start = self.row.read(f"{prefix}start", read_clock)
        end = self.row.read(f"{prefix}end", read_clock)
        if day is None or start is None or end is None:
            return None
        if start >= end:
            self.row.complain(f"{prefix}end", "is not after the start")
            return None
        zone = self.problem.engagement.zone
        site = self._text("site") or None
        return Part(instant(day, start, zone), instant(day, end, zone), site)

    def _amounts(self, prefix: str, line: str | None) -> Amounts:
        quantity = self.row.read(f"{prefix}quantity", _number_or_nothing)
        amount = self.row.read(f"{prefix}amount", _money_or_nothing)
        if quantity is None or amount is None:
            return NOTHING
        counted = counted_quantity(self.problem, line, quantity)
        if counted is None:
            self.row.complain(f"{prefix}quantity", f"{quantity} is no whole part of the line")
        return Amounts(counted or 0, amount)

    def _check(self, said: Said, slot: Slot, held: Part | None) -> None:
        """Complain of what contradicts itself, or the scenario."""
        if (held is None) == (said is Said.DELIVERED):
            self.row.complain("date", f"does not go with the status {said}", _KEPT)
        marked = self.problem.by_hand.get(slot.session)
        if said is Said.DELIVERED and marked is not None and marked.has_lapsed:
            mark = Mark.MISSED if marked.mark is Mark.MISSED else Mark.CANCELLED
            message = f"{slot.session} was delivered here, and is {mark} in [sessions]"
            self.row.complain("session", message, "say the same in both: strike it, or unmark it")


def _month(cell: Cell) -> str:
    found = read_text(cell)
    if not _MONTH.fullmatch(found):
        raise UnclearError(f"{shown(found)} is not a month such as 2026-02")
    return found


def _number_or_nothing(cell: Cell) -> Decimal:
    return Decimal(0) if cell is None else read_number(cell, is_money=False)


def _money_or_nothing(cell: Cell) -> int:
    return 0 if cell is None else cents_of(read_number(cell, is_money=True))


def cents_of(amount: Decimal) -> int:
    """Return an amount in whole cents."""
    if amount % _CENT:
        raise UnclearError(f"{amount} is no whole number of cents")
    return int(amount / _CENT)
