"""Workbooks calculated anew: by a package, and by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from opened import Opened

Place = tuple[str, str]
"""A sheet, and a cell of it."""

ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""
"""Calculate all anew when a workbook is loaded; LibreOffice believes Excel's files otherwise."""


def by_package(book: Opened, folder: Path) -> Mapping[Place, Any]:
    """Return what a package finds for each cell of a workbook."""
    from formulas import ExcelModel  # noqa: PLC0415 - two seconds that other tests need not wait

    path = folder / "budget.xlsx"
    path.write_bytes(book.data)
    found = ExcelModel().loads(str(path)).finish().calculate()
    sheets = {name.upper(): name for name in book.values.sheetnames}
    anew = {}
    for key, value in found.items():
        _, _, place = str(key).strip("'").partition("]")
        sheet, _, cell = place.partition("'!")
        if ":" not in cell and sheet in sheets:
            anew[sheets[sheet], cell] = value.value[0, 0]
    return anew


def by_libreoffice(data: bytes, folder: Path) -> Mapping[Place, Any]:
    """Return what LibreOffice finds for each formula of a workbook."""
    if shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice (apt-get install libreoffice-calc)")
    settings = folder / "home" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS, encoding="utf8")
    path = folder / "budget.xlsx"
    path.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/home"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "anew")]
    done = ["soffice", home, "--headless", *to, str(path)]
    subprocess.run(done, check=True, capture_output=True, timeout=120)
    return dict(figures(Opened((folder / "anew" / path.name).read_bytes())))


def figures(book: Opened) -> Iterator[tuple[Place, Any]]:
    """Yield what each formula comes to as stored, times as parts of a day."""
    for sheet in book.formulas:
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    value = book.values[sheet.title][cell.coordinate].value
                    is_time = hasattr(value, "total_seconds")
                    yield (
                        (sheet.title, cell.coordinate),
                        (round(value.total_seconds() / 60) / 1440 if is_time else value),
                    )
