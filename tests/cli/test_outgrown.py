"""A line that delivery put over: it is said first, and planning again promises what is left."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from command import SMALL, Plan

TWO_LEFT = f"""{SMALL}
line     = "coaching"

[requests.later]
title    = "Coaching, later"
audience = "team"
window   = "2025-11"
line     = "coaching"

[contract]
state  = "signed"
client = "Springfield"
total  = 2_700

[contract.lines.coaching]
title      = "Coaching"
coach_days = 1.5
rate       = 1_800
"""
"""Three half-days that use up 1.5 coach-days: two in October, one in November."""


@pytest.fixture
def october(tmp_path: Path, small: Path, plan: Plan) -> Path:
    """Return the sheet of October, in which one session lasted all day."""
    small.write_text(TWO_LEFT)
    assert plan(small).code == 0
    assert plan("log", small, "--month", "2025-10").code == 0
    sheet = tmp_path / "out" / "small" / "delivery-2025-10.csv"
    rows = list(csv.DictReader(sheet.read_text().splitlines()))
    rows[0] |= {"start": "08:30", "end": "15:30"}
    with sheet.open("w") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sheet


def test_a_line_that_delivery_put_over_pays_for_less_when_planned_again(
    small: Path, october: Path, plan: Plan
) -> None:
    read = plan("budget", small, "--delivered", october, "--today", "2025-11-02")
    assert read.code == 1
    assert read.out.startswith("OVER THE CONTRACT: 1 line\n")
    assert "the contract no longer pays for all that is still to come; plan again" in read.err
    again = plan(small, "--today", "2025-11-02")
    assert again.code == 1
    assert again.out.startswith("NOT PLACED: 1 promised session\n  Coaching, later: later\n")
    assert "line coaching holds 1.5 coach-days, and 2.0 are used or promised on it" in again.err
    total = json.loads(plan("budget", small, "--json").out)["total"]
    assert (total["delivered"], total["unplanned"]) == ("2700.00", "0.00")
    assert plan("verify", small).code == 0


def test_until_then_the_plan_stands_as_it_is_for_everything_else(
    small: Path, october: Path, plan: Plan
) -> None:
    plan("budget", small, "--delivered", october, "--today", "2025-11-02")
    assert plan("publish", small, "--today", "2025-11-02").code == 0
    assert plan("log", small, "--month", "2025-11").code == 0
    found = plan("verify", small)
    assert found.code == 1
    assert "line coaching is charged 4 of 3" in found.out
    assert plan("budget", small, "--close", "2025-10", "--today", "2025-11-02").code == 1
