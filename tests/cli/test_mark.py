"""`plan mark`: one entry in the scenario, and not another byte of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from command import SMALL, Plan

TERMS = """
[contract]
total = 2_000
[contract.lines.coaching]
coach_days = 2
rate = 1_000
[billing]
cancelled = "charge"
notice = "2 weeks"
"""


def test_writes_status_and_planned_date_and_nothing_else(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    small.write_text(f"# our year\n{SMALL}   # two visits\n")
    small.chmod(0o640)
    before = small.read_text()
    plan(small)
    record = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    day = record["sessions"][0]["start"][:10]
    ran = plan("mark", small, "visit/1", "missed", "--note", 'snow, "much"', "--today", day)
    assert (ran.code, ran.err) == (0, "")
    assert f"visit/1 missed on {day}; visit/1+1 is promised" in ran.out
    added = f'[sessions."visit/1"]\non = {day}\nstatus = "missed"\nnote = "snow, \\"much\\""\n'
    assert small.read_text().strip() == f"{before}\n{added}".strip()
    assert small.stat().st_mode & 0o777 == 0o640
    assert plan("mark", small, "visit/1", "delivered").code == 0
    assert 'status = "delivered"' in small.read_text()
    assert small.read_text().startswith(before)
    assert plan(small).code == 0
    assert plan("verify", small).code == 0


def test_what_lies_ahead_is_marked_with_a_word_on_today(plan: Plan, small: Path) -> None:
    """A file may say for a whole year that today is 1 September."""
    for status in ("missed", "delivered"):
        ran = plan("mark", small, "visit/1", status, "--on", "2025-10-07")
        assert ran.code == 0
        assert f"today is 2025-09-01, before visit/1, {status} on 2025-10-07; the true" in ran.err
        day = "2025-10-07"
        assert plan("mark", small, "visit/1", status, "--on", day, "--today", day).err == ""
    assert plan("mark", small, "visit/1", "confirmed", "--on", "2025-10-07").err == ""


def test_the_summary_shows_a_note_beside_what_became_of_a_session(plan: Plan, small: Path) -> None:
    plan(small)
    plan("mark", small, "visit/1", "missed", "--note", "Snow, ice")
    told = plan(small).out
    assert re.search(r"made up for by visit/1\+1 on .* 2025 \(Snow, ice\)\n", told)


def test_a_session_without_a_date_needs_one(plan: Plan, small: Path) -> None:
    ran = plan("mark", small, "visit/1", "delivered")
    assert ran.code == 2
    assert "has no date in the plan" in ran.err
    assert "--on DATE" in ran.err
    assert small.read_text() == SMALL
    assert plan("mark", small, "visit/1", "delivered", "--on", "2025-10-06").code == 0


def test_where_notice_counts_the_day_of_cancelling_is_written(plan: Plan, small: Path) -> None:
    small.write_text(SMALL + 'on = [2025-10-06, 2025-10-07]\nline = "coaching"\n' + TERMS)
    plan(small)
    ran = plan("mark", small, "visit/1", "cancelled")
    said = "small.toml: visit/1, planned for 2025-10-06, cancelled on 2025-09-01; to plan with it"
    assert ran.out.startswith(said)
    typed = ("--cancelled-on", "2025-10-01")
    assert plan("mark", small, "visit/2", "cancelled", *typed).code == 0
    assert 'status = "cancelled"\ncancelled_on = 2025-09-01\n' in small.read_text()
    assert 'status = "cancelled"\ncancelled_on = 2025-10-01\n' in small.read_text()
    told = plan(small).out
    assert "visit/1: cancelled, Mon 6 Oct 2025\n" in told
    assert "visit/2: cancelled, Tue 7 Oct 2025, charged all the same\n" in told


def test_the_day_of_cancelling_is_never_before_the_plan(plan: Plan, small: Path) -> None:
    """The file still says 1 September; the plan was last changed on 30 September."""
    small.write_text(SMALL + 'on = [2025-10-06, 2025-10-07]\nline = "coaching"\n' + TERMS)
    plan(small)
    plan("publish", small, "--today", "2025-09-30")
    assert "cancelled on 2025-09-30" in plan("mark", small, "visit/1", "cancelled").out
    assert "visit/1: cancelled, Mon 6 Oct 2025, charged all the same\n" in plan(small).out


def test_what_was_cancelled_and_is_not_loses_its_day_of_cancelling(plan: Plan, small: Path) -> None:
    plan(small)
    assert plan("mark", small, "visit/1", "cancelled", "--cancelled-on", "2025-09-01").code == 0
    assert "cancelled_on = 2025-09-01\n" in small.read_text()
    assert plan("mark", small, "visit/1", "missed", "--note", "Snow").code == 0
    assert "cancelled_on" not in small.read_text()
    assert 'status = "missed"\nnote = "Snow"\n' in small.read_text()


def test_names_are_checked(plan: Plan, small: Path) -> None:
    ran = plan("mark", small, "visit/3", "missed")
    assert ran.code == 2
    assert "there is no session 'visit/3'" in ran.err
    assert "did you mean 'visit/" in ran.err
    ran = plan("mark", small, "visit/1", "lost")
    assert ran.code == 2
    assert "Invalid value for 'STATUS': 'lost' is not one of 'confirmed'" in ran.err
    assert "hint: see plan mark --help" in ran.err
    assert small.read_text() == SMALL


def test_what_the_scenario_could_not_hold_is_not_written(plan: Plan, small: Path) -> None:
    ran = plan("mark", small, "visit/1", "delivered", "--on", "2027-01-01")
    assert ran.code == 2
    assert ran.err.startswith(
        'small.toml: sessions."visit/1".on: 2027-01-01 lies outside the contr'
    )
    assert small.read_text() == SMALL
