"""A sheet of dates, numbers and texts as a workbook, to be corrected and handed back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from planner.reading.sheet.template import timeless

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NARROWEST: Final = 7
_WIDEST: Final = 40
_HEADING: Final = "DDE7F0"
_TEXT: Final = "@"
_SPARE_ROWS: Final = 50
"""Rows below the last one that are formatted too, for what was in no plan."""

Rows = Sequence[Sequence[str | int | date | Decimal | None]]


@dataclass(frozen=True)
class Look:
    """How columns look: the number formats of some, and what others offer to choose from.

    A column without a format holds texts, so that no program makes a date of one or takes one for
    a formula. A column with choices takes other texts too.
    """

    formats: Mapping[str, str]
    choices: Mapping[str, Collection[str]]


def typed_xlsx(title: str, headings: Sequence[str], rows: Rows, look: Look) -> bytes:
    """Return a workbook of one sheet, whose first row stays in sight and prints on each page."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow to load)

    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = title
    _fill(sheet, (headings, *rows))
    last = len(rows) + 1 + _SPARE_ROWS
    for place, heading in enumerate(headings, start=1):
        longest = max(len(str(row[place - 1] or "")) for row in (headings, *rows))
        _set_width(sheet, place, longest + 2)
        for number in range(2, last + 1):
            sheet.cell(number, place).number_format = look.formats.get(heading, _TEXT)
        if heading in look.choices:
            _offer(sheet, place, last, look.choices[heading])
    _set_up(sheet)
    return timeless(book)


def _fill(sheet: Worksheet, rows: Rows) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 (slow to load)

    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if value in (None, ""):
                continue
            cell = sheet.cell(number, place, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
            cell.alignment = Alignment(vertical="top", wrap_text=number > 1)
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor=_HEADING)


def _set_width(sheet: Worksheet, place: int, width: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (slow to load)

    column = sheet.column_dimensions[get_column_letter(place)]
    column.width = min(max(width, _NARROWEST), _WIDEST)


def _offer(sheet: Worksheet, place: int, last: int, choices: Collection[str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (slow to load)
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    letter = get_column_letter(place)
    listed = DataValidation("list", formula1=f'"{",".join(choices)}"')
    listed.showErrorMessage = False
    listed.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(listed)


def _set_up(sheet: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 (slow to load)

    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
