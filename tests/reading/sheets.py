"""Sheets for tests: a scenario whose requests stand in one, and workbooks made cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from planner.domain.problem import Problem
from planner.errors import BadInputError
from planner.reading.scenario import read_scenario
from scenarios import with_base

SITES = "[sites.main]\n[sites.north]\n"


def year(sheet: str) -> str:
    """Return a scenario that leaves its requests to a sheet."""
    return f'requests = "{sheet}"\n{with_base("", SITES)}'


def problem_of(folder: Path, name: str, content: bytes) -> Problem:
    """Return the problem of a scenario with a sheet."""
    with chdir(folder):
        Path(name).write_bytes(content)
        Path("year.toml").write_text(year(name), encoding="utf-8")
        return read_scenario(Path("year.toml"), date(2025, 8, 1)).problem


def said(folder: Path, name: str, content: bytes) -> list[str]:
    """Return what is said of a scenario with a sheet, each complaint on lines of its own."""
    try:
        problem_of(folder, name, content)
    except BadInputError as error:
        return list(map(str, error.complaints))
    return []


def workbook(
    rows: Sequence[Sequence[Any]], formats: Mapping[str, str] | None = None, title: str = "requests"
) -> bytes:
    """Return a workbook with one sheet; `formats` are number formats by cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """Return a workbook with something in one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text.replace(*change) if part == name else text)
    return made.getvalue()
