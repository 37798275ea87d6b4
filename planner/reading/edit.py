"""Writes into a scenario's text what was decided elsewhere, and leaves all else as it was.

The text is edited by a library that keeps comments and layout. What comes out is read again by
another one, and must mean exactly what was meant before, with the entries and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.errors import BadInputError, Complaint, Where
from planner.reading.lines import dotted

Value = date | str


@dataclass(frozen=True, slots=True)
class Entry:
    """One value to write: at a path of keys or, when `added`, at the end of the list there.

    None takes away what stands there, if anything does.
    """

    path: tuple[str, ...]
    value: Value | None
    added: bool = False


def edited(text: str, entries: Iterable[Entry], shown: str) -> str:
    """Return a scenario's text with entries written into it; `shown` is its path for people.

    Raises BadInputError where the text is laid out so that it cannot be edited.
    """
    from tomlkit import dumps, parse  # noqa: PLC0415
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    listed = tuple(entries)
    wanted = tomllib.loads(text)
    try:
        document = parse(text if text.endswith("\n") else f"{text}\n")
        for entry in listed:
            _write(document, entry)
            _mean(wanted, entry)
        written = dumps(document).rstrip("\n") + (text[len(text.rstrip("\n")) :] or "\n")
        if tomllib.loads(written) == wanted:
            return written
    except (TOMLKitError, ValueError, AttributeError, LookupError, TypeError):
        pass
    where = Where(shown, key=dotted(listed[0].path))
    lines = "; ".join(f"{dotted(entry.path)} = {_toml(entry.value)}" for entry in listed)
    message = "cannot be written there without changing the rest of the file"
    raise BadInputError([Complaint(where, message, f"write it by hand: {lines}")])


def _mean(values: dict[str, Any], entry: Entry) -> None:
    """Change what a text means as an entry does."""
    *above, key = entry.path
    for name in above:
        values = values.setdefault(name, {})
    if entry.value is None:
        values.pop(key, None)
    else:
        values[key] = _added(values.get(key), entry.value) if entry.added else entry.value


def _added(found: Any, value: Value) -> list[Any]:
    """Return a list with one more value; a single value is a list of one."""
    before = [] if found is None else found if isinstance(found, list) else [found]
    return before if value in before else [*before, value]


def _write(document: Any, entry: Entry) -> None:
    *above, key = entry.path
    table = _opened(document, above)
    found = table.get(key)
    if entry.value is None:
        table.pop(key, None)
    elif not entry.added:
        _put(table, key, entry.value)
    elif not isinstance(found, list):
        _put(table, key, _added(found, entry.value))
    elif entry.value not in found:
        found.append(entry.value)


def _put(table: Any, key: str, value: Any) -> None:
    """Write a key beside the others of its table, before the comments and blank lines behind."""
    body = getattr(getattr(table, "value", None), "body", None)
    behind: list[Any] = []
    while key not in table and body and body[-1][0] is None:
        behind.insert(0, body.pop())
    table[key] = value
    if body is not None:
        body.extend(behind)


def _opened(document: Any, path: Iterable[str]) -> Any:
    """Return the table at a path; what is missing of it is made under a heading of its own."""
    from tomlkit import nl, table  # noqa: PLC0415

    names = tuple(path)
    here, is_last = document, next(reversed(list(document)), None) == names[0]
    for depth, name in enumerate(names, start=1):
        if name not in here:
            here[name] = table(is_super_table=depth < len(names))
            if depth == len(names) and names[0] in document and not is_last and depth > 1:
                here[name].add(nl())
        here = here[name]
    return here


def _toml(value: Value | None) -> str:
    if value is None:
        return "(taken away)"
    return value.isoformat() if isinstance(value, date) else f'"{value}"'
