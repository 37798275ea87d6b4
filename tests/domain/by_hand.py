"""A year from a scenario in the test, and plans of it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from planner.domain.clock import clock
from planner.domain.layout import options
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reading.scenario import read_scenario

FRAME = """
timezone = "America/Chicago"
start    = 2025-09-01
end      = 2026-06-30
today    = 2025-09-01

[day]
am = "08:00-11:00"
pm = "12:00-15:00"

[sites.north]
title = "North school"
[sites.south]
title = "South school"

[facilitators.coach-a]
title    = "Coach A"
max_days = { week = 2, year = 20 }
[facilitators.coach-b]
title = "Coach B"

[audiences]
G1 = "Grade 1 team"
G2 = "Grade 2 team"
"""


@dataclass(frozen=True)
class At:
    """A visit on a day of October 2025, at a clock time, with its team."""

    visit: str
    day: int
    time: str
    team: tuple[str, ...] = ("coach-a",)


def year(folder: Path, requests: str) -> Problem:
    path = folder / "year.toml"
    path.write_text(FRAME + requests)
    return read_scenario(path).problem


def placing(problem: Problem, *places: At) -> Plan:
    return Plan(tuple(sorted((p for at in places for p in _placed(problem, at)), key=_start)))


def october(day: int) -> date:
    return date(2025, 9, 30) + timedelta(days=day)


def _placed(problem: Problem, at: At) -> list[PlacedSession]:
    visit = next(visit for visit in problem.visits if visit.id == at.visit)
    option = next(
        option
        for option in options(problem.engagement, visit)
        if option.date == october(at.day) and clock(option.minute) == at.time
    )
    return [
        PlacedSession(session.id, parts, at.team, option.mode)
        for session, parts in zip(visit.sessions, option.parts, strict=True)
    ]


def _start(placed: PlacedSession) -> tuple[int, str]:
    return placed.start, placed.id
