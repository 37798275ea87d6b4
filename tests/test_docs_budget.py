"""docs/budget.md is what a month with District 34 looks like: its commands, run in order.

    PYTHONPATH=tests/cli python tests/test_docs_budget.py

prints what the commands say anew into the page; read the difference before committing it. A csv
block has the cells that are corrected in a sheet, by session.
"""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from command import ran

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "budget.md"
BLOCK = re.compile(r"^```(sh|text|csv [\w.-]+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def said(command: str, folder: Path) -> str:
    """Return what a command prints that begins with `plan`."""
    done = ran(folder, *shlex.split(command)[1:])
    assert done.code == 0, done.err
    return done.out


def correct(sheet: Path, cells: str) -> None:
    """Write cells into the rows of a sheet that have the same session."""
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf8"))))
    corrected = {row["session"]: row for row in csv.DictReader(io.StringIO(cells))}
    for row in rows:
        row.update(corrected.pop(row["session"], {}))
    assert not corrected
    with sheet.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def printed(page: str) -> Iterator[str]:
    """Yield what each command of a page prints, one after another in a folder of their own."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in ("scenarios", "calendars"):
            shutil.copytree(ROOT / name, folder / name)
        said("plan scenarios/district-34.toml --quiet", folder)
        for kind, content in BLOCK.findall(page):
            if kind == "sh":
                yield "\n".join(line.rstrip() for line in said(content, folder).split("\n"))
            elif kind.startswith("csv "):
                correct(folder / "out" / "district-34" / kind.removeprefix("csv "), content)


def test_the_page_shows_what_its_commands_print() -> None:
    page = PAGE.read_text("utf8")
    shown = [content for kind, content in BLOCK.findall(page) if kind == "text"]
    assert shown == list(printed(page))
    assert len(shown) == 5


def regenerate() -> None:
    page = PAGE.read_text("utf8")
    outputs = printed(page)

    def fill(block: re.Match[str]) -> str:
        return f"```text\n{next(outputs)}```\n" if block[1] == "text" else block[0]

    PAGE.write_text(BLOCK.sub(fill, page), "utf8")


if __name__ == "__main__":
    regenerate()
