"""A workbook is the same however it is packed, and no other is."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from handmade import plan, problem

from planner.documents import WORKBOOK, is_same
from planner.reports.workbook.budget import budget_xlsx

MADE = budget_xlsx(problem(), plan(), "digest")


def packed(how: int, changes: dict[str, bytes] | None = None) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(MADE)) as ours, ZipFile(file, "w", how) as theirs:
        for name in ours.namelist():
            theirs.writestr(name, (changes or {}).get(name, ours.read(name)))
    return file.getvalue()


@pytest.mark.parametrize("how", [ZIP_STORED, ZIP_DEFLATED])
def test_another_way_to_pack_is_the_same_workbook(how: int) -> None:
    assert packed(how) != MADE
    assert is_same(WORKBOOK, MADE, packed(how))
    assert not is_same("plan.json", MADE, packed(how))


def test_another_figure_or_part_is_another_workbook() -> None:
    name = "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(MADE)) as ours:
        sheet = ours.read(name)
    assert b"<v>4650.00</v>" in sheet
    changed = sheet.replace(b"<v>4650.00</v>", b"<v>4651.00</v>")
    assert not is_same(WORKBOOK, MADE, packed(ZIP_STORED, {name: changed}))
    assert not is_same(WORKBOOK, MADE, packed(ZIP_STORED, {name: b""}))


@pytest.mark.parametrize("found", [b"", b"PK", MADE[:-30], MADE[: len(MADE) // 2]])
def test_what_is_no_workbook_is_another(found: bytes) -> None:
    assert not is_same(WORKBOOK, MADE, found)


def test_damaged_bytes_are_another_workbook() -> None:
    stored = bytearray(packed(ZIP_DEFLATED))
    for at in range(60, 400, 20):
        stored[at] ^= 0xFF
    assert not is_same(WORKBOOK, MADE, bytes(stored))
