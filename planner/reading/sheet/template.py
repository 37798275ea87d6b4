"""Requests written as a sheet: what `plan new --sheet` hands out to begin with."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from planner.reading import forms
from planner.reading.sheet import cells
from planner.reading.sheet.cells import Cell
from planner.reading.sheet.columns import COLUMNS, ID, cells_of
from planner.reading.sheet.csv_file import guarded
from planner.reading.sheet.xlsx_file import PREFERRED

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Requests = Mapping[str, Mapping[str, Any]]
"""Requests by id, each as its table in a TOML file."""

_NARROWEST: Final = 8
_WIDEST: Final = 44
_EXPLAINED: Final = ("column", "what it may be", "in a cell", "left empty", "meaning")
_EXPLANATION_WIDTHS: Final = (18, 40, 40, 24, 70)
_NOT_AS_TEXT: Final = (cells.NUMBER, cells.YES_NO, cells.DATES)
"""What programs should understand as it is typed; of other cells they would make dates."""
_WHAT_AN_ID_IS: Final = "The request's own name, by which others refer to it. It never changes."
_AS_IN_TOML: Final = re.compile(r"(, or a table such as|, such as|:) [\[{].*")
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MADE: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def sheet_csv(requests: Requests) -> bytes:
    """Return requests as a CSV file that programs of every country open rightly."""
    rows = _rows(requests)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([_written(cell) for cell in row] for row in rows[1:])
    return text.getvalue().encode("utf-8-sig")


def sheet_xlsx(requests: Requests) -> bytes:
    """Return requests as a workbook, with a second sheet that explains every column there is."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow to load)

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = _rows(requests)
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    sheet = _sheet(book, PREFERRED, rows, [min(max(w, _NARROWEST), _WIDEST) for w in widths])
    by_name = {column.name: column for column in COLUMNS}
    for place, name in enumerate(rows[0], start=1):
        column = by_name.get(str(name))
        if column is None or column.grammar not in _NOT_AS_TEXT:
            _format_as_text(sheet, place, len(rows))
    _sheet(book, "columns", [_EXPLAINED, *_explanations()], _EXPLANATION_WIDTHS)
    return timeless(book)


def _rows(requests: Requests) -> list[Sequence[Cell]]:
    """Return the headings that some requests need, and a row for each."""
    written = {id: cells_of(request) for id, request in requests.items()}
    used = [c.name for c in COLUMNS if any(c.name in row for row in written.values())]
    return [(ID, *used), *((id, *map(row.get, used)) for id, row in written.items())]


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    return "" if cell is None else guarded(str(cell))


def _width(cell: Cell) -> int:
    return len(_written(cell)) + 2


def _explanations() -> list[Sequence[Cell]]:
    """Return a row for each column there is; the meanings are those of docs/scenario.md."""
    text = (files("planner") / "templates" / "columns.csv").read_text(encoding="utf-8")
    told = {name: (left, meaning) for name, left, meaning in csv.reader(io.StringIO(text))}
    return [
        (ID, _unquoted(forms.ID.expected), "", "must be written", _WHAT_AN_ID_IS),
        *(
            (
                one.name,
                _unquoted(_AS_IN_TOML.sub("", one.key.form.expected)),
                one.grammar.words,
                *map(_unquoted, told.get(one.name, ("", ""))),
            )
            for one in COLUMNS
        ),
    ]


def _unquoted(text: str) -> str:
    return text.replace('"', "")


def _sheet(
    book: Workbook, title: str, rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> Worksheet:
    """Add a sheet whose first row and column stay in sight, and in which no text is a formula."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 (slow to load)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet: Worksheet = book.create_sheet(title)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            if value is not None:
                cell.value = value if isinstance(value, (bool, int)) else str(value)
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDE7F0")
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    return sheet


def _format_as_text(sheet: Worksheet, place: int, rows: int) -> None:
    """Keep programs from making a date of what is typed into a column, in new rows too."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (slow to load)

    sheet.column_dimensions[get_column_letter(place)].number_format = "@"
    for number in range(2, rows + 1):
        sheet.cell(number, place).number_format = "@"


def timeless(book: Workbook) -> bytes:
    """Return a workbook that does not say when it was made: its bytes are always the same."""
    made, kept = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(kept, "w") as copy:
        for part in archive.infolist():
            content = _MADE.sub(b"", archive.read(part))
            copy.writestr(zipfile.ZipInfo(part.filename, _ZIP_EPOCH), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
