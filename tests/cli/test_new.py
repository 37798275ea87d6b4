"""`plan new`: what it writes plans, and nothing that is there is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import Plan, contents


def test_plans_as_it_is(plan: Plan) -> None:
    ran = plan("new")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "my-year.toml: a small year to begin with; to plan it: plan my-year.toml\n"
    assert (plan("check", "my-year.toml").code, plan("check", "my-year.toml").err) == (0, "")
    planned = plan("my-year.toml", "--json")
    assert (planned.code, planned.err) == (0, "")
    year = json.loads(planned.out)
    assert (year["engagement"], len(year["sessions"]), year["unplaced"]) == ("my-year", 12, [])
    assert all(goal["value"] == goal["bound"] for goal in year["goals"])
    assert plan("verify", "my-year.toml").code == 0


def test_its_comments_line_up(plan: Plan, tmp_path: Path) -> None:
    plan("new", "district-9.toml")
    lines = (tmp_path / "district-9.toml").read_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert sum("#" in line for line in lines) > 10


def test_never_overwrites(plan: Plan, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("what I wrote")
    ran = plan("new", "mine.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "mine.toml: is there already, and stays as it is\n  hint: give another name\n"
    assert mine.read_text() == "what I wrote"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("My Year.toml", "'My Year' is to be the engagement's id"),
        ("year.txt", "does not end in .toml\n  hint: write year.txt.toml"),
        ("nowhere/year.toml", "cannot be written: No such file or directory"),
    ],
)
def test_a_name_that_cannot_be(plan: Plan, tmp_path: Path, name: str, said: str) -> None:
    ran = plan("new", name)
    assert ran.code == 2
    assert said in ran.err
    assert contents(tmp_path) == {}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_link_is_not_followed(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert plan("new", "link.toml").code == 2
    assert not (tmp_path / "elsewhere.toml").exists()


@pytest.mark.parametrize("sheet", ["my-year.xlsx", "requests.csv"])
def test_a_sheet_states_the_same_year(plan: Plan, tmp_path: Path, sheet: str) -> None:
    ran = plan("new", "--sheet", sheet)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (f"{sheet}: the requests of my-year.toml; to plan them: plan my-year.toml\n")
    planned = plan("my-year.toml", "--json")
    assert (planned.code, planned.err) == (0, "")
    (tmp_path / "my-year.toml").unlink()
    plan("new")
    assert plan("my-year.toml", "--json").out == planned.out
    assert "[requests" in (tmp_path / "my-year.toml").read_text()


@pytest.mark.skipif(os.name == "nt", reason="no quotes in names of files here")
def test_a_sheet_may_have_any_name(plan: Plan) -> None:
    assert plan("new", "--sheet", 'the "plan".csv').code == 0
    assert plan("check", "my-year.toml").code == 0


def test_a_sheet_without_a_name_lies_beside_its_scenario(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "years").mkdir()
    ran = plan("new", "years/one.toml", "--sheet")
    assert (ran.code, ran.err) == (0, "")
    assert contents(tmp_path).keys() == {"years/one.toml", "years/requests.xlsx"}
    assert plan("check", "years/one.toml").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.toml", "--sheet", "a.ods"), "a.ods: does not end in .csv or .xlsx"),
        (("--sheet", "a.toml"), "hint: write plan new a.toml --sheet"),
        (("--sheet", "mine.csv"), "mine.csv: is there already, and stays as it is"),
        (("--sheet", "nowhere/a.csv"), "nowhere/a.csv: cannot be written: No such file"),
    ],
)
def test_a_scenario_and_its_sheet_are_written_both_or_neither(
    plan: Plan, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    ran = plan("new", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert contents(tmp_path) == {"mine.csv": b"mine"}


def test_help_says_that_nothing_is_lost(plan: Plan) -> None:
    ran = plan("new", "--help")
    assert ran.code == 0
    assert "stays as it is" in ran.out
