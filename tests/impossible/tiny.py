"""Tiny scenarios: the first week of October 2025, school from Monday to Friday, two coaches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from planner.candidates import candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals import unplaced
from planner.impossible import impossible
from planner.reading.scenario import read_scenario
from planner.solve.engine import Effort, Engine
from planner.solve.search import search

FRAME = """
timezone = "America/Chicago"
start    = 2025-09-29
end      = 2025-10-24
today    = 2025-09-29

[day]
am    = "08:00-11:00"
pm    = "12:00-15:00"
break = 10

[sites.school]

[facilitators.coach-a]
skills = ["math"]
[facilitators.coach-b]

[audiences]
G1 = "Grade 1 team"
G2 = "Grade 2 team"
all = { title = "All grades", includes = ["G1", "G2"] }
"""
COACHES = '[facilitators.coach-a]\nskills = ["math"]\n[facilitators.coach-b]\n'
WEEK = 'window = "2025-10-06/2025-10-10"'


def problem_of(folder: Path, text: str, frame: str = FRAME) -> Problem:
    path = folder / "tiny.toml"
    path.write_text(frame + text)
    return read_scenario(path).problem


def found(problem: Problem) -> list[str]:
    """Return what is impossible: whose it is, and the numbers."""
    return [f"{one.subject}: {one.message}" for one in impossible(problem, candidates(problem))]


def best(problem: Problem) -> Plan:
    """Return a plan that leaves as little of what is promised without a place as possible."""
    engine = Engine(Effort(monotonic() + 60))
    return search(problem, candidates(problem), engine, lambda _: None, (unplaced,))


def is_left_over(problem: Problem) -> bool:
    """Tell whether even the best plan leaves something promised without a place."""
    return unplaced.measure(problem, best(problem)) > 0


@dataclass(frozen=True)
class Case:
    """Requests that do not fit, what is said of them, and what changed would make them fit."""

    text: str
    said: str
    change: tuple[str, str]
    frame: str = FRAME
