"""How messages quote what was written, and what they suggest instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from difflib import get_close_matches
from typing import Any

_WIDEST = 60
_MOST_ITEMS = 8
_DEEPEST = 3
_MOST_NAMES = 12
_LONGEST_INT_BITS = 128


def shown(value: Any, depth: int = 0) -> str:
    """Write a value as its author would recognise it, in a few words and on one line."""
    if isinstance(value, str):
        return f'"{_cut(plain(value))}"'
    if isinstance(value, dict):
        return "a table" if value else "an empty table"
    if isinstance(value, list):
        items = [shown(item, depth + 1) for item in value[:_MOST_ITEMS] if depth < _DEEPEST]
        return _cut(f"[{', '.join(items)}{', ...' if len(value) > len(items) else ''}]")
    return _cut(_scalar(value))


def plain(text: str) -> str:
    """Write a text on one line, whatever it holds."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def nearly(found: str, known: Iterable[str]) -> str | None:
    """Return a hint that names what `found` was most likely meant to be, capitals aside."""
    folded = {name.casefold(): name for name in known}
    match = get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean {folded[match[0]]!r}?" if match else None


def suggestion(found: str, known: Collection[str]) -> str | None:
    """Return a hint that names what `found` was most likely meant to be, or all it can be."""
    listed = f"known: {plain(', '.join(known))}" if 0 < len(known) <= _MOST_NAMES else None
    return nearly(found, known) or listed


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > _LONGEST_INT_BITS:
        return f"a number of {value.bit_length() * 3 // 10} digits"
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _escape(character: str) -> str:
    return "\\n" if character == "\n" else f"\\u{ord(character):04x}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "..."
