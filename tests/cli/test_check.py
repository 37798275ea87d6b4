"""`plan check`: reads everything, names every mistake, writes nothing."""

from __future__ import annotations

from pathlib import Path

from command import DISTRICT_34, SMALL, Plan, contents


def test_says_what_a_sound_scenario_holds(plan: Plan, tmp_path: Path) -> None:
    ran = plan("check", DISTRICT_34)
    assert (ran.code, ran.err) == (0, "")
    assert "18 sessions" in ran.out
    assert contents(tmp_path) == {}


def test_names_every_mistake_at_once(plan: Plan, tmp_path: Path) -> None:
    wrong = SMALL.replace('"team"', '"teem"').replace('"2025-10"', '"2035-10"')
    (tmp_path / "wrong.toml").write_text(wrong)
    ran = plan("check", "wrong.toml")
    assert (ran.code, ran.out) == (2, "")
    assert "teem" in ran.err
    assert "2035-10" in ran.err
    assert list(contents(tmp_path)) == ["wrong.toml"]


TOO_SMALL = SMALL.replace('window   = "2025-10"', 'window   = 2025-10-01\nlength   = "full-day"')


def test_what_no_plan_can_keep_is_warned_of(plan: Plan, small: Path) -> None:
    small.write_text(TOO_SMALL)
    ran = plan("check", small)
    assert ran.code == 1
    assert "visit: 2 visits on different dates, in order, and 1 date on which" in ran.err
    assert ran.out.endswith("1 facilitator; 1 impossible\n")


def test_planning_warns_of_it_before_it_plans_around_it(plan: Plan, small: Path) -> None:
    small.write_text(TOO_SMALL)
    ran = plan(small)
    assert ran.code == 1
    assert ran.err.startswith("warning: visit: 2 visits on different dates")
    assert ran.out.startswith("NOT PLACED: 1 promised session")


def test_what_has_happened_needs_no_place(plan: Plan, small: Path) -> None:
    plan(small)
    small.write_text(SMALL.replace("today    = 2025-09-01", "today    = 2025-11-01"))
    assert plan("check", small, "--out", "elsewhere").code == 1
    assert (plan("check", small).code, plan("check", small).err) == (0, "")


def test_a_record_that_cannot_be_read_is_said(plan: Plan, small: Path, tmp_path: Path) -> None:
    record = tmp_path / "out" / "small" / "plan.json"
    record.parent.mkdir(parents=True)
    record.write_text("{")
    ran = plan("check", small)
    assert ran.code == 2
    assert "plan.json" in ran.err
