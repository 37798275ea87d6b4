"""The two engagements with follow-ups and long series: what their documents say is in them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from small import minutes

from planner.candidates import candidates
from planner.domain.calendar import Kind
from planner.domain.charge import quantity
from planner.domain.problem import FULL_DAY, Continuity, Mode, Problem
from planner.impossible import impossible
from planner.reading.portfolio import is_portfolio
from planner.reading.scenario import read_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
GRADES_K_5 = ("GK", "G1", "G2", "G3", "G4", "G5")
GRADES_6_12 = ("G6", "G7", "G8", "G9", "G10", "G11", "G12")


@pytest.fixture(scope="module")
def virtual() -> Problem:
    return read_scenario(SCENARIOS / "virtual-plcs.toml").problem


@pytest.fixture(scope="module")
def large() -> Problem:
    return read_scenario(SCENARIOS / "large-district.toml").problem


ENGAGEMENTS = [file for file in sorted(SCENARIOS.glob("*.toml")) if not is_portfolio(file)]


@pytest.mark.parametrize("file", ENGAGEMENTS, ids=lambda file: file.stem)
def test_every_promise_of_every_scenario_has_a_start(file: Path) -> None:
    problem = read_scenario(file).problem
    possible = candidates(problem)
    assert impossible(problem, possible) == ()
    assert all(known.options for known in possible)


def test_three_plcs_for_each_grade_to_5_and_six_from_6_on(virtual: Problem) -> None:
    plcs = Counter(
        session.audience[0]
        for visit in virtual.visits
        for session in visit.sessions
        if visit.request.startswith("plc") and not session.follows
    )
    assert plcs == {**dict.fromkeys(GRADES_K_5, 3), **dict.fromkeys(GRADES_6_12, 6)}
    assert plcs.total() == 18 + 42


def test_each_plc_has_a_debrief_with_the_one_coordinator(virtual: Problem) -> None:
    visits = [visit for visit in virtual.visits if visit.request.startswith("plc")]
    for visit in visits:
        plc, debrief = visit.sessions
        assert (plc.length, debrief.length) == (minutes(90), minutes(20))
        assert (debrief.id, debrief.audience) == (f"{plc.id}/then", ("coordinator",))
        assert debrief.follows
        assert visit.modes == (Mode.VIRTUAL,)
    assert len(visits) == 60


def test_two_plcs_with_their_debriefs_fill_a_half_of_four_hours(virtual: Problem) -> None:
    day = virtual.engagement.day
    assert day.am.minutes == day.pm.minutes == 240
    assert 2 * (90 + 20) + 3 * day.break_minutes <= 240 < 3 * (90 + 20)


def test_a_facilitator_stays_with_a_grade_all_year(virtual: Problem) -> None:
    kept = [series.id for series in virtual.series if series.continuity is Continuity.KEEP]
    assert kept == [
        *(f"plc-6-12/{grade}" for grade in GRADES_6_12),
        *(f"plc-K-5/{grade}" for grade in GRADES_K_5),
    ]


def test_the_launch_is_offered_until_all_of_k_5_have_a_seat(virtual: Problem) -> None:
    (series,) = [series for series in virtual.series if series.id == "launch"]
    launch = [virtual.visits[index].sessions[0] for index in series.visits]
    assert [session.length for session in launch] == [FULL_DAY] * 3
    assert series.capacity == 150
    assert virtual.engagement.audiences["K-5"].size == 420


def test_the_lab_school_is_on_days_of_the_summer_break(virtual: Problem) -> None:
    (lab,) = [visit for visit in virtual.visits if visit.request == "lab-school"]
    assert lab.kinds == {Kind.BREAK}
    calendar = virtual.engagement.calendar
    assert calendar.kind(date(2026, 6, 16), virtual.engagement.day.half_at(480)) is Kind.BREAK


def test_facilitators_live_in_other_zones_than_the_schools(virtual: Problem) -> None:
    zones = {who.zone.key for who in virtual.facilitators.values()}
    assert virtual.engagement.zone.key in zones
    assert zones > {"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"}


def test_both_ways_of_billing_read(virtual: Problem, tmp_path: Path) -> None:
    """By session the line is used up; with shared halves two PLCs take half a day, not one."""
    text = (SCENARIOS / "virtual-plcs.toml").read_text(encoding="utf-8")
    calendars = (SCENARIOS.parent / "calendars").resolve()
    shared = tmp_path / "virtual-plcs.toml"
    shared.write_text(
        text.replace("share_halves = false", "share_halves = true").replace(
            '"../calendars', f'"{calendars}'
        )
    )
    contract = read_scenario(shared).problem.engagement.contract
    assert contract is not None
    assert contract.billing.share_halves
    assert virtual.engagement.contract is not None
    assert not virtual.engagement.contract.billing.share_halves


@pytest.mark.parametrize("name", ["virtual-plcs", "large-district"])
def test_the_lines_hold_what_is_promised(name: str) -> None:
    problem = read_scenario(SCENARIOS / f"{name}.toml").problem
    contract, day = problem.engagement.contract, problem.engagement.day
    assert contract is not None
    promised = Counter[str]()
    for visit in problem.visits:
        for session in visit.sessions if visit.promised else ():
            if session.line is not None:
                line = contract.lines[session.line]
                alone = quantity(line, contract, day, session.length, visit.modes[0])
                promised[line.id] += visit.team * alone
    bought = {id: contract.lines[id].quantity for id in promised}
    lines_with_room = {id for id in promised if promised[id] < bought[id]}
    assert not any(promised[id] > bought[id] for id in promised)
    assert lines_with_room == ({"rounds"} if name == "large-district" else set())


def test_about_75_sessions_with_a_series_of_38_weeks(large: Problem) -> None:
    sizes = {series.id: len(series.visits) for series in large.series}
    assert sizes == {
        "discovery": 2,
        "goals": 1,
        "coaching": 38,
        "implementation": 9,
        "coach-plc": 9,
        "coherence": 9,
        "rounds-autumn": 2,
        "review-autumn": 1,
        "rounds-spring": 4,
        "review-spring": 1,
    }
    assert sum(sizes.values()) == 76


def test_monthly_meetings_are_in_person_and_virtual_by_number(large: Problem) -> None:
    modes = {series.id: series.modes for series in large.series if series.modes}
    assert modes == {
        "implementation": {Mode.IN_PERSON: 3, Mode.VIRTUAL: 6},
        "coach-plc": {Mode.IN_PERSON: 5, Mode.VIRTUAL: 4},
        "coherence": {Mode.IN_PERSON: 5, Mode.VIRTUAL: 4},
    }


def test_the_implementation_team_overlaps_everybody(large: Problem) -> None:
    audiences = large.engagement.audiences
    assert audiences["team"].includes == audiences.keys() - {"team"}


def test_rounds_are_each_at_another_school_four_promised_and_two_not(large: Problem) -> None:
    rounds = [visit for visit in large.visits if visit.request.startswith("rounds")]
    assert [visit.promised for visit in rounds] == [True] * 4 + [False] * 2
    assert len({visit.sites for visit in rounds}) == 6
    everybody = large.engagement.audiences.keys() - {"team"}
    assert all(set(visit.sessions[0].audience) == everybody for visit in rounds)


def test_a_data_review_needs_its_rounds_and_the_goals_their_discovery(large: Problem) -> None:
    needed = {(order.earlier, order.later) for order in large.orders if order.needs}
    assert needed == {
        ("discovery", "goals"),
        ("rounds-autumn", "review-autumn"),
        ("rounds-spring", "review-spring"),
    }


def test_discovery_is_charged_and_nobody_attends_it(large: Problem) -> None:
    sessions = [large.sessions[f"discovery/{number}"] for number in (1, 2)]
    assert [(one.audience, one.line) for one in sessions] == [((), "planning")] * 2


def test_the_total_with_expenses_is_inside_the_range(large: Problem) -> None:
    contract = large.engagement.contract
    assert contract is not None
    assert contract.between_cents == (100_001_00, 500_000_00)
    assert contract.billing.trip_cents == 400_00
    assert contract.billing.expenses_line == "travel"
