"""A CSV file as programs of every country write it: separators, encodings and line ends."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from typing import Final

from planner.reading.sheet.grid import (
    MOST_ROWS,
    OLD_OR_LOCKED,
    SAVE_AGAIN,
    NoSheetError,
    Row,
    bounded,
    text_cell,
)

_SEPARATORS: Final = (",", ";", "\t")
_SEPARATOR_LINE: Final = "sep="
_FORMULA: Final = ("=", "+", "-", "@")
_GUARD: Final = "'"
_REASONS: Final = {
    "unexpected end of data": "a quote is opened and not closed",
    "expected after": "something follows a quoted text",
    "field limit": "a text is longer than any cell",
}
"""What the csv module says of a file, and what it means to whoever keeps a sheet."""
_WORKBOOKS: Final = (b"PK\x03\x04", OLD_OR_LOCKED)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_rows(content: bytes, known: Collection[str], most_rows: int = MOST_ROWS) -> Iterator[Row]:
    """Yield the rows of a CSV file. `known` are the headings by which its separator is told.

    Rows are counted as programs show them: a quoted text of several lines is in one.
    """
    text = _decoded(content)
    lines = io.StringIO(text, newline="")
    separator = _separator(text, known)
    skipped = 1 if text[: len(_SEPARATOR_LINE)].casefold() == _SEPARATOR_LINE else 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            read = [text_cell(_unguarded(cell.strip()), number) for cell in cells]
            bounded(
                number, max((n for n, cell in enumerate(read, 1) if cell), default=0), most_rows
            )
            if number > skipped:
                yield number, read
    except csv.Error as error:
        told = (words for part, words in _REASONS.items() if part in str(error))
        reason = next(told, str(error))
        hint = "a text with a quote in it stands in quotes, its own quotes doubled"
        raise NoSheetError(f"is not CSV: {reason}", number + 1, hint) from None


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8, or what Windows writes, UTF-16 with a mark or code page 1252."""
    if content.startswith(_WORKBOOKS):
        raise NoSheetError("is a workbook, and none that is called .xlsx", hint=SAVE_AGAIN)
    if b"\0" in content and not content.startswith(_UTF_16):
        raise NoSheetError("is not text", hint="save it as CSV (UTF-8)")
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoSheetError("is not text in a known encoding", hint="save it as CSV (UTF-8)")


def _separator(text: str, known: Collection[str]) -> str:
    """Return what stands between cells: what its first line says, or what gives most headings."""
    first = text.lstrip("\r\n,;\t ").partition("\n")[0]
    if first[: len(_SEPARATOR_LINE)].casefold() == _SEPARATOR_LINE:
        said = first[len(_SEPARATOR_LINE) :].strip("\r")[:1]
        return said if said in _SEPARATORS else _SEPARATORS[0]
    headings = {
        separator: [cell.strip(' "\r').casefold() for cell in first.split(separator)]
        for separator in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda one: sum(cell in known for cell in headings[one]))


def guarded(text: str) -> str:
    """Return a text that no program takes for a formula; read again, it is the same."""
    return _GUARD + text if text.startswith((*_FORMULA, _GUARD)) else text


def _unguarded(text: str) -> str:
    rest = text.removeprefix(_GUARD)
    return rest if rest.startswith((*_FORMULA, _GUARD)) else text
