"""One row of a month that is handed in, read as a claim."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from planner.domain.claim import Claim
from planner.domain.clock import clock, instant, moment
from planner.domain.contract import NO_LINE
from planner.domain.delivery import (
    FEE,
    TRIP,
    outcomes,
)
from planner.domain.log import NOTHING, Outcome, Said, Slot
from planner.domain.placement import Part
from planner.domain.problem import Problem, Window
from planner.reading.deliveries.cells import (
    Order,
    read_clock,
    read_date,
    read_dates,
    read_text,
)
from planner.reading.deliveries.charge_cells import charge_written
from planner.reading.deliveries.known import Known, Of
from planner.reading.deliveries.rows import DataRow
from planner.reading.deliveries.statuses import Status, read_status
from planner.reading.sheet.cells import Cell
from planner.reading.wording import shown, suggestion

_STALE = "the plan may have changed since; write the month again with plan log"


@dataclass(frozen=True)
class ClaimRow:
    """The reading of a row; what is wrong with it is complained of where it stands."""

    known: Known
    row: DataRow
    orders: Collection[Order]

    @property
    def _problem(self) -> Problem:
        return self.known.problem

    def read(self) -> Claim | None:
        """Return what the row claims; None where anything in it is wrong."""
        before = len(self.row.complaints)
        status = self.row.read("status", read_status)
        if status is None:
            return None
        of = self._unplanned(status) if self._is_new(status) else self._planned(status)
        if of is None:
            return None
        claim = self._claim(status, of)
        return claim if claim and len(self.row.complaints) == before else None

    def _text(self, column: str) -> str:
        return self.row.read(column, read_text) or ""

    def _session(self) -> str | None:
        """Return the session that a row names, "" if none; None if there is no such."""
        written = self._text("session")
        if not written or written in self.known.sessions:
            return self.known.sessions.get(written, "")
        hint = suggestion(written, tuple(self.known.names.values()))
        self.row.complain("session", f"there is no session {shown(written)}", hint)
        return None

    def _name(self, slot: Slot) -> str:
        """Return what anyone may call the session of a slot."""
        return self.known.names.get(slot.session, slot.session)

    def _is_new(self, status: Status) -> bool:
        """Tell whether a row is of something that the plan does not have."""
        return status.is_unplanned or (
            self.row.cells.get("planned_date") is None and self._text("unit") not in (TRIP, FEE)
        )

    def _planned(self, status: Status) -> Of | None:
        """Return the slot of the plan, or of the log, that a row names."""
        slot = self._slot()
        if slot is None:
            return None
        told, one = self.known.told.get(slot, ()), self.known.planned.get(slot)
        if told and told[-1].planned is not None:
            of = Of(slot, told[-1].planned, told[-1].expected, told[-1].line, told)
        elif one is not None:
            of = Of(slot, one.part, one.amounts, one.line, told)
        else:
            self._complain_of_no_slot(slot)
            return None
        if of.planned is None or not self._is_when_planned(of.planned):
            return None
        marked = self._problem.by_hand.get(slot.session)
        if status.said is Said.DELIVERED and marked is not None and marked.has_lapsed:
            message = f"{self._name(slot)} is {marked.mark} in [sessions], and delivered here"
            self.row.complain("status", message, "say the same in both")
        return of

    def _slot(self) -> Slot | None:
        unit = self._text("unit")
        session = self._session()
        who = "" if unit == FEE else self._person("planned_facilitator")
        if session is None or who is None:
            return None
        if unit in (TRIP, FEE):
            day = self.row.read("planned_date", self._read_date)
            if day is None:
                return None
            at = instant(day, 0, self._problem.engagement.zone)
            if unit == FEE:
                return Slot("", 0, "", at, fee=self._text("line"))
            return Slot("", 0, who, at, self._text("site"))
        number = self._text("part") or "1"
        if not number.isdecimal() or not int(number):
            self.row.complain("part", f"{shown(number)} is not the number of a part")
            return None
        return Slot(session, int(number), who)

    def _complain_of_no_slot(self, slot: Slot) -> None:
        if slot.is_money:
            what = "trip is planned there" if slot.is_trip else "fee is planned of the line"
            self.row.complain("planned_date", f"no {what} on this date", _STALE)
            return
        name = self._name(slot)
        ours = [one for one in self.known.planned if one.session == slot.session]
        if not slot.session:
            self.row.complain("session", "is missing; expected a session of the plan")
        elif not ours:
            message = f"{name} has no place in the plan"
            hint = f'if it was held all the same, its status is "{Outcome.NOT_PLANNED}"'
            self.row.complain("session", message, hint)
        elif slot.part not in {one.part for one in ours}:
            most = max(one.part for one in ours)
            self.row.complain("part", f"{name} has no part {slot.part}, but 1 to {most}")
        else:
            team = ", ".join(sorted({one.facilitator for one in ours}))
            message = f"{name} is led by {team} in the plan, not by {slot.facilitator}"
            self.row.complain("planned_facilitator", message, "who led it goes under facilitator")

    def _is_when_planned(self, planned: Part) -> bool:
        """Tell whether the row is of the time that is planned now, or was when it was logged.

        As nobody leads two sessions at once, it is then of this session, whatever that was called.
        """
        start = moment(planned.start, self._problem.engagement.zone)
        day, minute = start.date(), start.hour * 60 + start.minute
        cell = self.row.cells.get("planned_date")
        if day not in read_dates(cell).values():
            message = f"{shown(cell)} is not when it is planned, {day}"
            self.row.complain("planned_date", message, _STALE)
            return False
        found = self.row.read("planned_start", read_clock)
        if found is not None and found != minute:
            message = f"{clock(found)} is not when it is planned, {clock(minute)}"
            self.row.complain("planned_start", message, _STALE)
        return found == minute

    def _unplanned(self, status: Status) -> Of | None:
        """Return the slot of something that the plan does not have."""
        session, who = self._session(), self._person("facilitator")
        line, held = self._line(), self._held()
        if session is None or who is None or held is None:
            return None
        slot = Slot("", 0, who, held.start)
        if session:
            slot = Slot(session, 1, who)
        of = Of(slot, None, NOTHING, line, self.known.told.get(slot, ()))
        was_planned = of.before is None or of.before.planned is not None
        is_planned = slot in self.known.planned and was_planned
        if is_planned:
            message = f"{self._name(slot)} is in the plan, led by {who}"
            self.row.complain("status", message, "correct the row that the month has for it")
            return None
        if not status.is_unplanned and of.before is None:
            hint = f'what the plan does not have has the status "{Outcome.NOT_PLANNED}"'
            self.row.complain("planned_date", "is missing; expected when it was planned", hint)
            return None
        return of

    def _claim(self, status: Status, of: Of) -> Claim | None:
        who, held, line = of.slot.facilitator, None, of.line
        planned = of.planned
        if status.said is Said.DELIVERED:
            found, held = "" if of.slot.fee else self._person("facilitator"), self._held()
            if found is None or held is None:
                return None
            who, line = found, self._same_line(of)
        elif planned is None:
            if of.before is None:
                self.row.complain("status", "is of what was in no plan, and was not held")
                return None
            planned = of.before.held or of.before.planned
        amounts = charge_written(self._problem, self.row, of, status.said)
        note = self._text("note")
        claim = Claim(
            slot=of.slot,
            said=status.said,
            planned=planned,
            expected=of.expected,
            held=held,
            facilitator=who,
            line=line,
            quantity=amounts[0],
            cents=amounts[1],
            note=note,
            corrects=status.corrects,
            before=of.before,
        )
        self._check_words(status, claim)
        return claim

    def _check_words(self, status: Status, claim: Claim) -> None:
        """Complain of a status that says it was otherwise, where no cell says how."""
        if claim.held is None or claim.planned is None:
            return
        told = claim.entry(self._problem.today, "", NOTHING)
        for word in sorted(status.differs - set(outcomes(self._problem, told))):
            message = f'says "{word}", and no cell of the row says how'
            self.row.complain("status", message, "correct the date, time or facilitator as well")

    def _person(self, column: str) -> str | None:
        written, people = self._text(column), self.known.people
        if written.casefold() in people:
            return people[written.casefold()]
        if written:
            hint = suggestion(written, tuple(self._problem.facilitators))
            self.row.complain(column, f"there is no facilitator {shown(written)}", hint)
        else:
            self.row.complain(column, "is missing; expected a facilitator")
        return None

    def _line(self) -> str | None:
        written, contract = self._text("line"), self._problem.engagement.contract
        known = (NO_LINE, *(contract.lines if contract else ()))
        if written not in known:
            message = f"there is no contract line {shown(written)}" if written else "is missing"
            self.row.complain("line", message, suggestion(written, known))
        return None if written == NO_LINE else written

    def _same_line(self, of: Of) -> str | None:
        expected = of.line or NO_LINE
        if self._text("line") != expected:
            self.row.complain(
                "line", f"{self._name(of.slot) or 'it'} is charged to {expected}, as planned"
            )
        return of.line

    @property
    def _whole(self) -> Window:
        return Window(self._problem.engagement.first, self._problem.engagement.last)

    def _read_date(self, cell: Cell) -> date:
        return read_date(cell, self.orders, self._whole)

    def _held(self) -> Part | None:
        """Return when it was held, on a date of the contract."""
        day = self.row.read("date", self._read_date)
        start, end = self.row.read("start", read_clock), self.row.read("end", read_clock)
        if day is not None and day not in self._whole:
            first, last = self._whole.first, self._whole.last
            self.row.complain("date", f"{day} lies outside the contract's dates, {first} to {last}")
        if day is None or start is None or end is None:
            return None
        if end <= start:
            self.row.complain("end", f"{clock(end)} is not after the start, {clock(start)}")
            return None
        zone, site = self._problem.engagement.zone, self._site()
        return Part(instant(day, start, zone), instant(day, end, zone), site)

    def _site(self) -> str | None:
        written, known = self._text("site"), tuple(self._problem.engagement.sites)
        if written and written not in known:
            hint = suggestion(written, known)
            self.row.complain("site", f"there is no site {shown(written)}", hint)
        return written or None
