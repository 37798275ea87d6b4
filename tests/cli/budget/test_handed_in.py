"""What is handed in and wrong, or written by another program: named or read, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Plan, contents
from months import BILLED, Change, Row, changed, figures, log_of, row, rows_of

from planner.folder import Folder
from planner.folder.trouble import FolderError


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (row(0, session="visit/9"), 'row 2, column "session": there is no session "visit/9"'),
        (row(0, date="2026-01-05"), 'column "date": 2026-01-05 lies outside the contract\'s dates'),
        (row(1, amount="a lot"), 'row 3, column "amount": "a lot" is not an amount of money'),
        (row(1, quantity="half"), 'row 3, column "quantity": "half" is not a number'),
        (row(0, status="cancelled"), 'write "cancelled in time" or "cancelled late"'),
        (row(0, status=""), 'column "status": is missing; expected as planned'),
        (row(0, planned_date="2025-10-01"), 'column "planned_date": "2025-10-01" is not when'),
        (row(0, planned_start="07:00"), 'column "planned_start": 07:00 is not when it is planned'),
        (row(0, facilitator="Coachh"), 'there is no facilitator "Coachh"'),
        (row(0, line="none"), 'column "line": visit/1 is charged to coaching, as planned'),
        (row(0, quantity="1", amount="1.00"), "1.00 is not what 1.0 coach-days cost, 1,800.00"),
        (row(0, end="08:00"), 'column "end": 08:00 is not after the start, '),
        (row(0, status="longer"), 'says "longer", and no cell of the row says how'),
        (
            lambda rows: rows.append({**rows[0], "status": "struck"}),
            "is counted twice: out/small/delivery-2025-10.csv, row 2 says",
        ),
        (
            lambda rows: rows.append(dict(rows[1])),
            'row 4, column "session": is counted twice: row 3 says the same',
        ),
        (
            row(1, amount="\u20ac900.00"),
            'row 3, column "amount": "\u20ac900.00" is not an amount of money in dollars',
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_half_applied(
    billed: Path, october: Path, plan: Plan, change: Change, told: str
) -> None:
    before = contents(billed.parent)
    sheet = billed.with_name("handed-in.csv")
    sheet.write_bytes(october.read_bytes())
    changed(sheet, change)
    ran = plan("budget", billed, "--delivered", october, "--delivered", sheet)
    assert ran.code == 2
    assert told in ran.err
    assert "handed-in.csv, row" in ran.err
    sheet.unlink()
    assert contents(billed.parent) == before


def test_a_half_is_counted_once(billed: Path, october: Path, plan: Plan) -> None:
    def together(rows: list[Row]) -> None:
        rows[1].update({name: rows[0][name] for name in ("date", "start", "end")})

    changed(october, together)
    ran = plan("budget", billed, "--delivered", october)
    assert ran.code == 2
    assert 'row 3, column "start": coach led visit/1 at the same time' in ran.err


def test_a_sheet_that_was_edited_is_not_written_over(
    billed: Path, october: Path, plan: Plan
) -> None:
    changed(october, row(0, note="mine"))
    ran = plan("log", billed, "--month", "2025-10")
    assert ran.code == 2
    assert "was edited" in ran.err
    assert "mine" in october.read_text()
    assert plan("log", billed, "--month", "2025-10", "--overwrite").code == 0
    assert "mine" not in october.read_text()


def test_a_plan_that_no_longer_fits_is_refused(billed: Path, october: Path, plan: Plan) -> None:
    billed.write_text(BILLED.replace("2025-10", "2025-11"))
    ran = plan("budget", billed, "--delivered", october)
    assert ran.code == 2
    assert "plan again first" in ran.err
    assert not billed.with_name("small.log.csv").exists()


def test_a_log_that_does_not_fit_is_named(billed: Path, october: Path, plan: Plan) -> None:
    plan("budget", billed, "--delivered", october)
    log = billed.with_name("small.log.csv")
    log.write_text(log.read_text().replace("visit/2", "visit/7").replace("900.00", "9h"))
    ran = plan("check", billed)
    assert ran.code == 2
    assert 'small.log.csv, row 3, column "session": there is no session "visit/7"' in ran.err
    assert 'small.log.csv, row 2, column "amount": "9h" is not an amount of money' in ran.err


def test_a_log_saved_by_another_program_is_read(billed: Path, october: Path, plan: Plan) -> None:
    plan("budget", billed, "--delivered", october)
    log = billed.with_name("small.log.csv")
    entries = log_of(billed)
    log.write_text("\ufeff" + log.read_text().replace(",", ";").replace("900.00", "900,00"))
    assert figures(plan, billed)["delivered"] == "1800.00"
    plan("budget", billed, "--close", "2025-10")
    assert log_of(billed)[:2] == entries


def test_what_other_programs_make_of_a_sheet_is_read(
    billed: Path, october: Path, plan: Plan
) -> None:
    """A spreadsheet of another country: semicolons, its dates, its numbers, and a mark in front."""
    rows = rows_of(october)
    for one in rows:
        year, month, day = one["date"].split("-")
        one |= {"planned_date": f"{int(month)}/{int(day)}/{year}", "status": "AS PLANNED"}
        one |= {"date": one["planned_date"], "quantity": "0,5", "amount": "$ 900,00"}
    lines = [";".join(rows[0]), *(";".join(one.values()) for one in rows)]
    october.write_text("\r\n".join(lines), encoding="utf-8-sig")
    assert "Read: 2 as planned" in plan("budget", billed, "--delivered", october).out
    assert figures(plan, billed)["delivered"] == "1800.00"


def test_a_workbook_is_handed_in_like_a_csv(billed: Path, october: Path, plan: Plan) -> None:
    workbook = october.with_suffix(".xlsx")
    assert "Read: 2 as planned" in plan("budget", billed, "--delivered", workbook).out
    assert "Read: 2 known" in plan("budget", billed, "--delivered", october).out


def test_a_file_that_is_no_workbook_is_named(billed: Path, october: Path, plan: Plan) -> None:
    workbook = october.with_suffix(".xlsx")
    workbook.write_text("no workbook")
    ran = plan("budget", billed, "--delivered", workbook, "--delivered", october)
    assert ran.code == 2
    assert "delivery-2025-10.xlsx: is not a workbook (.xlsx)" in ran.err
    october.write_text(october.read_text().replace("amount", "sum"))
    ran = plan("budget", billed, "--delivered", october)
    assert "row 1: the heading amount is missing" in ran.err
    assert 'row 1, column "sum": is not a column here' in ran.err
    assert not billed.with_name("small.log.csv").exists()


def test_log_and_folder_are_both_old_where_the_folder_resists(
    billed: Path, october: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(billed.parent)

    def resist(*_: object) -> bool:
        raise FolderError("out/small", "resists")

    monkeypatch.setattr(Folder, "replace", resist)
    ran = plan("budget", billed, "--delivered", october)
    assert (ran.code, "resists" in ran.err) == (2, True)
    assert contents(billed.parent) == before
