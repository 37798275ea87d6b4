"""Planned folders of every scenario, for programs that know nothing of the planner to read.

District 34 is planned as its user plans it. The others, which take minutes, are placed plainly:
each visit on the first date of its window or soon after, by the first who could lead it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from command import ran

from planner.documents import documents
from planner.domain.clock import instant
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan, Unplaced
from planner.domain.problem import LengthUnit, Problem, Visit
from planner.folder.files import write_file
from planner.reading.portfolio import is_portfolio
from planner.reading.scenario import read_scenario
from planner.reports.revisions import revise

ROOT = Path(__file__).parents[2]
SOLVED = "district-34"
SCENARIOS = sorted(
    path.stem for path in (ROOT / "scenarios").glob("*.toml") if not is_portfolio(path)
)


def scenario(name: str) -> Path:
    return ROOT / "scenarios" / f"{name}.toml"


def plan_into(folder: Path, name: str) -> None:
    """Write the folder of a scenario's plan."""
    if name == SOLVED:
        assert ran(ROOT, scenario(name), "--quiet", "--out", folder).code == 0
        return
    problem = read_scenario(scenario(name)).problem
    write(folder, problem, revise(problem, plainly_placed(problem), None))


def write(folder: Path, problem: Problem, plan: Plan) -> None:
    for name, data in documents(problem, plan, "0" * 64, "test").items():
        write_file(folder / name, data)


def plainly_placed(problem: Problem) -> Plan:
    """Every session somewhere, whatever the rules say of it, but the last one."""
    placed = [
        session
        for number, visit in enumerate(problem.visits)
        for session in _placed(problem, visit, number)
    ]
    *placed, left = placed
    return Plan(
        tuple(sorted(placed, key=lambda one: (one.start, one.id))), (Unplaced(left.id, ("Why.",)),)
    )


def _placed(problem: Problem, visit: Visit, number: int) -> Iterator[PlacedSession]:
    engagement = problem.engagement
    window, day = visit.window, engagement.day
    first = window.first + timedelta(days=number % ((window.last - window.first).days + 1))
    mode = visit.modes[number % len(visit.modes)]
    for place, session in enumerate(visit.sessions):
        begins, ends = day.am.start, day.pm.end
        if session.length.unit is LengthUnit.HALVES:
            half = (day.am, day.pm)[place]
            begins, ends = half.start, half.end
        elif session.length.unit is LengthUnit.MINUTES:
            begins += place * session.length.amount
            ends = begins + session.length.amount
        parts = tuple(
            Part(
                instant(first + timedelta(days=after), begins, engagement.zone),
                instant(first + timedelta(days=after), ends, engagement.zone),
                visit.place(mode, after),
            )
            for after in range(session.length.dates)
        )
        yield PlacedSession(session.id, parts, visit.pool[: visit.team], mode)
