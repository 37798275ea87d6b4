"""A year with follow-ups as its users see it: the plan, the feeds, the budget, and next month."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from command import Plan

YEAR = """
id       = "debriefs"
timezone = "America/Chicago"
start    = 2025-08-01
end      = 2025-12-31
today    = 2025-08-01

[day]
am    = "08:00-12:00"
pm    = "13:00-17:00"
break = 5
grain = 60

[contract]
total = 5_200
[contract.lines.coaching]
coach_days = 2
rate       = 2_500
[contract.lines.debriefs]
sessions = 2
rate     = 100

[facilitators.coach-a]

[audiences]
teacher-1   = "Rosalind"
coordinator = "The coordinator"

[requests.talk]
title    = "Reading together"
type     = "{type}"
each     = ["teacher-1"]
count    = 2
length   = 90
mode     = "virtual"
window   = "2025-09/2025-10"
line     = "coaching"
"""
THEN = """
[requests.talk.then]
title    = "Debrief"
audience = "coordinator"
length   = 20
line     = "debriefs"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "debriefs"


def year(tmp_path: Path, type: str = "plc", then: str = THEN) -> Path:
    path = tmp_path / "year.toml"
    path.write_text(YEAR.format(type=type) + then)
    return path


def text_of(file: Path) -> str:
    return file.read_bytes().replace(b"\r\n ", b"").decode()


def test_each_follow_up_is_planned_told_and_charged(
    plan: Plan, tmp_path: Path, folder: Path
) -> None:
    ran = plan(year(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert "4 of 4 sessions placed · every goal proven optimal" in ran.out
    sessions = json.loads((folder / "plan.json").read_text())["sessions"]
    assert [(one["id"], one["request"], one["type"], one["audience"]) for one in sessions] == [
        ("talk/teacher-1/1", "talk", "plc", ["teacher-1"]),
        ("talk/teacher-1/1/then", "talk", "follow-up", ["coordinator"]),
        ("talk/teacher-1/2", "talk", "plc", ["teacher-1"]),
        ("talk/teacher-1/2/then", "talk", "follow-up", ["coordinator"]),
    ]
    with (folder / "budget.csv").open(newline="") as file:
        rows = [(row["line"], row["coach_days"], row["amount"]) for row in csv.DictReader(file)]
    assert rows == [("coaching", "0.5", "1250.00"), ("debriefs", "0.0", "100.00")] * 2
    told = text_of(folder / "calendars" / "audiences" / "coordinator.ics")
    assert told.count("SUMMARY:The coordinator: Debrief (virtual)") == 2
    assert "Follows: Rosalind: Reading together" in told
    assert plan("verify", year(tmp_path)).code == 0


def test_a_debrief_of_a_confidential_session_tells_nobody_whom_it_is_about(
    plan: Plan, tmp_path: Path, folder: Path
) -> None:
    """The coordinator is in the debrief, and not in the session before it."""
    assert plan(year(tmp_path, type="one-to-one")).code == 0
    concerned = {"audiences/teacher-1.ics", "facilitators/coach-a.ics"}
    feeds = {
        str(path.relative_to(folder / "calendars")): text_of(path)
        for path in (folder / "calendars").rglob("*.ics")
    }
    assert "The coordinator: Debrief" in feeds["audiences/coordinator.ics"]
    others = [text for name, text in feeds.items() if name not in concerned]
    for text in (*others, text_of(folder / "budget.csv")):
        for word in ("teacher-1", "Rosalind", "Reading together"):
            assert word not in text
    assert "X-PLANNER-SESSION:talk/2\r\n" in feeds["audiences/coordinator.ics"]
    assert "Debrief" not in feeds["all.ics"]


def test_a_follow_up_cannot_be_added_to_what_took_place(
    plan: Plan, tmp_path: Path, folder: Path
) -> None:
    assert plan(year(tmp_path, then="")).code == 0
    before = (folder / "plan.json").read_bytes()
    ran = plan(year(tmp_path), "--today", "2025-10-01")
    assert ran.code == 2
    assert "'talk/teacher-1/1/then' is added to a visit that took place without it" in ran.err
    assert "talk/teacher-1/2" not in ran.err
    assert (folder / "plan.json").read_bytes() == before


def test_a_follow_up_is_added_to_what_is_still_to_come(plan: Plan, tmp_path: Path) -> None:
    assert plan(year(tmp_path, then="")).code == 0
    ran = plan(year(tmp_path), "--today", "2025-08-15")
    assert (ran.code, ran.err) == (0, "")
    assert "4 of 4 sessions placed" in ran.out
