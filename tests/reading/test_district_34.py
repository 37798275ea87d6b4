"""The scenario of the first real engagement, read without its calendars."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.domain.calendar import Kind
from planner.domain.clock import Half
from planner.domain.links import DayCount, Order, SameTeam
from planner.domain.problem import Window
from planner.reading.scenario import read_scenario

DISTRICT_34 = """
id       = "district-34"
title    = "District 34 mathematics coaching, 2025-26"
timezone = "America/Chicago"
start    = 2025-06-01
end      = 2026-06-30
today    = 2025-06-01

[calendar]
staff    = [2025-10-10]
closed   = ["2025-11-24/2025-11-28"]
breaks   = ["2025-12-22/2026-01-02"]

[contract]
state  = "draft"
client = "School District 34"
total  = 16_200
[contract.lines.coaching]
title = "Specialized coaching"
coach_days = 8
rate  = 1_800
[contract.lines.pd]
title = "Half-day of professional development with two coaches"
coach_days = 1
rate  = 1_800

[sites.winfield]
title = "Winfield Central"
address = "postal address on one line"

[facilitators.coach-a]
title  = "Coach A"
skills = ["K-8"]
max_days = { week = 3, year = 40 }
[facilitators.coach-b]
title  = "Coach B"

[audiences]
GK = "Kindergarten team"
G1 = "Grade 1 team"
G2 = "Grade 2 team"
G3 = "Grade 3 team"
G4 = "Grade 4 team"
G5 = "Grade 5 team"
G6-8 = "Grades 6-8 team"
G6-8-lead = "Grades 6-8 leadership team"
leadership = "District leadership team"
[audiences.K-8]
title = "K-8 mathematics teachers"
includes = ["GK", "G1", "G2", "G3", "G4", "G5", "G6-8"]
size = 24

[requests.kickoff]
title = "Eliciting and using student reasoning"
type = "workshop"
audience = "K-8"
length = "half-day"
facilitators = 2
window = "2025-10"
days = ["staff", "school"]
leave = "A task whose results teams bring to cycle 1"
line = "pd"

[requests.cycle-1]
title = "Collaborative coaching, cycle 1"
type = "coaching"
visits = [["GK", "G1"], ["G2", "G3"], ["G4", "G5"], ["G6-8", "G6-8-lead"]]
length = "half-day"
window = "2025-11-17/2025-12-19"
after = { kickoff = "10 school days" }
line = "coaching"

[requests.cycle-2]
like = "cycle-1"
window = "2026-01-20/2026-02-27"
after = "cycle-1"
same_facilitator = "cycle-1"

[requests.reflection]
audience = "leadership"
length = "half-day"
window = "2026-04"
line = "none"
"""


def test_district_34_has_eighteen_sessions_in_ten_visits(tmp_path: Path) -> None:
    file = tmp_path / "district-34.toml"
    file.write_text(DISTRICT_34)
    problem = read_scenario(file).problem
    assert len(problem.visits) == 10
    assert len(problem.sessions) == 18
    assert list(problem.sessions)[:3] == ["kickoff", "cycle-1/GK", "cycle-1/G1"]
    assert [visit.id for visit in problem.visits[1:3]] == ["cycle-1/GK", "cycle-1/G2"]
    assert [series.id for series in problem.series if series.ordered] == ["cycle-1", "cycle-2"]


def test_district_34_orders_its_cycles_after_the_kickoff(tmp_path: Path) -> None:
    file = tmp_path / "district-34.toml"
    file.write_text(DISTRICT_34)
    problem = read_scenario(file).problem
    assert problem.orders == (
        Order("kickoff", "cycle-1", 10, DayCount.SCHOOL_DAYS, needs=False),
        Order("cycle-1", "cycle-2", 0, DayCount.DAYS, needs=False),
    )
    assert problem.same_team == (
        SameTeam(5, 1),
        SameTeam(6, 2),
        SameTeam(7, 3),
        SameTeam(8, 4),
    )


def test_district_34_sells_nine_coach_days(tmp_path: Path) -> None:
    file = tmp_path / "district-34.toml"
    file.write_text(DISTRICT_34)
    problem = read_scenario(file).problem
    contract = problem.engagement.contract
    assert contract is not None
    assert contract.total_cents == 1_620_000
    assert contract.ticks_per_day == 2
    assert {id: line.quantity for id, line in contract.lines.items()} == {"coaching": 16, "pd": 2}
    assert problem.sessions["reflection"].line is None


def test_district_34_knows_its_dates(tmp_path: Path) -> None:
    file = tmp_path / "district-34.toml"
    file.write_text(DISTRICT_34)
    problem = read_scenario(file).problem
    calendar = problem.engagement.calendar
    assert problem.today == date(2025, 6, 1)
    assert problem.visits[0].window == Window(date(2025, 10, 1), date(2025, 10, 31))
    assert problem.visits[0].kinds == {Kind.SCHOOL, Kind.STAFF}
    assert calendar.kind(date(2025, 10, 10), Half.PM) is Kind.STAFF
    assert calendar.kind(date(2025, 11, 24), Half.AM) is Kind.CLOSED
    assert calendar.kind(date(2025, 12, 27), Half.AM) is Kind.CLOSED
    assert calendar.kind(date(2025, 12, 29), Half.AM) is Kind.BREAK
