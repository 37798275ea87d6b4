"""docs/scenario.md says what the reader does: every key, its form, its default, and its examples.

A fenced block with a `timezone` is a whole scenario. Any other is put into the last whole one
above it: under the headings keyed by ids it adds to what is there, other tables it replaces. A
block with a file's name is that file, beside all scenarios.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from column_words import KEPT, column_words

from planner.reading.schemas import SCHEMAS
from planner.reading.sheet.columns import COLUMNS
from planner.reading.table import Key, Schema
from scenarios import read, written

DOCS = Path(__file__).parents[2] / "docs" / "scenario.md"
TEXT = DOCS.read_text(encoding="utf-8")
KEYED_BY_ID = ("sites", "facilitators", "audiences", "requests")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```\w+ ([\w.-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def heading(schema: Schema) -> str:
    name = schema.name.replace("<", "&lt;").replace(">", "&gt;")
    return f"## [{name}]" if name else "## Top of the file"


def section(schema: Schema) -> str:
    _, found, rest = TEXT.partition(f"\n{heading(schema)}\n")
    assert found, f"{DOCS.name} has no heading {heading(schema)}"
    return rest.partition("\n## ")[0]


def examples() -> list[dict[str, Any]]:
    """Every example, completed to a whole scenario."""
    base: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    for block in BLOCK.findall(TEXT):
        values = tomllib.loads(block, parse_float=Decimal)
        if "timezone" in values:
            base = values
            found.append(base)
            continue
        added = {
            key: {**base.get(key, {}), **values.get(key, {})}
            for key in KEYED_BY_ID
            if not isinstance(values.get(key), str)
        }
        found.append({**base, **values, **added})
    return found


def keys_used(values: Mapping[str, Any], schema: str = "") -> Iterator[tuple[str, str]]:
    """Each key of an example, with the name of the schema it belongs to."""
    names = {known.name for known in SCHEMAS}
    for key, value in values.items():
        yield schema, key
        inside = f"{schema}.{key}" if schema else key
        if isinstance(value, dict) and inside in names:
            yield from keys_used(value, inside)
        elif isinstance(value, dict) and f"{inside}.<id>" in names:
            for entry in value.values():
                if isinstance(entry, dict):
                    yield from keys_used(entry, f"{inside}.<id>")


ALL_KEYS = [
    pytest.param(schema, key, id=f"{schema.name}.{key.name}")
    for schema in SCHEMAS
    for key in schema.keys
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name or "top")
def test_each_key_the_reader_knows_is_documented_and_no_other(schema: Schema) -> None:
    documented = [name for name, *_ in ROW.findall(section(schema))]
    assert documented == list(schema.names)


@pytest.mark.parametrize(("schema", "key"), ALL_KEYS)
def test_documented_forms_are_the_words_of_messages(schema: Schema, key: Key[Any]) -> None:
    forms = {name: form for name, form, *_ in ROW.findall(section(schema))}
    assert forms[key.name] == key.form.expected


@pytest.mark.parametrize(("schema", "key"), ALL_KEYS)
def test_documented_defaults_are_the_ones_that_hold(schema: Schema, key: Key[Any]) -> None:
    default = {name: left_out for name, _, left_out, _ in ROW.findall(section(schema))}[key.name]
    if key.default in (None, (), {}, ""):
        assert not default.startswith("`")
    else:
        value = tomllib.loads(f"value = {default.strip('`')}", parse_float=Decimal)["value"]
        assert key.form.read(value) == key.default


@pytest.mark.parametrize(("schema", "key"), ALL_KEYS)
def test_each_key_has_an_example(schema: Schema, key: Key[Any]) -> None:
    used = {pair for example in examples() for pair in keys_used(example)}
    assert (schema.name, key.name) in used


@pytest.mark.parametrize("example", examples())
def test_each_example_reads(example: dict[str, Any], tmp_path: Path) -> None:
    for name, text in FILE.findall(TEXT):
        (tmp_path / "scenarios").mkdir(exist_ok=True)
        (tmp_path / "scenarios" / name).write_text(text, encoding="utf-8")
    assert read(tmp_path, written(example)).visits


def test_how_cells_are_written_is_documented_for_each_column_that_needs_it() -> None:
    words: dict[str, list[str]] = defaultdict(list)
    for column in COLUMNS:
        words[column.grammar.words].append(column.name)
    del words[""]
    rows = [f"| `{'`, `'.join(names)}` | {how} |" for how, names in words.items()]
    assert "\n".join(["| columns | in a cell |", "| --- | --- |", *rows, "\n"]) in TEXT


def test_the_template_of_a_sheet_explains_its_columns_as_the_documentation_does() -> None:
    message = "run: python tests/reading/column_words.py"
    assert KEPT.read_text(encoding="utf-8") == column_words(), message
