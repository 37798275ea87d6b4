"""A signed contract of 3.0 coach-days with a log: counted by hand in its comments.

Three halves are planned in October, November and December. October's was confirmed and signed;
then it was found to be nothing, and November's to have been held.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sold import Sold, contract, line, plan, problem

from planner.domain.clock import instant
from planner.domain.contract import LineUnit
from planner.domain.log import NOTHING, Amounts, Closing, Entry, Said, Slot
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Problem

HALF = Amounts(1, 90_000)
TERMS = contract(line("pd", LineUnit.COACH_DAYS, 6, 180_000))
SOLD = [Sold("pd", HALF_DAY), Sold("pd", HALF_DAY), Sold("pd", HALF_DAY)]
DATES = (date(2025, 10, 7), date(2025, 11, 4), date(2025, 12, 2))
LOGGED = (3, 0, 1.5, 1, 2, 0.5, 1.5)
"""Contracted, used before, planned, delivered, left, awaited, unplanned."""


def logged_plan() -> Plan:
    sessions = []
    for placed, on in zip(plan(SOLD).sessions, DATES, strict=True):
        zone = problem(TERMS, SOLD).engagement.zone
        part = Part(instant(on, 510, zone), instant(on, 690, zone))
        sessions.append(PlacedSession(placed.id, (part,), placed.facilitators, "virtual"))
    return Plan(tuple(sessions))


def logged_problem() -> Problem:
    """October 900, signed; in December taken back and said again; November 900."""
    log = (
        entry(0, date(2025, 11, 3), "2025-10"),
        Closing(date(2025, 11, 5), "2025-10"),
        entry(0, date(2025, 12, 9), "2025-12", facilitator="coach-1"),
        entry(1, date(2025, 12, 9), "2025-11"),
    )
    return replace(problem(TERMS, SOLD), log=log)


def entry(number: int, entered: date, month: str, **changes: object) -> Entry:
    placed = logged_plan().sessions[number]
    said = Entry(
        entered=entered,
        month=month,
        said=Said.DELIVERED,
        slot=Slot(placed.id, 1, "coach-0"),
        planned=placed.parts[0],
        expected=HALF,
        held=placed.parts[0],
        facilitator="coach-0",
        line="pd",
        amounts=HALF,
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def struck(number: int, entered: date, month: str) -> Entry:
    return entry(number, entered, month, said=Said.STRUCK, held=None, amounts=NOTHING)
