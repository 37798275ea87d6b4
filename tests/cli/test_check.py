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
