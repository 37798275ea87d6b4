"""A sheet of dates, numbers and texts as a workbook, to be corrected and handed back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from planner.reading.sheet.template import timeless

_NARROWEST: Final = 7
_WIDEST: Final = 40
_HEADING: Final = "DDE7F0"
_TO_FILL_IN: Final = "FFF8E1"
_DATE: Final = "yyyy-mm-dd"
_TEXT: Final = "@"
_SPARE_ROWS: Final = 50
"""Rows below the last one that are formatted too, for what was in no plan."""


def typed_xlsx(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | int | date | Decimal | None]],
    formats: Mapping[str, str],
    choices: Mapping[str, Collection[str]],
) -> bytes:
    """Return a workbook of one sheet, whose first row stays in sight and prints on each page.

    `formats` are the number formats of columns; all others hold texts, so that no program makes a
    date of one or takes one for a formula. Columns with `choices` offer them and take others too.
    """
    from openpyxl import Workbook  # noqa: PLC0415 (slow to load)
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate((headings, *rows), start=1):
        for place, value in enumerate(row, start=1):
            if value in (None, ""):
                continue
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=number > 1)
    for place, heading in enumerate(headings, start=1):
        letter, shown = get_column_letter(place), formats.get(heading, _TEXT)
        for number in range(2, len(rows) + 2 + _SPARE_ROWS):
            sheet.cell(number, place).number_format = shown
        head = sheet.cell(1, place)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEADING)
        longest = max(len(str(row[place - 1] or "")) for row in (headings, *rows))
        sheet.column_dimensions[letter].width = min(max(longest + 2, _NARROWEST), _WIDEST)
        if heading in choices:
            listed = DataValidation("list", formula1=f'"{",".join(choices[heading])}"')
            listed.showErrorMessage = False
            listed.add(f"{letter}2:{letter}{len(rows) + 1 + _SPARE_ROWS}")
            sheet.add_data_validation(listed)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return timeless(book)
