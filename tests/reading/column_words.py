"""What the template of a sheet says of its columns: taken from docs/scenario.md.

`python tests/reading/column_words.py` writes `planner/templates/columns.csv` anew.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from planner.reading.request_keys import REQUEST
from planner.reading.sheet.columns import COLUMNS, TABLES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "scenario.md"
KEPT = ROOT / "planner" / "templates" / "columns.csv"
ROW = re.compile(r"^\| `(\w+)` \| .+? \| (.+?) \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\[([^]]+)\]\([^)]*\)")


def column_words() -> str:
    """Return the name of each column, what it means to leave it empty, and what it means."""
    told: dict[str, tuple[str, str]] = {}
    for schema in (REQUEST, *TABLES.values()):
        within = schema.name.removeprefix(REQUEST.name).lstrip(".")
        outer = told[within][1].removesuffix("; see below.") if within else ""
        for key, left_out, meaning in rows(schema.name):
            words = plain(meaning)
            words = f"{outer}: {words[0].lower()}{words[1:]}" if within else words
            told[f"{within}.{key}".lstrip(".")] = plain(left_out), words
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for column in COLUMNS:
        table = ("no number", told[column.path[0]][1])
        writer.writerow((column.name, *told.get(column.name, table)))
    return text.getvalue()


def rows(schema: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table of the documentation."""
    name = schema.replace("<", "&lt;").replace(">", "&gt;")
    _, _, rest = DOCS.read_text(encoding="utf-8").partition(f"\n## [{name}]\n")
    yield from ROW.findall(rest.partition("\n## ")[0])


def plain(markdown: str) -> str:
    """Return a text without marks."""
    return LINK.sub(r"\1", markdown).replace("`", "")


if __name__ == "__main__":
    KEPT.write_text(column_words(), encoding="utf-8", newline="\n")
