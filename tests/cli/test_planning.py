"""`plan SCENARIO`: what is printed, what is written, and what the shell is answered."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command import DISTRICT_34, SMALL, Plan, contents


def test_district_34_writes_every_file_and_tells_it(plan: Plan, tmp_path: Path) -> None:
    ran = plan(DISTRICT_34)
    assert (ran.code, ran.err) == (0, "")
    assert "18 of 18 sessions placed · every goal proven optimal" in ran.out
    assert "$16,200.00" in ran.out
    written = contents(tmp_path / "out" / "district-34")
    assert {"plan.json", "budget.csv", "report.html", "calendars/all.ics"} <= written.keys()
    assert {f"calendars/facilitators/coach-{one}.ics" for one in "ab"} <= written.keys()
    assert {"calendars/audiences/GK.ics", "calendars/sites/winfield.ics"} <= written.keys()
    assert plan("verify", DISTRICT_34).code == 0


def test_two_runs_from_nothing_are_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    plan(DISTRICT_34, "--out", "one", "--quiet")
    plan("--quiet", "--out", "two", DISTRICT_34)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_planning_again_on_any_day_changes_no_byte(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    before = contents(tmp_path / "out" / "small")
    for options in ((), ("--today", "2025-12-24"), ("--seed", "7"), ("--time-limit", "9")):
        assert plan(small, *options).code == 0
        assert contents(tmp_path / "out" / "small") == before


def test_missing_files_are_made_again_byte_for_byte(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    folder = tmp_path / "out" / "small"
    before = contents(folder)
    (folder / "budget.csv").unlink()
    (folder / "calendars" / "all.ics").unlink()
    plan(small)
    assert contents(folder) == before


def test_files_of_others_stay(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    note = tmp_path / "out" / "small" / "note.txt"
    note.write_text("ask about room 4")
    small.write_text(SMALL.replace("count    = 2", "count    = 3"))
    assert plan(small).code == 0
    assert note.read_text() == "ask about room 4"


def test_json_is_the_text_of_plan_json(plan: Plan, small: Path, tmp_path: Path) -> None:
    for _ in range(2):
        ran = plan(small, "--json")
        assert ran.out == (tmp_path / "out" / "small" / "plan.json").read_text()
    assert len(json.loads(ran.out)["goals"]) == 11


def test_quiet_says_nothing(plan: Plan, small: Path) -> None:
    ran = plan(small, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_something_promised_that_does_not_fit_is_said_first(plan: Plan, small: Path) -> None:
    small.write_text(SMALL + 'on = "2025-10-03"\n')
    ran = plan(small)
    assert ran.code == 1
    assert ran.out.startswith("NOT PLACED: 1 promised session")
    assert plan(small).code == 1


def test_cycles_are_placed_although_the_kickoff_is_not(plan: Plan, tmp_path: Path) -> None:
    closed = DISTRICT_34.read_text().replace(
        "[calendar]", '[calendar]\nclosed = ["2025-10-01/2025-10-31"]'
    )
    scenario = tmp_path / "scenarios" / "district-34.toml"
    scenario.parent.mkdir()
    scenario.write_text(closed)
    (tmp_path / "calendars").symlink_to(DISTRICT_34.parents[1] / "calendars")
    ran = plan(scenario)
    assert ran.code == 1
    assert "of 62 starts in its window 2025-10-01/2025-10-31: 62 on a day" in ran.out
    record = json.loads((tmp_path / "out" / "district-34" / "plan.json").read_text())
    assert [one["id"] for one in record["unplaced"]] == ["kickoff"]
    assert len(record["sessions"]) == 17


def test_a_changed_scenario_moves_as_little_as_it_can(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    before = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    small.write_text(SMALL.replace('title    = "Coaching"', 'title    = "Coaching visit"'))
    plan(small, "--today", "2025-09-15")
    after = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    places = [[(one["id"], one["parts"]) for one in year["sessions"]] for year in (before, after)]
    assert places[0] == places[1]
    assert {one["sequence"] for one in after["sessions"]} == {1}
    assert {one["revised"] for one in after["sessions"]} == {"2025-09-15"}


def test_today_is_never_before_the_last_change(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small, "--today", "2025-09-15")
    small.write_text(SMALL.replace("count    = 2", "count    = 3"))
    ran = plan(small, "--today", "2025-09-01")
    assert "planning as of 2025-09-15" in ran.err
    record = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    assert {one["revised"] for one in record["sessions"]} == {"2025-09-15"}


def test_history_stays(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    file = tmp_path / "out" / "small" / "plan.json"
    first = json.loads(file.read_text())["sessions"][0]
    small.write_text(SMALL.replace('"2025-10"', '"2025-10-20/2025-10-31"'))
    assert plan(small, "--today", "2025-10-12").code == 0
    assert json.loads(file.read_text())["sessions"][0]["parts"] == first["parts"]
    small.write_text(SMALL.replace("requests.visit", "requests.other"))
    ran = plan(small, "--today", "2025-10-12")
    assert ran.code == 2
    assert "'visit/1' took place on 2025-10-0" in ran.err


def test_a_damaged_record_is_refused_and_kept_by_fresh(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    folder = tmp_path / "out" / "small"
    whole = contents(folder)
    damaged = whole["plan.json"][:500]
    (folder / "plan.json").write_bytes(damaged)
    ran = plan(small)
    assert ran.code == 2
    assert "--fresh" in ran.err
    assert (folder / "plan.json").read_bytes() == damaged
    ran = plan(small, "--fresh")
    assert ran.code == 0
    assert "kept as plan.json.unusable; 2 sessions were found again" in ran.err
    assert (folder / "plan.json.unusable").read_bytes() == damaged
    sessions = json.loads((folder / "plan.json").read_text())["sessions"]
    assert [one["sequence"] for one in sessions] == [1, 1]
    assert plan("verify", small).code == 0


def test_no_plan_in_time_writes_nothing(plan: Plan, small: Path, tmp_path: Path) -> None:
    ran = plan(small, "--time-limit", "0.01")
    assert ran.code == 2
    assert "no plan within 0.01 seconds" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_something_else_is_refused(plan: Plan, small: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"1")
    assert plan(small, "--out", "photos").code == 2
    plan(small, "--out", "other")
    small.write_text(SMALL.replace('id       = "small"', 'id       = "large"'))
    assert plan(small, "--out", "other").code == 2


def test_a_folder_that_cannot_be_written_is_said_before_solving(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    ran = plan(small, "--out", "file/out", "--dump-models", "models")
    assert ran.code == 2
    assert "a file stands where a folder is needed" in ran.err
    assert not (tmp_path / "models").exists()


def test_models_are_dumped_with_their_parameters(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small, "--dump-models", "models")
    names = {path.name for path in (tmp_path / "models").iterdir()}
    assert "01-unplaced.model.txt" in names
    assert "01-unplaced.parameters.txt" in names


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("chekc", "small.toml"), "did you mean 'check'?"),
        (("smal.toml",), "did you mean 'small.toml'?"),
        (("--fresh", "smal.toml"), "did you mean 'small.toml'?"),
        (("small.toml", "--impove"), "Did you mean '--improve'?"),
        (("small.toml", "--today", "2025-02-30"), "is not a date such as"),
    ],
)
def test_what_is_meant_is_guessed(
    plan: Plan, small: Path, arguments: tuple[str, ...], hint: str
) -> None:
    assert small.exists()
    ran = plan(*arguments)
    assert ran.code == 2
    assert hint in ran.err


def test_ctrl_c_before_there_is_a_plan_writes_nothing(small: Path, tmp_path: Path) -> None:
    interrupted = (
        "import _thread, signal, sys; from planner.reading import scenario;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "scenario._today = lambda *_: _thread.interrupt_main();"
        "from planner.cli import main; main(sys.argv[1:])"
    )
    small.write_text(SMALL.replace("today    = 2025-09-01", ""))
    done = subprocess.run(
        [sys.executable, "-c", interrupted, "small.toml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_page_that_somebody_edited_is_found(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    page = tmp_path / "out" / "small" / "report.html"
    page.write_bytes(page.read_bytes().replace(b"Coach", b"Nobody", 1))
    ran = plan("verify", small)
    assert ran.code == 1
    assert "report.html: is not what the plan says" in ran.out
