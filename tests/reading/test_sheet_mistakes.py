"""Whatever a sheet is, reading it ends soon, in a problem or in words that name the cell."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sheets import said, saved, with_part, workbook

from planner.errors import BadInputError
from planner.reading.sheet import read_sheet

SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook([("id", "audience", "at"), ("a", "G1", "main")])


def row_of(**cells: Any) -> bytes:
    """Return a workbook with one request, which is right but for some cells."""
    written = {"id": "a", "audience": "G1", "at": "main", **cells}
    return workbook([tuple(written), tuple(written.values())])


def refusal(name: str, content: bytes) -> str:
    """Return what is said of a file that is no sheet."""
    Path(name).write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read_sheet(Path(name))
    (complaint,) = caught.value.complaints
    return str(complaint)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


MADE_A_DATE = "the date 2026-06-08 is not"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"lenght": 60}, 'row 1, column "lenght": is not a column here\n  hint: did you mean'),
        ({"length": 60.5}, 'row 2, column "length": 60.5 is not "half-day"'),
        ({"length": time(1, 30)}, 'row 2, column "length": the clock time 01:30:00 is not'),
        ({"length": "=60+30"}, 'row 2, column "length": a formula that was never computed is not'),
        ({"title": date(2026, 6, 8)}, f'row 2, column "title": {MADE_A_DATE} text'),
        ({"audience": date(2026, 6, 8)}, f'row 2, column "audience": {MADE_A_DATE} an id'),
        ({"any_of": date(2026, 6, 8)}, f'row 2, column "any_of": {MADE_A_DATE} a list of'),
        (
            {"count": date(2026, 6, 4)},
            'row 2, column "count": the date 2026-06-04 is not a whole number',
        ),
        (
            {"on": datetime(2025, 10, 14, 9, 0)},  # noqa: DTZ001 (workbooks know no zones)
            'row 2, column "on": the point in time 2025-10-14 09:00 is not a date',
        ),
        ({"focus": "two\nlines"}, r'row 2, column "focus": "two\nlines" holds a line break'),
        ({"id": None}, 'row 2, column "id": is missing; expected the request'),
        ({"id": "my plc"}, 'row 2, column "id": "my plc" is not an id'),
        ({"id": date(2026, 6, 8)}, f'row 2, column "id": {MADE_A_DATE} an id'),
        ({"id": "=A9"}, 'row 2, column "id": a formula that was never computed'),
        ({"id": "#N/A"}, 'row 2, column "id": the error #N/A is not an id'),
        ({"audience": None}, 'row 2, column "audience": is missing; expected one of audience'),
    ],
)
def test_a_workbook_is_told_of_its_cells(
    tmp_path: Path, cells: dict[str, Any], message: str
) -> None:
    (first, *_) = said(tmp_path, "requests.xlsx", row_of(**cells))
    assert first.startswith(f"requests.xlsx, {message}")


def test_what_a_program_made_a_date_of_is_told_how_to_write_it(tmp_path: Path) -> None:
    (told,) = said(tmp_path, "requests.xlsx", row_of(count=date(2026, 6, 4)))
    assert told.endswith("hint: write 4 to 6, of which no program makes a date")


def test_an_error_of_a_formula_is_no_value(tmp_path: Path) -> None:
    content = row_of(focus="#REF!")
    assert said(tmp_path, "requests.xlsx", content) == [
        'requests.xlsx, row 2, column "focus": the error #REF! is not text on one line'
    ]


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    content = with_part(row_of(focus="=B9"), SHEET, (b'<c r="D2">', b'<c r="D2" t="str">'))
    assert content != row_of(focus="=B9")
    assert said(tmp_path, "requests.xlsx", content) == []


def test_all_rows_are_told_of_at_once(tmp_path: Path) -> None:
    content = b"id,audience,at\na,G9,main\nb,G1,mian\n,G1,main\na,G1,main\n"
    assert [line.partition(": ")[0] for line in said(tmp_path, "requests.csv", content)] == [
        'requests.csv, row 2, column "audience"',
        'requests.csv, row 3, column "at"',
        'requests.csv, row 4, column "id"',
        'requests.csv, row 5, column "id"',
    ]


def test_of_a_column_without_heading_the_first_cell_is_told(tmp_path: Path) -> None:
    content = b"id,audience,at,\na,G1,main,x\nb,G1,main,y,z\n"
    assert said(tmp_path, "requests.csv", content) == [
        'requests.csv, row 2, column "D": "x" stands under no heading',
        'requests.csv, row 3, column "E": "z" stands under no heading',
    ]


def test_a_row_of_remarks_alone_is_no_request(tmp_path: Path) -> None:
    content = b"id,audience,at,# mine\na,G1,main,\n,,,ask Ann\n"
    assert said(tmp_path, "requests.csv", content) == []


def test_a_heading_stands_once(tmp_path: Path) -> None:
    content = b"id,audience,at,Audience\na,G1,main,G1\n"
    assert said(tmp_path, "requests.csv", content) == [
        'requests.csv, row 1, column "Audience": is written twice\n  hint: keep one of the two'
    ]


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a workbook (.xlsx)"),
        (b"id,audience\n", "is not a workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "has a password, or is of an old sort (.xls)"),
        (SMALL[: len(SMALL) // 2], "is not a workbook (.xlsx)"),
        (zipped({"a.txt": b"a"}), "cannot be read as a workbook: KeyError"),
        (zipped({"a.bin": b"\0" * 30_000_000}), "holds too much for a year"),
        (zipped({"a.xml": b"<" * 300_000}), "holds too much for a year"),
        (zipped({f"{n}": b"" for n in range(1_001)}), "holds too much for a year"),
        (with_part(SMALL, SHEET, (b"<worksheet", ENTITIES + b"<worksheet")), "cannot be read"),
        (with_part(SMALL, SHEET, (b"</row>", b"")), "cannot be read as a workbook: ParseError"),
        (workbook([]), "is empty; expected a row of headings"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, message: str) -> None:
    assert refusal("requests.xlsx", content).startswith(f"requests.xlsx: {message}")


def test_a_workbook_of_charts_alone_is_refused() -> None:
    book = Workbook()
    book.create_chartsheet("chart")
    book.remove(book.worksheets[0])
    told = refusal("requests.xlsx", saved(book))
    assert told.startswith("requests.xlsx: cannot be read as a workbook")


def test_a_row_beyond_all_rows_is_not_waited_for(tmp_path: Path) -> None:
    far = with_part(SMALL, SHEET, (b"</sheetData>", b'<row r="999999999" /></sheetData>'))
    assert far != SMALL
    assert said(tmp_path, "requests.xlsx", far) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,audience\na,\0\n", ": is not text\n  hint: save it as CSV (UTF-8)"),
        (b"id,title\na,\x81\n", ": is not text in a known encoding"),
        (b"PK\x03\x04 and more\0", ": is a workbook, and none that is called .xlsx\n  hint: save"),
        (b"id,title\n" + b"\n" * 10_000 + b"a,b\n", ", row 10001: has more than 10,000 rows"),
        (b"id,title\na" + b",b" * 101, ", row 2: has more than 100 columns"),
        (b"id,title\na," + b"b" * 40_000, ", row 2: holds a text of more than 32,767"),
        (b"id,title\na," + b"b" * 200_000, ", row 2: is not CSV: a text is longer than any"),
        (b'id,title\na,"b"c\n', ", row 2: is not CSV: something follows a quoted text"),
        (b'id,title\na,"b\n', ", row 2: is not CSV: a quote is opened and not closed"),
        (b"", ': is empty; expected a row of headings, "id" among them'),
        (b"a,b\n", ', row 1: has no column "id"'),
    ],
)
def test_what_is_no_csv_file_is_refused(content: bytes, message: str) -> None:
    assert refusal("requests.csv", content).startswith(f"requests.csv{message}")


@pytest.mark.parametrize("name", ["requests.csv", "requests.xlsx"])
def test_what_is_not_a_file_is_refused(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(BadInputError, match=r"is not a file; expected a sheet \(.csv or .xlsx\)"):
        read_sheet(Path(name))


def ends_in_words(name: str, content: bytes) -> None:
    """Read a file, which is a sheet or is not; nothing else may happen."""
    Path(name).write_bytes(content)
    try:
        sheet = read_sheet(Path(name))
    except BadInputError as error:
        told = str(error)
    else:
        told = name if set(sheet.requests) == set(sheet.rows) else ""
    assert told.startswith(name)


@given(content=st.one_of(st.binary(max_size=200), st.text('id,;\t\n"=a1\u00e9').map(str.encode)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_called_csv_end_in_words(content: bytes) -> None:
    ends_in_words("any.csv", content)


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), part=st.booleans())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_a_workbook_with_a_broken_byte_ends_in_words(place: int, byte: int, *, part: bool) -> None:
    if part:
        with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
            names = archive.namelist()
            name = names[place % len(names)]
            text = archive.read(name)
        at = place % len(text)
        content = with_part(SMALL, name, (text, text[:at] + bytes([byte]) + text[at + 1 :]))
    else:
        at = place % len(SMALL)
        content = SMALL[:at] + bytes([byte]) + SMALL[at + 1 :]
    ends_in_words("any.xlsx", content)
