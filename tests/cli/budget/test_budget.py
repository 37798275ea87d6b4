"""`plan log` and `plan budget`: a month confirmed, corrected, struck, closed, and read again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import Plan, contents
from months import BILLED, changed, figures, log_of, row, rows_of

from planner.reading.sheet.xlsx_file import xlsx_rows


def test_a_month_is_filled_in_from_the_plan(billed: Path, october: Path) -> None:
    rows = rows_of(october)
    assert [(one["session"], one["status"]) for one in rows] == [
        ("visit/1", "as planned"),
        ("visit/2", "as planned"),
    ]
    assert {(one["quantity"], one["amount"]) for one in rows} == {("0.5", "900.00")}
    assert all(one["date"] == one["planned_date"] for one in rows)
    (header, *cells) = (
        list(cells) for _, cells in xlsx_rows(october.with_suffix(".xlsx").read_bytes())
    )
    assert [name for name in header if name] == list(rows[0])
    assert [
        str(cells[0][header.index(name)]) for name in ("session", "planned_date", "amount")
    ] == [
        rows[0]["session"],
        rows[0]["planned_date"],
        "900",
    ]
    assert billed.exists()


def test_a_month_without_sessions_has_its_header_alone(billed: Path, plan: Plan) -> None:
    ran = plan("log", billed, "--month", "2025-12")
    assert ran.code == 0
    sheet = billed.parent / "out" / "small" / "delivery-2025-12.csv"
    assert sheet.read_text().count("\n") == 1


def test_what_is_confirmed_as_planned_is_delivered(billed: Path, october: Path, plan: Plan) -> None:
    before = plan("budget", billed)
    assert before.code == 0
    assert "$0.00" in before.out
    ran = plan("budget", billed, "--delivered", october, "--today", "2025-11-03")
    assert (ran.code, ran.err) == (0, "")
    assert "Read: 2 as planned" in ran.out
    assert figures(plan, billed) == {
        "contracted": "3600.00",
        "planned": "1800.00",
        "delivered": "1800.00",
        "left": "1800.00",
    }
    assert [one["entered"] for one in log_of(billed)] == ["2025-11-03"] * 2
    assert plan("verify", billed).code == 0
    refused = plan("mark", billed, "visit/1", "missed")
    assert "visit/1 was delivered here, and is missed in [sessions]" in refused.err
    assert plan("publish", billed).code == 0
    assert plan("verify", billed).code == 0
    assert "Delivered" in plan(billed).out


def test_the_same_file_read_again_changes_nothing(
    billed: Path, october: Path, plan: Plan, tmp_path: Path
) -> None:
    changed(october, row(0, date="2025-10-07", facilitator="stand-in", note="=1+1 swapped"))
    assert plan("budget", billed, "--delivered", october).code == 0
    log, folder = billed.with_name("small.log.csv").read_bytes(), contents(tmp_path / "out")
    ran = plan("budget", billed, "--delivered", october, "--delivered", october)
    assert "Read: 2 known before" in ran.out
    assert billed.with_name("small.log.csv").read_bytes() == log
    assert contents(tmp_path / "out") == folder
    assert b"'=1+1 swapped" in log


def test_history_follows_the_log(billed: Path, october: Path, plan: Plan, tmp_path: Path) -> None:
    changed(october, row(0, date="2025-10-07", facilitator="stand-in", start="09:00", end="11:00"))
    ran = plan("budget", billed, "--delivered", october)
    assert "other date, other person, shorter" in ran.out
    record = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    (held,) = (one for one in record["sessions"] if one["id"] == "visit/1")
    assert held["start"] == "2025-10-07T09:00:00-05:00"
    assert held["facilitators"] == ["stand-in"]
    assert plan("verify", billed).code == 0
    assert plan(billed).code == 0
    again = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    assert again["sessions"] == record["sessions"]


def test_only_what_is_not_struck_counts(billed: Path, october: Path, plan: Plan) -> None:
    changed(october, row(0, status="struck"))
    assert "visit/1, struck" in plan("budget", billed, "--delivered", october).out
    assert figures(plan, billed)["delivered"] == "900.00"
    assert figures(plan, billed)["left"] == "2700.00"


@pytest.mark.parametrize("status", ["struck", "cancelled in time", "cancelled late"])
def test_what_was_held_after_all_charges_by_the_contract_again(
    billed: Path, october: Path, plan: Plan, status: str
) -> None:
    """The sheet shows that it charges nothing, and nobody has to write the charge again."""
    changed(october, row(0, status=status))
    plan("budget", billed, "--delivered", october)
    assert plan("log", billed, "--month", "2025-10", "--overwrite").code == 0
    first = rows_of(october)[0]
    assert (first["status"], first["quantity"], first["amount"]) == (status, "0.0", "0.00")
    changed(october, row(0, status="as planned"))
    plan("budget", billed, "--delivered", october)
    assert figures(plan, billed)["delivered"] == "1800.00"


def test_what_was_struck_after_another_charge_was_agreed_charges_nothing(
    billed: Path, october: Path, plan: Plan
) -> None:
    changed(october, row(0, amount="$700.00"))
    plan("budget", billed, "--delivered", october)
    assert figures(plan, billed)["delivered"] == "1600.00"
    changed(october, row(0, status="struck"))
    assert plan("budget", billed, "--delivered", october).code == 0
    assert figures(plan, billed)["delivered"] == "900.00"


def test_only_the_log_makes_money(billed: Path, plan: Plan) -> None:
    assert plan("mark", billed, "visit/1", "delivered").code == 0
    assert plan(billed).code == 0
    assert figures(plan, billed)["delivered"] == "0.00"


def test_a_closed_month_stays_as_signed(billed: Path, october: Path, plan: Plan) -> None:
    """What goes against it must be called a correction, and counts when it is entered."""
    plan("budget", billed, "--delivered", october, "--close", "2025-10", "--today", "2025-11-03")
    signed = log_of(billed)
    assert [one["status"] for one in signed] == ["as planned", "as planned", "closed"]
    assert "2 known before" in plan("budget", billed, "--delivered", october).out
    changed(october, row(1, status="struck"))
    refused = plan("budget", billed, "--delivered", october)
    assert refused.code == 2
    assert 'row 3, column "status": 2025-10 was closed on 2025-11-03' in refused.err
    assert 'write "correction: struck"' in refused.err
    assert log_of(billed) == signed
    changed(october, row(1, status="correction: struck"))
    ran = plan("budget", billed, "--delivered", october, "--today", "2025-12-01")
    assert ran.code == 0
    assert log_of(billed)[:3] == signed
    assert [log_of(billed)[3][name] for name in ("entered", "month", "status")] == [
        "2025-12-01",
        "2025-12",
        "struck",
    ]
    months = json.loads(plan("budget", billed, "--json").out)["months"]
    assert months == {
        "2025-10": {"coach_days": "1.0", "amount": "1800.00", "closed": "2025-11-03"},
        "2025-12": {"coach_days": "-0.5", "amount": "-900.00", "closed": None},
    }
    assert "known before" in plan("budget", billed, "--delivered", october).out
    assert len(log_of(billed)) == 4


def test_closing_without_every_row_warns(billed: Path, plan: Plan) -> None:
    ran = plan("budget", billed, "--close", "2025-10")
    assert ran.code == 0
    assert "2025-10 is closed, and 2 rows of it never confirmed" in ran.err
    assert plan("budget", billed, "--close", "2025-10").err == ""
    assert len(log_of(billed)) == 1


def test_the_burn_is_seen_from_today(billed: Path, october: Path, plan: Plan) -> None:
    assert "Burn as of 5 October 2025" in plan("budget", billed, "--today", "2025-10-05").out
    plan("budget", billed, "--delivered", october, "--today", "2025-11-03")
    book = october.with_name("budget.xlsx").read_bytes()
    told = [str(cell) for _, row in xlsx_rows(book) for cell in row]
    assert any(text.startswith("small, as of 2025-11-03, made from inputs") for text in told)
    assert "Burn as of 3 November 2025" in plan("budget", billed).out
    assert plan("verify", billed).code == 0


def test_only_months_of_the_contract_or_the_log_are_closed(billed: Path, plan: Plan) -> None:
    ran = plan("budget", billed, "--close", "2062-10")
    assert (ran.code, ran.out) == (2, "")
    assert "--close: 2062-10 is no month of the contract, 2025-09-01 to 2025-12-31" in ran.err
    assert not billed.with_name("small.log.csv").exists()


def test_what_lies_after_today_says_which_day_the_log_was_given(
    billed: Path, october: Path, plan: Plan
) -> None:
    told = "today is 2025-09-01, before the end of what is handed in"
    assert told in plan("budget", billed, "--delivered", october).err
    assert told in plan("budget", billed, "--close", "2025-10").err
    assert told not in plan("budget", billed, "--close", "2025-11", "--today", "2025-11-30").err


def test_what_was_not_held_is_told_of_until_it_is_marked(
    billed: Path, october: Path, plan: Plan
) -> None:
    changed(october, row(0, status="struck"))
    told = "in the plan until it is marked: visit/1;"
    assert told in plan("budget", billed, "--delivered", october, "--today", "2025-11-03").err
    assert told in plan("budget", billed).err
    assert told in plan(billed).err
    assert plan("mark", billed, "visit/1", "cancelled").code == 0
    assert "until it is marked" not in plan(billed).err


def test_what_was_in_no_plan_counts_and_may_run_a_line_over(
    billed: Path, october: Path, plan: Plan
) -> None:
    extra = {
        "status": "not in the plan",
        "facilitator": "stand-in",
        "date": "2025-10-30",
        "start": "08:30",
        "end": "15:30",
        "line": "coaching",
    }
    changed(october, lambda rows: rows.extend([extra, {**extra, "date": "2025-10-31"}]))
    ran = plan("budget", billed, "--delivered", october)
    assert ran.code == 1
    assert ran.out.startswith("OVER THE CONTRACT: 1 line\n")
    told = "3.0 delivered and 0.0 still planned of 2.0 coach-days, 1.0 over ($1,800.00)"
    assert f"  Coaching: {told}\n" in ran.out
    assert figures(plan, billed)["delivered"] == "5400.00"
    assert "4 known before" in plan("budget", billed, "--delivered", october).out


def test_a_session_without_a_place_that_was_held_is_history(
    small: Path, plan: Plan, tmp_path: Path
) -> None:
    """November is closed, so "extra" has no place; it was held in October all the same."""
    small.write_text(BILLED.replace('line     = "none"', 'line     = "none"\ndays = ["staff"]'))
    assert plan(small).code == 1
    plan("log", small, "--month", "2025-12")
    sheet = tmp_path / "out" / "small" / "delivery-2025-12.csv"
    header = sheet.read_text().strip().split(",")
    held = dict.fromkeys(header, "") | {
        "session": "extra",
        "status": "not in the plan",
        "facilitator": "coach",
        "date": "2025-10-31",
        "start": "08:30",
        "end": "10:00",
        "line": "none",
        "site": "school",
    }
    sheet.write_text(f"{','.join(header)}\n{','.join(held.values())}\n")
    ran = plan("budget", small, "--delivered", sheet, "--today", "2025-11-03")
    assert (ran.code, ran.err) == (0, "")
    assert plan("verify", small).code == 0
    assert "2 known" not in plan("budget", small, "--delivered", sheet).out
    assert len(log_of(small)) == 1


EXPENSES = BILLED.replace("total  = 3_600", "total  = 4_700").replace(
    "[contract.lines.coaching]",
    '[billing]\nexpenses_per_trip = 150.55\nexpenses_line = "travel"\non_site_minimum = 1.0\n\n'
    '[contract.lines.licence]\ntitle = "Licence"\nprice = 100\non = [2025-10-15]\n\n'
    '[contract.lines.travel]\ntitle = "Travel"\nprice = 1_000\n\n[contract.lines.coaching]',
)
"""Each date on site is a day at least, and each trip is paid: two of each in October, $3,901.10.

