"""`plan diff OLD NEW`: who is told what, and who must not be."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

from command import Plan

YEAR = """
id       = "small"
title    = "A small year"
timezone = "America/Chicago"
start    = 2025-09-01
end      = 2025-12-31
today    = 2025-09-01

[contract]
total = 1_000

[contract.lines.talks]
title    = "Talks"
sessions = 4
rate     = 250

[sites.school]
title = "The school"

[facilitators.ann]
title = "Ann"
[facilitators.bob]
title = "Bob"

[audiences]
team  = "Grade 1 team"
tutor = "One tutor"

[requests.visit]
title        = "Coaching"
audience     = "team"
window       = "2025-10"
half         = "AM"
facilitators = ["ann"]
line         = "talks"

[requests.talk]
title        = "Private talk"
type         = "one-to-one"
audience     = "tutor"
window       = "2025-11"
half         = "AM"
facilitators = ["ann"]
line         = "talks"
"""

EXPECTED = """\
A small year: 1 moved, 1 reassigned, 1 withdrawn

For Grade 1 team
  withdrawn: Grade 1 team: Coaching
    old: Thu 16 Oct 2025, 08:30-11:30, The school, Ann

For One tutor
  moved and reassigned: One tutor: Private talk
    old: Fri 14 Nov 2025, 08:30-11:30, The school, Ann
    new: Wed 19 Nov 2025, 12:30-15:30, The school, Bob

For Ann
  withdrawn: Grade 1 team: Coaching
    old: Thu 16 Oct 2025, 08:30-11:30, The school, Ann
  moved and reassigned: One tutor: Private talk
    old: Fri 14 Nov 2025, 08:30-11:30, The school, Ann
    new: Wed 19 Nov 2025, 12:30-15:30, The school, Bob

For Bob
  moved and reassigned: One tutor: Private talk
    old: Fri 14 Nov 2025, 08:30-11:30, The school, Ann
    new: Wed 19 Nov 2025, 12:30-15:30, The school, Bob

For The school
  withdrawn: Grade 1 team: Coaching
    old: Thu 16 Oct 2025, 08:30-11:30, The school, Ann
  moved and reassigned: Coaching
    old: Fri 14 Nov 2025, 08:30-11:30, The school
    new: Wed 19 Nov 2025, 12:30-15:30, The school

Budget (draft, not due)
  Talks: 2 sessions, $500.00 before, 1 session, $250.00 now; 3 unplanned
"""


def test_each_is_told_what_concerns_them(plan: Plan, tmp_path: Path) -> None:
    scenario = tmp_path / "small.toml"
    scenario.write_text(YEAR)
    plan(scenario, "--out", "old")
    talk = (
        YEAR[YEAR.index("[requests.talk]") :].replace('"AM"', '"PM"').replace('["ann"]', '["bob"]')
    )
    scenario.write_text(YEAR[: YEAR.index("[requests.visit]")] + talk + "on = 2025-11-19\n")
    plan(scenario, "--out", "new")
    ran = plan("diff", "old", "new")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == EXPECTED
    told = json.loads(plan("diff", "old", "new", "--json").out)
    assert [one["id"] for one in told["changes"]] == ["visit", "talk"]
    assert told["lines"][0]["new"] == {"planned": "1", "unplanned": "3", "amount": "250.00"}
    assert plan("diff", "old", "old").out == "Nothing has changed.\n"


def test_what_has_been_published_since_is_counted(plan: Plan, tmp_path: Path) -> None:
    scenario = tmp_path / "small.toml"
    scenario.write_text(YEAR)
    plan(scenario, "--out", "old")
    copytree(tmp_path / "old", tmp_path / "new")
    assert plan("publish", scenario, "--out", "new", "--until", "2025-10-31").code == 0
    assert plan("diff", "old", "new").out == "A small year: no date changed; 1 published\n"
    assert json.loads(plan("diff", "old", "new", "--json").out)["published"] == ["visit"]
    assert plan("diff", "new", "new").out == "Nothing has changed.\n"


def test_two_plans_of_one_engagement_are_wanted(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small, "--out", "one")
    assert "there is no plan" in plan("diff", "one", "two").err
    (tmp_path / "other.toml").write_text(YEAR.replace('"small"', '"other"'))
    plan("other.toml", "--out", "two")
    ran = plan("diff", "one", "two")
    assert ran.code == 2
    assert "is a plan of 'other', and one of 'small'" in ran.err
