"""Keys are found on the line where they stand, however the file is written."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reading.lines import dotted, key_lines, line_of

TEXT = '''# a comment with [brackets] and "quotes
title = "a # in a text"
day.am = "08:30-11:30"

[calendar]   # heading
closed = [
    2025-11-28,  # the day after [Thanksgiving
    "2025-12-22/2026-01-02",
]
staff = [2025-10-10]

[calendar.words]
"Institute Day" = "staff"
'Early "out"' = "pm-closed"
"Caf\\u00e9" = "ignore"

[requests.plc]
focus = """
window = "not a key"
"""
window = "2025-10"
prefer = { half = "AM" }

[[list]]
name = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("day",), 3),
        (("day", "am"), 3),
        (("calendar",), 5),
        (("calendar", "closed"), 6),
        (("calendar", "staff"), 10),
        (("calendar", "words", "Institute Day"), 13),
        (("calendar", "words", 'Early "out"'), 14),
        (("calendar", "words", "Café"), 15),
        (("requests",), 17),
        (("requests", "plc", "focus"), 18),
        (("requests", "plc", "window"), 21),
        (("list", "name"), 25),
    ],
)
def test_each_key_is_found_on_its_line(path: tuple[str, ...], line: int) -> None:
    assert key_lines(TEXT)[path] == line


def test_a_key_of_an_inline_table_is_on_the_line_of_the_table() -> None:
    assert line_of(key_lines(TEXT), ("requests", "plc", "prefer", "half")) == 22


def test_a_key_left_out_is_on_the_line_of_its_table() -> None:
    assert line_of(key_lines(TEXT), ("requests", "plc", "audience")) == 17
    assert line_of(key_lines(TEXT), ("timezone",)) is None


def test_absurdly_deep_keys_are_passed_over() -> None:
    lines = key_lines(f"{'a.' * 500}b = 1\nc = 2\n")
    assert lines == {("c",): 2}


def test_paths_are_written_as_toml_writes_them() -> None:
    assert dotted(("sessions", "cycle-1/GK", "on")) == 'sessions."cycle-1/GK".on'
    assert dotted(("words", "a\nb")) == 'words."a\\u000ab"'


@given(st.text(alphabet="ab.=[]{}\"'#\n \\,1", max_size=60))
def test_no_text_is_too_broken_to_be_scanned(text: str) -> None:
    lines = key_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert {path[0] for path in lines} == set(values)
