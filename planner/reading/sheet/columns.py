"""The columns of a sheet of requests: the keys of [requests.<id>], and those of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.problem import Mode
from planner.reading import request_keys as keys
from planner.reading.forms import whole
from planner.reading.lines import Path
from planner.reading.sheet import cells
from planner.reading.sheet.cells import Cell, Grammar
from planner.reading.table import Key, Schema

ID = "id"
"""The column that names the request."""


@dataclass(frozen=True)
class Column:
    """A column: the keys that lead to its value inside a request, and how a cell is written."""

    path: Path
    key: Key[Any]
    grammar: Grammar

    @property
    def name(self) -> str:
        """The heading: `length`, or `gap.min` for a key of a table."""
        return ".".join(self.path)


TABLES: Mapping[Key[Any], Schema] = {
    keys.PREFER: keys.PREFERENCES,
    keys.GAP: keys.GAPS,
    keys.OFFERINGS: keys.OFFERING,
    keys.THEN: keys.FOLLOW_UP,
}
"""Keys that hold a table: each of its own keys has a column."""

GRAMMARS: Mapping[Key[Any], Grammar] = {
    keys.TITLE: cells.TEXT,
    keys.TYPE: cells.TEXT,
    keys.FOLLOW_UP_TYPE: cells.TEXT,
    keys.AUDIENCE: cells.TOGETHER,
    keys.EACH: cells.GROUPS,
    keys.VISITS: cells.VISITS,
    keys.LENGTH: cells.NUMBER,
    keys.FOLLOW_UP_LENGTH: cells.NUMBER,
    keys.SPLIT: cells.YES_NO,
    keys.FACILITATORS: cells.NUMBER_OR_LIST,
    keys.ANY_OF: cells.LIST,
    keys.SKILLS: cells.LIST,
    keys.SAME_FACILITATOR: cells.YES_NO_OR_TEXT,
    keys.WINDOW: cells.WINDOW,
    keys.WINDOWS: cells.WINDOWS,
    keys.COUNT: cells.COUNT,
    keys.EVERY: cells.TEXT,
    keys.OFFERED: cells.NUMBER,
    keys.CAPACITY: cells.NUMBER,
    keys.DAYS: cells.LIST,
    keys.HALF: cells.TEXT,
    keys.WEEKDAYS: cells.LIST,
    keys.ON: cells.DATES,
    keys.HOURS: cells.TEXT,
    keys.AFTER: cells.EARLIER,
    keys.NEEDS: cells.EARLIER,
    keys.ORDERED: cells.YES_NO,
    keys.LEAST: cells.NUMBER,
    keys.MOST: cells.NUMBER,
    keys.SPAN: cells.NUMBER,
    keys.MODE: cells.TEXT,
    keys.AT: cells.LIST,
    keys.LINE: cells.LINE,
    keys.OPTIONAL: cells.YES_NO,
    keys.PRIORITY: cells.NUMBER,
    keys.LIKE: cells.TEXT,
    keys.CONFIDENTIAL: cells.YES_NO,
    keys.FOCUS: cells.TEXT,
    keys.BRING: cells.TEXT,
    keys.LEAVE: cells.TEXT,
    keys.LINK: cells.TEXT,
    keys.ROOM: cells.TEXT,
}


def _columns() -> Iterator[Column]:
    for key in keys.REQUEST.keys:
        if key in TABLES:
            for inner in TABLES[key].keys:
                yield Column((key.name, inner.name), inner, GRAMMARS.get(inner, cells.TEXT))
            continue
        yield Column((key.name,), key, GRAMMARS.get(key, cells.TEXT))
        if key is keys.MODE:
            for mode in Mode:
                number = Key(mode.value, whole(1, 1_000, "sessions"), None)
                yield Column((key.name, mode.value), number, cells.NUMBER)


COLUMNS = tuple(_columns())
"""Every column but `id`, in the order of the documentation."""


def cells_of(request: Mapping[str, Any]) -> dict[str, Cell]:
    """Return the cells that say what a request's table says, by the names of their columns."""
    found: dict[str, Cell] = {}
    for column in COLUMNS:
        value: Any = request
        for name in column.path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None and not (isinstance(value, Mapping) and column.key is keys.MODE):
            found[column.name] = column.grammar.write(value)
    return found
