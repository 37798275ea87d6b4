"""Entries written into a scenario's text: what is there stays, to the byte where it can."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import BadInputError
from planner.reading.edit import Entry, edited

DAY = date(2026, 1, 27)
CLOSED = Entry(("calendar", "closed"), DAY, added=True)
ON = Entry(("sessions", "plc/G1", "on"), DAY)


def write(text: str, *entries: Entry) -> str:
    return edited(text, entries, "year.toml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = 1 # why\n", "a = 1 # why\n\n[calendar]\nclosed = [2026-01-27]\n"),
        (
            "[calendar]\nx = 1\n\n# b\n[b]\n",
            "[calendar]\nx = 1\nclosed = [2026-01-27]\n\n# b\n[b]\n",
        ),
        ("[calendar]\nclosed = 2026-01-02\n", "[calendar]\nclosed = [2026-01-02, 2026-01-27]\n"),
        (
            "[calendar]\nclosed = [\n  2026-01-02, # c\n]\n",
            "[calendar]\nclosed = [\n  2026-01-02, # c\n  2026-01-27,\n]\n",
        ),
        ("[calendar]\nclosed = [2026-01-27]\n", "[calendar]\nclosed = [2026-01-27]\n"),
    ],
)
def test_dates_are_added_to_a_list(before: str, after: str) -> None:
    assert write(before, CLOSED).strip() == after.strip()


@pytest.mark.parametrize(
    "before",
    [
        '[sessions."plc/G1"]\non = 2026-01-02 # c\n\n[z]\n',
        '[sessions]\n"plc/G1" = {on = 2026-01-02} # c\n\n[z]\n',
        '[sessions]\n"plc/G1".on = 2026-01-02 # c\n\n[z]\n',
    ],
)
def test_a_value_is_replaced_where_it_stands(before: str) -> None:
    assert write(before, ON) == before.replace("2026-01-02", "2026-01-27")


def test_the_file_ends_as_it_ended() -> None:
    assert write("a = 1\n", ON) == 'a = 1\n\n[sessions."plc/G1"]\non = 2026-01-27\n'


def test_a_text_that_cannot_be_edited_is_left_to_its_author() -> None:
    with pytest.raises(BadInputError) as caught:
        write('sessions = "none"\n', ON)
    (only,) = caught.value.complaints
    assert only.hint == 'write it by hand: sessions."plc/G1".on = 2026-01-27'


words = st.sampled_from(("calendar", "closed", "x", "plc/G1"))
values = st.recursive(
    st.integers() | st.sampled_from((DAY, "text")),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=5,
)


@given(st.dictionaries(words, values, max_size=4), st.lists(st.sampled_from((CLOSED, ON))))
def test_it_means_what_it_meant_and_the_entries(
    before: dict[str, object], entries: list[Entry]
) -> None:
    from tomlkit import dumps  # noqa: PLC0415

    try:
        after = tomllib.loads(write(dumps(before), *entries))
    except BadInputError:
        return
    for entry in entries:
        found: object = after
        for name in entry.path:
            assert isinstance(found, dict)
            found = found[name]
        assert found == entry.value or (isinstance(found, list) and entry.value in found)
    for key in before.keys() - {entry.path[0] for entry in entries}:
        assert after[key] == before[key]
