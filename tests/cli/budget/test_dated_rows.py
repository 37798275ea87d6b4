"""A contract that charges dates: rows of one date corrected apart, and sheets written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import SMALL, Plan, ran
from months import changed, figures, log_of, row, rows_of

DATED = f"""{SMALL.replace("count    = 2", "").replace('"2025-10"', "2025-10-06")}
half     = "AM"
line     = "coaching"

[requests.plc]
title    = "Learning community"
audience = "team"
window   = 2025-10-06
half     = "PM"
line     = "plc"

[contract]
state  = "signed"
client = "Springfield"
total  = 7_200

[contract.lines.coaching]
title      = "Coaching"
coach_days = 2
rate       = 1_800

[contract.lines.plc]
title      = "Learning communities"
coach_days = 2
rate       = 1_800

[billing]
round           = 0.25
on_site_minimum = 1.0
day_cap         = 1.0
"""
"""Half a day of each of two lines on one date, which charges a coach-day, no less and no more."""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the scenario is planned, and October written."""
    folder = tmp_path_factory.mktemp("dated")
    (folder / "small.toml").write_text(DATED)
    for arguments in ("small.toml", "--quiet"), ("log", "small.toml", "--month", "2025-10"):
        done = ran(folder, *arguments)
        assert done.code == 0, done.err
    return folder


@pytest.fixture
def year(dated: Path, tmp_path: Path) -> Path:
    """Return the path of the scenario in a copy of that folder."""
    shutil.copytree(dated, tmp_path, dirs_exist_ok=True)
    return tmp_path / "small.toml"


def last_charges(year: Path) -> dict[str, str]:
    return {one["session"]: one["quantity"] for one in log_of(year)}


def test_a_row_handed_in_alone_tells_of_the_other_that_it_changes(
    year: Path, october: Path, plan: Plan
) -> None:
    rows = rows_of(october)
    alone = [year.with_name(f"{n}.csv") for n in range(2)]
    for n, path in enumerate(alone):
        path.write_bytes(october.read_bytes())
        changed(path, lambda found, keep=n: found.__setitem__(slice(None), [found[keep]]))
    assert [one["session"] for one in rows] == ["visit", "plc"]
    plan("budget", year, "--delivered", alone[1])
    assert last_charges(year) == {"plc": "1.0"}
    told = plan("budget", year, "--delivered", alone[0]).out
    assert "Read: 1 as planned; 1 more charged anew with its date" in told
    assert "plc, charged anew with its date: Mon 6 Oct 2025, coach, 0.5 coach-days, $900.00" in told
    assert "instead of 1.0 coach-days, $1,800.00" in " ".join(told.split())
    assert last_charges(year) == {"plc": "0.5", "visit": "0.5"}
    log = year.with_name("small.log.csv").read_bytes()
    for path in (october, *alone):
        assert "charged anew" not in plan("budget", year, "--delivered", path).out
    assert year.with_name("small.log.csv").read_bytes() == log
    assert plan("verify", year).code == 0


def test_a_sheet_written_anew_after_a_correction_may_be_corrected_again(
    year: Path, october: Path, plan: Plan
) -> None:
    """It is filled in with what the terms came to, which nobody has agreed on."""
    changed(october, row(1, end="14:00"))
    plan("budget", year, "--delivered", october)
    assert last_charges(year) == {"visit": "0.75", "plc": "0.25"}
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    assert [one["quantity"] for one in rows_of(october)] == ["0.75", "0.25"]
    changed(october, row(1, end="15:30", status="as planned"))
    told = plan("budget", year, "--delivered", october).out
    assert "1 more charged anew with its date" in told
    assert last_charges(year) == {"visit": "0.5", "plc": "0.5"}
    assert "Read: 2 known before" in plan("budget", year, "--delivered", october).out
    assert figures(plan, year)["delivered"] == "1800.00"


def test_a_charge_that_was_agreed_is_kept_and_known_in_a_sheet_written_anew(
    year: Path, october: Path, plan: Plan
) -> None:
    changed(october, row(0, amount="700.00"))
    plan("budget", year, "--delivered", october)
    assert [one["status"] for one in log_of(year)] == ["as planned, charge agreed", "as planned"]
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    assert "Read: 2 known before" in plan("budget", year, "--delivered", october).out
    changed(october, row(1, end="14:00"))
    assert "charged anew" not in plan("budget", year, "--delivered", october).out
    assert [one["amount"] for one in log_of(year)] == ["700.00", "900.00", "450.00"]
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    changed(october, row(0, quantity="", amount=""))
    plan("budget", year, "--delivered", october)
    assert last_charges(year) == {"visit": "0.75", "plc": "0.25"}
    assert log_of(year)[-1]["status"] == "as planned"


def test_what_may_be_filled_in_or_agreed_is_asked(year: Path, october: Path, plan: Plan) -> None:
    """The planned price beside the days of the log is neither the one nor the other."""
    changed(october, row(1, end="14:00"))
    plan("budget", year, "--delivered", october)
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    changed(october, row(0, amount="900.00"))
    ran = plan("budget", year, "--delivered", october)
    assert "900.00 is not what 0.75 coach-days cost, 1,350.00" in ran.err
