"""What people write in a cell, and the value that a TOML file would have in its place.

A cell that a grammar can make nothing of stays as it is, so that the key's own form refuses it in
its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planner.reading.forms import Unusable
from planner.reading.request_keys import NOBODY

Cell = str | int | Decimal | date | Unusable | None
"""What a cell holds; None if it is empty. Texts are stripped and not empty."""


@dataclass(frozen=True)
class Grammar:
    """How one sort of value is written in a cell: in words, where it is not just the value.

    `read` returns the value as in TOML, `write` the cell for such a value.
    """

    words: str
    read: Callable[[Cell], Any]
    write: Callable[[Any], Cell]


_WHOLE = re.compile(
    r"(\d{1,3}(?:[,'\u2019 \u00a0\u2009\u202f]\d{3})+|\d{1,15})(?:[.,]0)?", re.ASCII
)
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_RANGE = re.compile(r"(\d{1,4}) ?(?:to|-|\u2013) ?(\d{1,4})", re.ASCII | re.IGNORECASE)
_ITEMS = re.compile(r"[,;\n]")
_VISITS = re.compile(r"[;\n]")
_TOGETHER = re.compile(r"[+,;\n]")
_AT_ONCE = "0 days"


def _split(cell: str, between: re.Pattern[str]) -> list[str]:
    return [item for part in between.split(cell) if (item := part.strip())]


def _no_date(cell: Cell) -> Cell:
    """Return what is not a date: programs make one of "6-8" or "May 2026", and then it is lost."""
    if isinstance(cell, date):
        return Unusable(f"the date {cell}", "format the cell as text, and write it anew")
    return cell


def _text(cell: Cell) -> Any:
    """Return a text; a number that stands for one is written out."""
    is_number = isinstance(cell, (int, Decimal)) and not isinstance(cell, bool)
    return str(cell) if is_number else cell


def _number(cell: Cell) -> Any:
    """Return a whole number, also one written with separators of thousands."""
    match = _WHOLE.fullmatch(cell) if isinstance(cell, str) else None
    return int(re.sub(r"\D", "", match[1], flags=re.ASCII)) if match else cell


def _yes_no(cell: Cell) -> Any:
    return _YES_NO.get(cell.casefold(), cell) if isinstance(cell, str) else cell


def _count(cell: Cell) -> Any:
    """Return a number or a range."""
    if isinstance(cell, date):
        return Unusable(f"the date {cell}", "write 4 to 6, of which no program makes a date")
    match = _RANGE.fullmatch(cell) if isinstance(cell, str) else None
    return f"{match[1]}-{match[2]}" if match else _number(cell)


def _list(cell: Cell) -> Any:
    if isinstance(cell, str):
        return _split(cell, _ITEMS)
    return cell if isinstance(cell, Unusable) else [_text(cell)]


def _number_or_list(cell: Cell) -> Any:
    number = _number(cell)
    return _names(number) if isinstance(number, (str, date)) else number


def _names(cell: Cell) -> Any:
    return _list(_no_date(cell))


def _together(cell: Cell) -> Any:
    """Return ids; the one word that stands for nobody stays a text."""
    if cell == NOBODY:
        return cell
    return _split(cell, _TOGETHER) if isinstance(cell, str) else _names(cell)


def _groups(cell: Cell) -> Any:
    if not isinstance(cell, str):
        return _names(cell)
    return [_group(item) for item in _split(cell, _ITEMS)]


def _group(item: str) -> str | list[str]:
    return _split(item, _TOGETHER) if "+" in item else item


def _visits(cell: Cell) -> Any:
    if not isinstance(cell, str):
        names = _names(cell)
        return names if isinstance(names, Unusable) else [names]
    return [_groups(visit) for visit in _split(cell, _VISITS)]


def _earlier(cell: Cell) -> Any:
    """Return ids, or, if any has a distance, ids with distances; one twice is left to be seen."""
    items = _names(cell)
    if not isinstance(cell, str) or ":" not in cell:
        return items
    pairs = [item.partition(":") for item in items]
    ids = [id.strip() for id, _, _ in pairs]
    if len(set(ids)) < len(ids):
        return ids
    return {id.strip(): distance.strip() or _AT_ONCE for id, _, distance in pairs}


def _line(cell: Cell) -> Any:
    """Return a line, or lines by site; one site twice is left to be seen."""
    items = _names(cell)
    if not isinstance(cell, str) or ":" not in cell:
        return _text(_no_date(cell))
    pairs = [item.partition(":") for item in items]
    lines = {site.strip(): line.strip() for site, _, line in pairs}
    return lines if len(lines) == len(pairs) else cell


def _same(value: Any) -> Cell:
    return value  # type: ignore[no-any-return]


def _joined(between: str) -> Callable[[Any], Cell]:
    def write(value: Any) -> Cell:
        return between.join(map(str, value)) if isinstance(value, list) else _same(value)

    return write


def _write_groups(value: Any) -> Cell:
    groups: Iterable[Any] = value
    return ", ".join(str(_joined(" + ")(group)) for group in groups)


def _write_earlier(value: Any) -> Cell:
    if isinstance(value, Mapping):
        return ", ".join(f"{id}: {distance}" for id, distance in value.items())
    return _joined(", ")(value)


def _write_count(value: Any) -> Cell:
    return value.replace("-", " to ") if isinstance(value, str) else _same(value)


def _write_visits(value: Any) -> Cell:
    return "; ".join(str(_write_groups(visit)) for visit in value)


TEXT = Grammar("", lambda c: _text(_no_date(c)), _same)
WINDOW = Grammar("", _text, _same)
NUMBER = Grammar("", _number, _same)
YES_NO = Grammar("TRUE or FALSE, or yes or no", _yes_no, _same)
YES_NO_OR_TEXT = Grammar(
    "TRUE, FALSE, or a text", lambda cell: _yes_no(_text(_no_date(cell))), _same
)
COUNT = Grammar("a range in words: 4 to 6", _count, _write_count)
LIST = Grammar("several with commas between: Tue, Wed", _names, _joined(", "))
DATES = Grammar("several with commas between: 2025-10-14, 2025-10-21", _list, _joined(", "))
WINDOWS = Grammar("several with commas between: 2025-10, 2025-11/2025-12", _list, _joined(", "))
NUMBER_OR_LIST = Grammar(
    "a number, or ids with commas between: coach-a, coach-b", _number_or_list, _joined(", ")
)
TOGETHER = Grammar("several with commas between: GK, G1", _together, _joined(", "))
GROUPS = Grammar(
    "commas between, a plus for those that meet together: GK, G1, G2 + G3", _groups, _write_groups
)
VISITS = Grammar(
    "semicolons between visits, commas between sessions: GK, G1; G2, G3", _visits, _write_visits
)
LINE = Grammar("one, or one for each site: main: coaching, north: none", _line, _write_earlier)
EARLIER = Grammar(
    "several with commas between, a distance after a colon: kickoff: 10 school days, launch",
    _earlier,
    _write_earlier,
)
