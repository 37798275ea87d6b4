"""District 34 as its document tells it, planned from the files that everybody gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from time import monotonic

import pytest

from planner.candidates import candidates
from planner.domain.clock import moment
from planner.domain.layout import Option
from planner.domain.ledger import ledger
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals import GOALS, load, wishes
from planner.goals.protocols import Goal
from planner.reading.scenario import read_scenario
from planner.rules import POSTED_RULES
from planner.solve.engine import Effort, Engine
from planner.solve.search import search
from planner.verify import breaches

SCENARIO = Path("scenarios/district-34.toml")
CALENDARS = ("district-34", "coach-a", "coach-b")
TEAMS = [["GK", "G1"], ["G2", "G3"], ["G4", "G5"], ["G6-8", "G6-8-lead"]]


@cache
def problem() -> Problem:
    return read_scenario(SCENARIO).problem


@cache
def plan() -> Plan:
    return planned(problem())


def planned(problem: Problem, goals: Sequence[Goal] = GOALS) -> Plan:
    engine = Engine(Effort(monotonic() + 120))
    return search(problem, candidates(problem), engine, lambda _: None, goals)


def day(id: str, of: Plan | None = None) -> date:
    return (of or plan()).placed[id].date(problem().engagement.zone)


def test_places_all_eighteen_sessions() -> None:
    assert len(plan().sessions) == 18
    assert {problem().visits[v].request for v in problem().visit_of.values()} == {
        "kickoff",
        "cycle-1",
        "cycle-2",
        "reflection",
    }
    assert list(breaches(problem(), plan())) == []


def test_proves_every_goal() -> None:
    assert [goal.name for goal in plan().goals if goal.value != goal.bound] == []


def test_brings_two_different_coaches_to_the_october_half_day() -> None:
    kickoff = plan().placed["kickoff"]
    assert len(set(kickoff.facilitators)) == 2
    assert (day("kickoff").year, day("kickoff").month) == (2025, 10)
    assert sum(part.minutes for part in kickoff.parts) == problem().engagement.day.am.minutes


@pytest.mark.parametrize(
    ("cycle", "first", "last"),
    [
        ("cycle-1", date(2025, 11, 20), date(2025, 12, 19)),
        ("cycle-2", date(2026, 1, 20), date(2026, 2, 27)),
    ],
)
def test_spends_four_days_a_cycle_in_the_documents_order(
    cycle: str, first: date, last: date
) -> None:
    days = [day(f"{cycle}/{am}") for am, _ in TEAMS]
    assert days == sorted(set(days))
    assert first <= days[0] < days[-1] <= last
    for am, pm in TEAMS:
        one, other = plan().placed[f"{cycle}/{am}"], plan().placed[f"{cycle}/{pm}"]
        assert one.facilitators == other.facilitators
        assert len(one.facilitators) == 1
        assert moment(one.start, problem().engagement.zone).hour == 8
        assert moment(other.start, problem().engagement.zone).hour == 12


def test_leaves_ten_school_days_between_kickoff_and_the_first_cycle() -> None:
    between = [
        school_day
        for school_day in problem().engagement.calendar.school_days()
        if day("kickoff") < school_day < day("cycle-1/GK")
    ]
    assert len(between) >= 10


def test_keeps_the_coach_of_each_team() -> None:
    for team in (team for pair in TEAMS for team in pair):
        first, second = plan().placed[f"cycle-1/{team}"], plan().placed[f"cycle-2/{team}"]
        assert first.facilitators == second.facilitators


def test_charges_nine_coach_days_and_nothing_for_the_april_reflection() -> None:
    book = ledger(problem(), plan())
    assert book.coach_days(book.days.planned) == Decimal("9.0")
    assert book.money.planned == 16_200_00
    assert list(book.uncharged) == ["reflection"]
    assert day("reflection").month == 4


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_calendar_matters(calendar: str, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "calendars").symlink_to(Path("calendars").resolve())
    kept = [
        line
        for line in SCENARIO.read_text().splitlines()
        if f"calendars/{calendar}.ics" not in line
    ]
    without = tmp_path / "scenarios" / SCENARIO.name
    without.write_text("\n".join(kept))
    assert placements(planned(read_scenario(without).problem)) != placements(plan())


@pytest.mark.parametrize("goal", [wishes, load])
def test_wishes_and_load_each_matter(goal: Goal) -> None:
    without = planned(problem(), [other for other in GOALS if other is not goal])
    assert placements(without) != placements(plan())


def test_has_wishes_that_cannot_all_be_met() -> None:
    assert wishes.measure(problem(), plan()) > 0


def test_first_fit_in_file_order_leaves_something_unplaced() -> None:
    assert len(first_fit(problem()).sessions) < 18


def placements(plan: Plan) -> set[tuple[str, object, object]]:
    return {(placed.id, placed.parts, placed.facilitators) for placed in plan.sessions}


def first_fit(problem: Problem) -> Plan:
    """Give each visit, in file order, the first start and team that breaks no rule."""
    plan = Plan(())
    for visit, possible in zip(problem.visits, candidates(problem), strict=True):
        fits = (
            extended(problem, plan, visit.id, option, team)
            for option, free in zip(possible.options, possible.free, strict=True)
            for team in combinations(free, visit.team)
        )
        plan = next(
            (
                longer
                for longer in fits
                if not any(True for rule in POSTED_RULES for _ in rule.check(problem, longer))
            ),
            plan,
        )
    return plan


def extended(problem: Problem, plan: Plan, id: str, option: Option, team: tuple[str, ...]) -> Plan:
    visit = problem.visits[problem.visit_of[id]]
    added = tuple(
        PlacedSession(session.id, parts, team, option.mode)
        for session, parts in zip(visit.sessions, option.parts, strict=True)
    )
    return replace(plan, sessions=plan.sessions + added)
