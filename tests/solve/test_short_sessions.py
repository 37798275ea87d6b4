"""Short sessions at the minute: on the raster, with breaks, in zones whose clocks change apart.

In each year only one plan is possible, or it is known how many sessions it has, counted by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from planned import planned

from planner.domain.clock import moment
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules import RULES
from scenarios import read

YEAR = """
timezone = "America/New_York"
start    = 2025-10-01
end      = 2026-04-30

[day]
am    = "08:00-12:00"
pm    = "13:00-17:00"
break = {pause}
grain = {grain}

[audiences]
G1 = "Grade 1 team"
G2 = "Grade 2 team"
coordinator = "Coordinator"
"""


def year(*tables: str, pause: int = 10, grain: int = 15) -> str:
    return "\n".join([YEAR.format(pause=pause, grain=grain), *tables])


def best(problem: Problem) -> Plan:
    """Return the best plan, which breaks no rule."""
    plan = planned(problem)
    assert [breach for rule in RULES for breach in rule.check(problem, plan)] == []
    return plan


def clocks(problem: Problem, plan: Plan) -> dict[str, str]:
    """Return from when to when each session is, on the clocks of the schools."""
    zone = problem.engagement.zone
    return {
        one.id: f"{moment(one.start, zone):%d %b %H:%M}-{moment(one.end, zone):%H:%M}"
        for one in plan.sessions
    }


def coach(id: str, hours: str, zone: str = "America/New_York") -> str:
    return f'[facilitators.{id}]\ntimezone = "{zone}"\nhours = "{hours}"'


LONDON = {
    "2025-10-24": "24 Oct 09:00-09:30",  # both have summer time: five hours
    "2025-10-27": "27 Oct 10:00-10:30",  # London has gone back, New York has not: four
    "2025-11-03": "03 Nov 09:00-09:30",
    "2026-03-06": "06 Mar 09:00-09:30",
    "2026-03-09": "09 Mar 10:00-10:30",  # New York has gone forward, London has not: four
    "2026-03-30": "30 Mar 09:00-09:30",
}
PHOENIX = {
    "2025-10-31": "31 Oct 10:00-10:30",  # Arizona keeps its clocks: three hours, two in winter
    "2025-11-03": "03 Nov 09:00-09:30",
    "2026-03-06": "06 Mar 09:00-09:30",
    "2026-03-09": "09 Mar 10:00-10:30",
}
LORD_HOWE = {
    "2026-03-06": "06 Mar 09:00-09:30",  # sixteen hours ahead, on the date after
    "2026-03-09": "09 Mar 10:00-10:30",  # fifteen
    "2026-04-07": "07 Apr 10:30-11:00",  # its clocks go back by half an hour: fourteen and a half
}


@pytest.mark.parametrize(
    ("zone", "hours", "expected"),
    [
        ("Europe/London", "14:00-14:30", LONDON),
        ("America/Phoenix", "07:00-07:30", PHOENIX),
        ("Asia/Kathmandu", "19:45-20:15", PHOENIX),
        ("Australia/Lord_Howe", "01:00-01:30", LORD_HOWE),
    ],
)
def test_working_hours_are_those_of_the_facilitators_own_clock(
    zone: str, hours: str, expected: dict[str, str], tmp_path: Path
) -> None:
    request = f"""
        [requests.plc]
        audience = "G1"
        length   = 30
        windows  = [{", ".join(expected)}]
        mode     = "virtual"
    """
    problem = read(tmp_path, year(coach("far", hours, zone), request))
    plan = best(problem)
    assert clocks(problem, plan) == {
        f"plc/{number}": clock for number, clock in enumerate(expected.values(), start=1)
    }


def test_hours_off_the_raster_leave_no_start(tmp_path: Path) -> None:
    """From 14:05 in London it is 09:05 here, five minutes after a start and ten before one."""
    request = '[requests.plc]\naudience = "G1"\nlength = 30\nwindow = 2025-10-24\nmode = "virtual"'
    text = year(coach("far", "14:05-14:40", "Europe/London"), request)
    assert clocks(*_read_and_plan(tmp_path, text)) == {}
    finer = year(coach("far", "14:05-14:40", "Europe/London"), request, grain=5)
    problem, plan = _read_and_plan(tmp_path, finer)
    assert clocks(problem, plan)["plc"] in {"24 Oct 09:05-09:35", "24 Oct 09:10-09:40"}


def _read_and_plan(folder: Path, text: str) -> tuple[Problem, Plan]:
    problem = read(folder, text)
    return problem, best(problem)


TWO_TEAMS = (
    '[requests.plc]\neach = ["G1", "G2"]\nlength = 45\nwindow = 2025-10-24\nmode = "virtual"'
)


@pytest.mark.parametrize(
    ("until", "grain", "number"), [("10:40", 5, 2), ("10:39", 5, 1), ("10:44", 15, 1)]
)
def test_a_facilitator_has_a_break_between_two_sessions(
    until: str, grain: int, number: int, tmp_path: Path
) -> None:
    """45 + 10 + 45 minutes are 100; on a raster of 15 the second starts at 10:00 and ends 10:45."""
    text = year(coach("ann", f"09:00-{until}"), TWO_TEAMS, grain=grain)
    problem, plan = _read_and_plan(tmp_path, text)
    assert len(plan.sessions) == number
    if number == 2:
        assert sorted(clocks(problem, plan).values()) == [
            "24 Oct 09:00-09:45",
            "24 Oct 09:55-10:40",
        ]


@pytest.mark.parametrize(("until", "number"), [("10:40", 2), ("10:39", 1)])
def test_an_audience_has_a_break_between_two_sessions(
    until: str, number: int, tmp_path: Path
) -> None:
    """The same 100 minutes, for one team that meets two facilitators."""
    one = TWO_TEAMS.replace('each = ["G1", "G2"]', 'audience = "G1"')
    people = coach("ann", f"09:00-{until}"), coach("bob", f"09:00-{until}")
    text = year(*people, one, one.replace(".plc", ".more"), grain=5)
    _, plan = _read_and_plan(tmp_path, text)
    assert len(plan.sessions) == number


WITH_DEBRIEFS = """
[requests.plc]
each   = ["G1", "G2"]
length = 60
window = 2025-10-24
hours  = "08:00-{until}"
mode   = "virtual"
then   = {{ audience = "coordinator", length = 20 }}
"""


@pytest.mark.parametrize(("until", "number"), [("09:55", 4), ("09:50", 2)])
def test_one_coordinator_is_never_in_two_debriefs_at_once(
    until: str, number: int, tmp_path: Path
) -> None:
    """Two facilitators, so the PLCs may be at once; the debriefs may not, with their break.

    The first is 08:00-09:00 and 09:05-09:25. The other's debrief cannot begin before 09:30: on a
    raster of 15 its PLC is 08:30-09:30 and the debrief 09:35-09:55.
    """
    people = coach("ann", "08:00-12:00"), coach("bob", "08:00-12:00")
    text = year(*people, WITH_DEBRIEFS.format(until=until), pause=5)
    problem, plan = _read_and_plan(tmp_path, text)
    assert len(plan.sessions) == number
    if number == 4:
        told = clocks(problem, plan)
        assert sorted(told.values()) == [
            "24 Oct 08:00-09:00",
            "24 Oct 08:30-09:30",
            "24 Oct 09:05-09:25",
            "24 Oct 09:35-09:55",
        ]
        assert {one.facilitators for one in plan.sessions} == {("ann",), ("bob",)}


@pytest.mark.parametrize(("until", "number"), [("11:55", 4), ("11:54", 2)])
def test_two_plcs_with_their_debriefs_fill_a_half(until: str, number: int, tmp_path: Path) -> None:
    """One facilitator: 90 + 5 + 20 + 5 + 90 + 5 + 20 minutes from 08:00 end at 11:55."""
    longer = WITH_DEBRIEFS.replace("length = 60", "length = 90").format(until="12:00")
    text = year(coach("ann", f"08:00-{until}"), longer, pause=5, grain=60)
    problem, plan = _read_and_plan(tmp_path, text)
    assert len(plan.sessions) == number
    if number == 4:
        assert sorted(clocks(problem, plan).values()) == [
            "24 Oct 08:00-09:30",
            "24 Oct 09:35-09:55",
            "24 Oct 10:00-11:30",
            "24 Oct 11:35-11:55",
        ]


def test_a_follow_up_stays_in_the_morning_of_its_session(tmp_path: Path) -> None:
    """The coordinator has the afternoon free, and the PLC could end at noon: it ends at 11:30."""
    request = """
        [requests.plc]
        audience = "G1"
        length   = 90
        window   = 2025-10-24
        half     = "AM"
        mode     = "virtual"
        then     = { audience = "coordinator", length = 20 }
    """
    text = year(coach("ann", "10:00-17:00"), request, pause=5, grain=30)
    assert clocks(*_read_and_plan(tmp_path, text)) == {
        "plc": "24 Oct 10:00-11:30",
        "plc/then": "24 Oct 11:35-11:55",
    }


CONTRACT = """
[contract]
total = 6_000
[contract.lines.plcs]
coach_days = 3
rate = 2_000
[billing]
share_halves = {shared}
"""


@pytest.mark.parametrize(("shared", "halves"), [("false", 6), ("true", 3)])
def test_two_plcs_with_their_debriefs_share_the_charge_of_a_half_where_halves_are_shared(
    shared: str, halves: int, tmp_path: Path
) -> None:
    """Six PLCs of one facilitator: half a coach-day each, or for each two. Proven as the least.

    On three dates there are five halves of the facilitator's, and any of them holds two PLCs.
    """
    request = """
        [requests.plc]
        each    = ["G1", "G2"]
        windows = [2025-10-22, 2025-10-23, 2025-10-24]
        length  = 90
        mode    = "virtual"
        line    = "plcs"
        then    = { audience = "coordinator", length = 20, line = "none" }
    """
    people = f'{coach("ann", "08:00-17:00")}\nleave = ["2025-10-22 PM"]'
    text = year(people, CONTRACT.format(shared=shared), request, pause=5, grain=60)
    _, plan = _read_and_plan(tmp_path, text)
    assert len(plan.sessions) == 12
    (days,) = [goal for goal in plan.goals if goal.name == "coach-days"]
    assert (days.value, days.bound) == (halves, halves)
    (used,) = [goal for goal in plan.goals if goal.name == "halves"]
    assert (used.value, used.bound) == (3, 3)
