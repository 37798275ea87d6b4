"""Whatever stands at a key, reading ends in a problem or in complaints that name the key."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import BadInputError
from planner.reading.schemas import SCHEMAS
from planner.reading.table import Schema
from scenarios import reading, with_base

ODD_VALUES = (
    *('""', '"x"', '"2025-10"', '"a\\nb"', '"\\u0000"', '"../../etc"', "0", "-1", "7"),
    *("999999999999999999999999", "0x" + "f" * 5_000, "1e400", "1e-400", "0.1", "nan", "-inf"),
    *("true", "2025-10-10", "2025-10-10T10:00:00", "10:00:00", "0001-01-01", "9999-12-31"),
    *("[]", "[[]]", "[[[[]]]]", "[1, 'a', 2025-10-10]", "['G1', 'G1']", "['G1']", "[['G1']]"),
    *("{}", "{ a = 1 }", "{ plc = '1 day' }", "{ 'a\\nb' = 1 }", "{ a = { b = { c = 1 } } }"),
)
CASES = [
    pytest.param(schema, key.name, id=f"{schema.name}.{key.name}")
    for schema in SCHEMAS
    for key in schema.keys
]


def words(folder: Path, text: str) -> str:
    """Return what is complained of; any other exception is a defect."""
    try:
        reading(folder, text)
    except BadInputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("schema", "key"), CASES)
def test_odd_values_end_in_words(schema: Schema, key: str, tmp_path: Path) -> None:
    own = "plc" if schema.name.startswith("sessions") else "other"
    heading = schema.name.replace("<id>", own)
    for value in ODD_VALUES:
        line = f"{key} = {value}\n"
        table = f"[{heading}]\n{line}" if heading else ""
        text = with_base(f'[requests.plc]\naudience = "G1"\n{table}')
        told = words(tmp_path, text if heading else line + text)
        assert "is not TOML" not in told
        assert str(tmp_path) not in told
        assert len(told) < 20_000
        assert "\0" not in told


WORDS = st.sampled_from(
    [
        *("[requests.plc]", "[calendar]", "[contract]", "[contract.lines.a]", "[day]", "[windows]"),
        *("[facilitators.a]", "[audiences]", "[sites.a]", "\n", "=", ",", "[", "]", "{", "}", '"'),
        *("audience", "each", "visits", "like", "after", "window", "count", "line", "total"),
        *('"G1"', '"plc"', '"a"', '"2025-10"', "2025-10-10", "3", "0.5", "true", "# x", "'", "."),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join), st.integers(0, 300))
def test_broken_text_ends_in_words(added: str, cut: int) -> None:
    text = with_base('[requests.plc]\naudience = "G1"\n')
    with tempfile.TemporaryDirectory() as folder:
        assert "Traceback" not in words(Path(folder), text[: len(text) - cut] + added)