A fee of $100.00 falls on the 15th. The trip of November is one more.
"""


def test_trips_fees_and_dates_that_are_charged_are_logged_like_sessions(
    small: Path, plan: Plan, tmp_path: Path
) -> None:
    small.write_text(EXPENSES)
    plan(small)
    assert "5 rows to confirm" in plan("log", small, "--month", "2025-10").out
    sheet = tmp_path / "out" / "small" / "delivery-2025-10.csv"
    trip = next(n for n, one in enumerate(rows_of(sheet)) if one["unit"] == "trip")
    assert "Read: 5 as planned" in plan("budget", small, "--delivered", sheet).out
    total = figures(plan, small)
    assert (total["planned"], total["delivered"]) == ("4151.65", "4001.10")
    changed(sheet, row(trip, amount="97.13"))
    ran = plan("budget", small, "--delivered", sheet)
    assert "$97.13 instead of $150.55" in ran.out
    assert figures(plan, small)["delivered"] == "3947.68"
    assert "Read: 5 known" in plan("budget", small, "--delivered", sheet).out
    assert plan("verify", small).code == 0


def test_what_is_used_by_now_is_seen_from_the_day_of_asking(plan: Plan, billed: Path) -> None:
    """The plan was made on 1 September and stands; both half-days are in October."""
    before = contents(billed.parent)
    assert "Burn as of 1 September 2025" in plan("budget", billed).out
    told = plan("budget", billed, "--today", "2025-11-03").out
    assert "Burn as of 3 November 2025" in told
    assert re.search(r"Coaching +1\.0 ", told[told.index("Used by now") :])
    earlier = plan("budget", billed, "--today", "2025-08-01")
    assert "Burn as of 1 September 2025" in earlier.out
    assert contents(billed.parent) == before
