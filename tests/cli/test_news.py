"""`--closed`, `--absent`, `--need`: what news would change, and what saving it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import SMALL, Plan, contents


def sessions(tmp_path: Path) -> dict[str, dict[str, Any]]:
    record = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    return {one["id"]: one for one in record["sessions"]}


def test_news_is_shown_and_not_written(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    plan("publish", small)
    before, day = contents(tmp_path), sessions(tmp_path)["visit/1"]["start"][:10]
    ran = plan(small, "--closed", day)
    assert (ran.code, ran.err) == (0, "")
    assert contents(tmp_path) == before
    assert ran.out.startswith("A small year: 1 moved\n\nFor Grade 1 team\n  moved: Grade 1 team")
    assert ran.out.count("\nFor ") == 3
    shown = json.loads(plan(small, "--closed", day, "--json").out)
    (change,) = shown["changes"]
    assert (change["id"], change["kinds"], change["published"]) == ("visit/1", ["moved"], True)
    assert change["old"]["parts"][0]["start"].startswith(day)
    assert contents(tmp_path) == before


def test_saved_news_is_in_the_scenario_and_the_plan(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    ran = plan(
        *(small, "--absent", "coach", "2025-10-01/2025-10-14", "--closed", "2025-10-20:school"),
        *("--closed", "2025-10-21 PM", "--need", "visit/2", "after 2025-10-27", "--save"),
    )
    assert (ran.code, ran.err) == (0, "")
    text = small.read_text()
    assert 'leave = ["2025-10-01/2025-10-14"]' in text
    assert "closed = [2025-10-20]" in text
    assert 'closed = ["2025-10-21 PM"]' in text
    assert '[sessions."visit/2"]\nwindow = "2025-10-28/2025-10-31"' in text
    assert "A small year: 2 moved" in ran.out
    starts = [one["start"] for one in sessions(tmp_path).values()]
    assert starts[0] > "2025-10-15"
    assert starts[1] > "2025-10-28"
    assert plan("verify", small).code == 0
    again = contents(tmp_path)
    assert plan(small).code == 0
    assert contents(tmp_path) == again


@pytest.mark.parametrize(
    ("when", "window"),
    [
        ("before 2025-10-10", '"2025-10-01/2025-10-09"'),
        ("on 2025-10-10", "2025-10-10"),
        ("2025-10-06/2025-10-10", '"2025-10-06/2025-10-10"'),
        ("after 2025-11-10", '"2025-11-11/2025-12-31"'),
    ],
)
def test_when_a_session_is_needed(plan: Plan, small: Path, when: str, window: str) -> None:
    small.write_text(SMALL.replace("count    = 2\n", ""))
    assert plan(small, "--need", "visit", when, "--save").code == 0
    assert f"[sessions.visit]\nwindow = {window}\n" in small.read_text()


def test_all_that_is_wrong_is_said_at_once(plan: Plan, small: Path, tmp_path: Path) -> None:
    ran = plan(
        *(small, "--closed", "2025-13-01", "--closed", "2025-10-06:schol", "--save"),
        *("--absent", "coahc", "2025-10-06", "--need", "visit/1", "soon"),
    )
    assert ran.code == 2
    for said in (
        "there is no month 13",
        "there is no site 'schol'\n  hint: did you mean 'school'?",
        "there is no facilitator 'coahc'\n  hint: did you mean 'coach'?",
        "'soon' is not after D, before D, on D",
    ):
        assert said in ran.err
    assert contents(tmp_path) == {"small.toml": SMALL.encode()}


def test_a_dry_run_exits_as_the_plan_would(plan: Plan, small: Path, tmp_path: Path) -> None:
    ran = plan(small, "--absent", "coach", "2025-10-01/2025-10-31")
    assert ran.code == 1
    assert not (tmp_path / "out").exists()


def test_a_dry_run_says_what_would_find_no_place_and_why(plan: Plan, small: Path) -> None:
    plan(small)
    ran = plan(small, "--absent", "coach", "2025-10-01/2025-10-31")
    assert ran.code == 1
    assert ran.out.startswith("NOT PLACED: 2 promised sessions\n  Coaching: visit/1, visit/2\n    ")
    assert "too few" in ran.out[: ran.out.index("\n\n")]
    assert "\n\nA small year: 2 withdrawn\n" in ran.out


def test_at_exit_2_neither_is_written(plan: Plan, small: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "small").write_text("in the way")
    assert plan(small, "--closed", "2025-10-20", "--save").code == 2
    assert small.read_text() == SMALL
    assert plan(small, "--save").code == 2


def test_news_goes_into_the_file_that_has_what_it_is_of(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    """A pool of facilitators that several scenarios share, and a calendar begun in both files."""
    head, rest = SMALL.split("[facilitators.coach]", 1)
    pool = tmp_path / "pool.toml"
    pool.write_bytes(
        b'# the pool\r\n[facilitators.coach]\r\ntitle = "Coach"\r\n\r\n'
        b"[calendar]\r\nclosed = [2025-10-02]\r\n"
    )
    small.write_text('include = "pool.toml"\n' + head + rest.replace('title = "Coach"\n', "", 1))
    own, news = small.read_text(), ("--absent", "coach", "2025-10-06", "--closed", "2025-10-20")
    assert plan(small, *news).code == 0
    assert b"leave" not in pool.read_bytes()
    assert plan(small, *news, "--save").code == 0
    assert small.read_text() == own
    assert pool.read_bytes() == (
        b'# the pool\r\n[facilitators.coach]\r\ntitle = "Coach"\r\nleave = [2025-10-06]\r\n\r\n'
        b"[calendar]\r\nclosed = [2025-10-02, 2025-10-20]\r\n"
    )
    ran = plan(small, "--need", "visit/2", "after 2025-10-08", "--closed", "2025-10-21", "--save")
    assert (ran.code, ran.err) == (0, "")
    assert '[sessions."visit/2"]' in small.read_text()
    assert b"2025-10-21]" in pool.read_bytes()
    assert plan("verify", small).code == 0


def test_what_has_a_mark_is_needed_on_no_other_date(plan: Plan, small: Path) -> None:
    plan(small)
    assert plan("mark", small, "visit/1", "missed", "--on", "2025-10-07").code == 0
    assert plan("mark", small, "visit/2", "delivered", "--on", "2025-10-09").code == 0
    ran = plan(small, "--need", "visit/1", "on 2025-10-14", "--need", "visit/2", "on 2025-10-14")
    assert ran.code == 2
    assert ran.err == (
        "--need: 'visit/1' is missed on 2025-10-07, and keeps its date\n"
        "  hint: what makes up for it is visit/1+1\n"
        "--need: 'visit/2' is delivered on 2025-10-09, and keeps its date\n"
    )


def test_news_of_what_has_been_says_that_it_is_taken_as_held(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    day, clock = sessions(tmp_path)["visit/1"]["start"].split("T")
    other = "PM" if clock < "12" else "AM"
    later = ("--today", "2025-10-20")
    told = (
        "warning: the news is of visit/1, before today and so taken as held; if it was not: "
        f"plan mark {small} visit/1 missed\n"
    )
    assert plan(small, *later, "--closed", day).err == told
    assert plan(small, *later, "--closed", f"{day}:school").err == told
    assert plan(small, *later, "--absent", "coach", f"2025-09-01/{day}").err == told
    assert plan(small, *later, "--closed", f"{day} {other}").err == ""
    ran = plan(small, *later, "--need", "visit/1", "after 2025-10-21", "--save")
    assert ran.code == 2
    assert ran.err == (
        f"--need: 'visit/1' was on {day}, before today, and stays there\n"
        f"  hint: if it was not held: plan mark {small} visit/1 missed\n"
    )
    assert plan("mark", small, "visit/1", "delivered").code == 0
    assert plan(small, *later, "--closed", day).err == ""
