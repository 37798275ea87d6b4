"""Contracts with any lines, sessions of any length on them, and a plan that places them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from planner.domain.calendar import SchoolCalendar
from planner.domain.clock import Block
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.facilitator import Facilitator
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import (
    ANYTHING,
    Audience,
    Day,
    Engagement,
    Length,
    LengthUnit,
    Mode,
    Problem,
    Request,
    Session,
    Visit,
    Window,
)

ZONE = ZoneInfo("America/Chicago")
FIRST, LAST = date(2025, 6, 1), date(2026, 6, 30)
SIX_HOURS = Day(Block(510, 690), Block(750, 930), break_minutes=10, grain_minutes=15)
UNEVEN = Day(Block(510, 690), Block(750, 901), break_minutes=10, grain_minutes=15)
"""180 minutes before noon and 151 after it: 331 in all."""


@dataclass(frozen=True)
class Sold:
    """A session of `length` on `line` (None: uncharged), led by `team` facilitators."""

    line: str | None
    length: Length
    team: int = 1


def minutes(amount: int) -> Length:
    return Length(LengthUnit.MINUTES, amount)


def days(amount: int) -> Length:
    return Length(LengthUnit.DAYS, amount)


def line(id: str, unit: LineUnit, quantity: int, rate_cents: int, round_ticks: int = 1) -> Line:
    return Line(id, f"Line {id}", unit, quantity, rate_cents, round_ticks)


def contract(*lines: Line, ticks_per_day: int = 2) -> Contract:
    return Contract(
        "signed", "Client", None, None, ticks_per_day, {each.id: each for each in lines}
    )


def problem(terms: Contract | None, sold: Sequence[Sold], day: Day = SIX_HOURS) -> Problem:
    return Problem(
        engagement=Engagement(
            id="client",
            title="A year",
            zone=ZONE,
            first=FIRST,
            last=LAST,
            day=day,
            calendar=SchoolCalendar(FIRST, ()),
            contract=terms,
            sites={},
            audiences={"all": Audience("all", "Everybody", frozenset(), None)},
            requests={"r": _request()},
        ),
        facilitators={f"coach-{n}": _coach(f"coach-{n}") for n in range(4)},
        visits=tuple(_visit(number, each) for number, each in enumerate(sold)),
        series=(),
        orders=(),
        same_team=(),
        today=FIRST,
        baseline={},
        published=frozenset(),
    )


def plan(sold: Sequence[Sold]) -> Plan:
    """Place each session in a week of its own, its parts from 0 to `minutes` on each date."""
    return Plan(tuple(_placed(number, each) for number, each in enumerate(sold)))


def _request() -> Request:
    return Request(
        id="r",
        title="Work",
        type="session",
        confidential=False,
        focus="",
        bring="",
        leave="",
        link="",
        room="",
    )


def _coach(id: str) -> Facilitator:
    return Facilitator(id, id, frozenset(), ZONE, (), {})


def _visit(number: int, sold: Sold) -> Visit:
    return Visit(
        id=f"r/{number}",
        request="r",
        sessions=(Session(f"r/{number}", ("all",), sold.length, sold.line),),
        modes=(Mode.VIRTUAL,),
        sites=(),
        team=sold.team,
        pool=tuple(f"coach-{n}" for n in range(4)),
        window=Window(FIRST, LAST),
        kinds=frozenset(),
        rules=ANYTHING,
        prefer=ANYTHING,
        promised=True,
        priority=5,
    )


def _placed(number: int, sold: Sold) -> PlacedSession:
    monday = number * 7 * 1440
    long = sold.length.amount if sold.length.unit is LengthUnit.MINUTES else 180
    starts = [monday + offset * 1440 for offset in range(sold.length.dates)]
    parts = tuple(Part(start, start + long) for start in starts)
    team = tuple(f"coach-{n}" for n in range(sold.team))
    return PlacedSession(f"r/{number}", parts, team, "virtual")
