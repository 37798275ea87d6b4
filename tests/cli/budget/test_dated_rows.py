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
facilitators = ["coach"]

[requests.plc]
title    = "Learning community"
audience = "team"
window   = 2025-10-06
half     = "PM"
line     = "plc"
facilitators = ["coach"]

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


def alone(sheet: Path, number: int) -> Path:
    """Return a sheet that has one row of another."""
    path = sheet.with_name(f"alone-{number}.csv")
    path.write_bytes(sheet.read_bytes())
    return changed(path, lambda rows: rows.__setitem__(slice(None), [rows[number]]))


def test_a_row_handed_in_alone_tells_of_the_other_that_it_changes(
    year: Path, october: Path, plan: Plan
) -> None:
    assert [one["session"] for one in rows_of(october)] == ["visit", "plc"]
    apart = [alone(october, number) for number in range(2)]
    plan("budget", year, "--delivered", apart[1])
    assert last_charges(year) == {"plc": "1.0"}
    told = plan("budget", year, "--delivered", apart[0]).out
    assert "Read: 1 as planned; 1 more charged anew with its date" in told
    assert "plc, charged anew with its date: Mon 6 Oct 2025, coach, 0.5 coach-days, $900.00" in told
    assert "instead of 1.0 coach-days, $1,800.00" in " ".join(told.split())
    assert last_charges(year) == {"plc": "0.5", "visit": "0.5"}
    log = year.with_name("small.log.csv").read_bytes()
    for path in (october, *apart):
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
    told = plan("budget", year, "--delivered", october).out
    assert (
        "visit, as planned, charge agreed: Mon 6 Oct 2025, coach, 0.5 coach-days, $700.00" in told
    )
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


def test_an_agreed_price_of_what_was_shorter_is_known_in_a_sheet_written_anew(
    year: Path, october: Path, plan: Plan
) -> None:
    changed(october, row(1, end="14:00", amount="700.00"))
    plan("budget", year, "--delivered", october)
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    assert rows_of(october)[1]["quantity"] == "0.25"
    assert "Read: 2 known before" in plan("budget", year, "--delivered", october).out


def test_what_may_be_filled_in_or_agreed_is_asked(year: Path, october: Path, plan: Plan) -> None:
    """The planned price beside the days of the log is neither the one nor the other."""
    changed(october, row(1, end="14:00"))
    plan("budget", year, "--delivered", october)
    assert plan("log", year, "--month", "2025-10", "--overwrite").code == 0
    changed(october, row(0, amount="900.00"))
    ran = plan("budget", year, "--delivered", october)
    assert "900.00 is not what 0.75 coach-days cost, 1,350.00" in ran.err


LEAST = "on_site_minimum = 1.0"
WITH_OTHER = DATED.replace("[audiences]", '[facilitators.other]\ntitle = "Other"\n\n[audiences]')
IN_PAIRS = WITH_OTHER.replace('["coach"]', "2", 1)
"""Two lead the coaching together."""


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize(
    ("held", "charged"),
    [
        (("", "2025-10-06"), ["0.25", "0.25", "0.5"]),
        ((LEAST, "2025-10-07"), ["1.0", "1.0", "1.0"]),
    ],
)
def test_what_two_led_charges_the_same_though_each_hands_in_alone(
    small: Path, plan: Plan, order: tuple[int, ...], held: tuple[str, str], charged: list[str]
) -> None:
    """Once the first has, the plan follows; what it had of the others is what it had at first.

    An hour and a half is a quarter of a day, and one of the two has half a day of the other line.
    """
    least, day = held
    small.write_text(IN_PAIRS.replace(LEAST, least))
    assert plan(small).code == 0
    plan("log", small, "--month", "2025-10")
    sheet = small.parent / "out" / "small" / "delivery-2025-10.csv"
    assert [one["session"] for one in rows_of(sheet)] == ["visit", "visit", "plc"]
    for number in range(2):
        changed(sheet, row(number, date=day, end="10:00"))
    files = [alone(sheet, number) for number in range(3)]
    for number in order:
        assert plan("budget", small, "--delivered", files[number]).code == 0
    told = plan("budget", small, *(f"--delivered={file}" for file in files)).out
    assert "Read: 3 known before" in told
    assert plan("log", small, "--month", "2025-10", "--overwrite").code == 0
    found = {(one["session"], one["facilitator"]): one for one in rows_of(sheet)}
    rows = [found[one["session"], one["facilitator"]] for file in files for one in rows_of(file)]
    assert [one["quantity"] for one in rows] == charged
    assert {one["planned_date"] for one in rows} == {"2025-10-06"}
    assert not any("agreed" in one["status"] for one in log_of(small))
    assert plan("verify", small).code == 0


def test_a_sheet_written_anew_says_where_the_others_of_a_team_were(small: Path, plan: Plan) -> None:
    """It is filled in with where the plan has them now, and with what was planned at first."""
    small.write_text(IN_PAIRS)
    assert plan(small).code == 0
    plan("log", small, "--month", "2025-10")
    sheet = small.parent / "out" / "small" / "delivery-2025-10.csv"
    changed(sheet, row(0, date="2025-10-07", end="10:00"))
    plan("budget", small, "--delivered", alone(sheet, 0))
    assert plan("log", small, "--month", "2025-10", "--overwrite").code == 0
    found = {(one["session"], one["facilitator"]): one for one in rows_of(sheet)}
    other = found["visit", "other"]
    assert (other["planned_date"], other["date"]) == ("2025-10-06", "2025-10-07")
    assert (other["status"], other["quantity"]) == ("other date, shorter", "1.0")
    told = plan("budget", small, "--delivered", sheet).out
    assert "Read: 1 as planned; 1 other date, shorter; 1 known before" in told
    assert "charge agreed" not in {one["status"] for one in log_of(small)}


def test_what_was_planned_of_a_date_is_no_agreement_once_another_stood_in(
    small: Path, plan: Plan
) -> None:
    """Half a day was planned of a date that is now all the second line's."""
    small.write_text(WITH_OTHER)
    assert plan(small).code == 0
    plan("log", small, "--month", "2025-10")
    sheet = small.parent / "out" / "small" / "delivery-2025-10.csv"
    changed(sheet, row(0, facilitator="other"))
    for number in range(2):
        assert plan("budget", small, "--delivered", alone(sheet, number)).code == 0
    assert last_charges(small) == {"visit": "1.0", "plc": "1.0"}
    assert log_of(small)[1]["status"] == "as planned"
