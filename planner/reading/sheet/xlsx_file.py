"""The first sheet of a workbook (.xlsx), or the one called "requests".

A workbook is a zip archive of XML, so it is bounded more than once: by what its archive says it
unpacks to, which the archive's reader enforces; by tags; by rows and columns. With `defusedxml`
installed, which the planner requires, openpyxl expands no entity.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from planner.reading.forms import Unusable
from planner.reading.sheet.cells import Cell
from planner.reading.sheet.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    OLD_OR_LOCKED,
    SAVE_AGAIN,
    ClockTime,
    NoSheetError,
    Row,
    text_cell,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

PREFERRED: Final = "requests"
_MOST_UNPACKED: Final = 25_000_000
_MOST_PARTS: Final = 1_000
_MOST_TAGS: Final = 250_000
_XML: Final = (".xml", ".rels")
_FORMULA: Final = re.compile(rb"<(\w+:)?f[\s/>]")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FOREIGN_MONEY: Final = re.compile(
    r"\[\$(?!US\$|USD|\$)([^\]-]+)|([\u00a3\u00a5\u20a0-\u20c0]|\b(?:EUR|GBP)\b)"
)
_NEVER_COMPUTED: Final = Unusable(
    "a formula that was never computed", "open the file in Excel or LibreOffice, and save it"
)


def xlsx_rows(content: bytes) -> Iterator[Row]:
    """Yield the rows of a workbook's sheet. A formula counts as the value last computed for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of charts and colours that openpyxl does not keep
        try:
            has_formulas = _check_archive(content)
            for number, pairs in enumerate(_pairs(content, has_formulas=has_formulas), start=1):
                yield number, [_cell(cell, written, number) for cell, written in pairs]
        except NoSheetError:
            raise
        except Exception as error:  # noqa: BLE001 (openpyxl raises whatever a broken part leads to)
            raise NoSheetError(
                f"cannot be read as a workbook: {type(error).__name__}", hint=SAVE_AGAIN
            ) from None


def _check_archive(content: bytes) -> bool:
    """Tell whether a workbook has formulas; refuse what is none, or more than a year could need."""
    if content.startswith(OLD_OR_LOCKED):
        raise NoSheetError("has a password, or is of an old sort (.xls)", hint=SAVE_AGAIN)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise NoSheetError("is not a workbook (.xlsx)", hint=SAVE_AGAIN)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        is_small = len(parts) <= _MOST_PARTS and size <= _MOST_UNPACKED
        texts = [archive.read(part) for part in parts if is_small and part.filename.endswith(_XML)]
    if not is_small or sum(text.count(b"<") for text in texts) > _MOST_TAGS:
        raise NoSheetError(
            "holds too much for a year", hint="keep only the rows that are read in it"
        )
    return any(map(_FORMULA.search, texts))


def _pairs(content: bytes, *, has_formulas: bool) -> Iterator[Iterator[tuple[Any, Any]]]:
    """Yield the cells of each row, each with its value and as it is written."""
    values = _sheet(content, data_only=True)
    if not has_formulas:
        yield from (zip(row, row, strict=True) for row in values)
        return
    for row, written in zip(values, _sheet(content, data_only=False), strict=True):
        yield zip(row, written, strict=True)


def _sheet(content: bytes, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    """Return the rows of the sheet that holds the requests, as openpyxl's cells."""
    from openpyxl import load_workbook  # noqa: PLC0415 (slow to load)

    book: Workbook = load_workbook(
        io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
    )
    named = (one for one in book.worksheets if one.title.casefold() == PREFERRED)
    visible = (one for one in book.worksheets if one.sheet_state == "visible")
    sheet = next(named, None) or next(visible, book.worksheets[0])
    return sheet.iter_rows(1, MOST_ROWS, 1, MOST_COLUMNS)


def _cell(cell: Any, as_written: Any, row: int) -> Cell:
    value = cell.value
    if value is None:
        is_formula = as_written.data_type == "f" and cell.data_type != "str"
        return _NEVER_COMPUTED if is_formula else None
    if cell.data_type == "e":
        return Unusable(f"the error {value}")
    if isinstance(value, str):
        return text_cell(value, row)
    if isinstance(value, date):
        return _dated(value, cell.number_format)
    sign = _FOREIGN_MONEY.search(cell.number_format)
    number = _number(value)
    return Unusable(f"the amount {number} in {sign[1] or sign[2]}") if sign else number


def _number(value: Any) -> Cell:
    """Return a number exactly as shown; programs keep whole ones with a fraction of nothing."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, time):
        return ClockTime(f"the clock time {value}", at=value)
    if isinstance(value, timedelta):
        return Unusable(f"the clock time {value}")
    return value if isinstance(value, int) else Unusable(f"the value {value}")


def _dated(value: date, number_format: str) -> Cell:
    """Return a date, or the month as text where the cell shows no day: typed, it was "2025-10"."""
    if isinstance(value, datetime):
        if value.time() != time.min:
            return Unusable(f"the point in time {value:%Y-%m-%d %H:%M}")
        value = value.date()
    shows = _QUOTED.sub("", number_format).lower()
    return f"{value:%Y-%m}" if "y" in shows and "d" not in shows else value
