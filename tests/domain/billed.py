"""Sessions on one Monday under any terms, and what they charge; a coach-day costs $1,000.01."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sold import SIX_HOURS, ZONE, Sold, contract, line, problem

from planner.domain.charge import charged, charges
from planner.domain.clock import instant
from planner.domain.contract import Billing, Contract, LineUnit
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import FULL_DAY, HALF_DAY, Day, Length, Problem

MONDAY = date(2025, 10, 6)
AM, PM = 510, 750


@dataclass(frozen=True)
class Held:
    """A session on Monday from a minute on, in person unless `site` is None, by coach-0."""

    length: Length
    start: int
    site: str | None = "main"
    line: str = "days"
    team: tuple[str, ...] = ("coach-0",)


def held(*sessions: Held, billing: Billing, ticks: int = 2, day: Day = SIX_HOURS) -> list[int]:
    """Return what the rows charge, in ticks of which `ticks` make a day."""
    case, placed = year(sessions, terms(billing, ticks), day)
    rows = [row.ticks for row in charges(case, placed)]
    assert sum(rows) == charged(case, placed)["days"]
    return rows


def terms(billing: Billing, ticks: int = 2) -> Contract:
    lines = (line(id, LineUnit.COACH_DAYS, 20, 100_001) for id in ("days", "others"))
    hours = line("hours", LineUnit.HOURS, 600, 6_000)
    travel = line("travel", LineUnit.PRICE, 0, 100_000)
    return replace(contract(*lines, hours, travel, ticks_per_day=ticks), billing=billing)


def year(sessions: Sequence[Held], terms: Contract, day: Day = SIX_HOURS) -> tuple[Problem, Plan]:
    sold = [Sold(one.line, one.length, len(one.team)) for one in sessions]
    placed = (_placed(number, one, day) for number, one in enumerate(sessions))
    in_order = sorted(placed, key=lambda one: (one.start, one.id))
    return problem(terms, sold, day), Plan(tuple(in_order))


def _placed(number: int, one: Held, day: Day) -> PlacedSession:
    long = {HALF_DAY: day.am.minutes, FULL_DAY: day.pm.end - day.am.start}
    length = long.get(one.length, one.length.amount)
    if one.length.dates > 1:
        length = long[FULL_DAY]
    starts = (
        instant(date.fromordinal(MONDAY.toordinal() + more), one.start, ZONE)
        for more in range(one.length.dates)
    )
    parts = tuple(Part(start, start + length, one.site) for start in starts)
    mode = "virtual" if one.site is None else "in-person"
    return PlacedSession(f"r/{number}", parts, one.team, mode)
