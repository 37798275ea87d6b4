"""Requests as written, each with those it is like: a key written nearer replaces the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any, TypeVar

from planner.reading.chains import cycles
from planner.reading.names import Names
from planner.reading.request_keys import ALTERNATIVES, LIKE, MOST_SESSIONS, REQUEST
from planner.reading.table import Key, Schema, Table

T = TypeVar("T")

_MOST_STEPS = 20


@dataclass(frozen=True)
class Ask:
    """One request: its own table first, then the one it is like, and so on.

    Complaints go to the table in which the key is written; one mistake that several requests
    inherit is said once.
    """

    id: str
    tables: tuple[Table, ...]

    def get(self, key: Key[T]) -> T:
        """Return what the nearest table says; the default if none does."""
        return self._home(key).get(key) if self.has(key) else key.default

    def has(self, key: Key[Any]) -> bool:
        """Tell whether a key is written here, or where this request is like another."""
        return self._home(key).has(key) and not self._is_replaced(key)

    def open(self, key: Key[Mapping[str, Any]], schema: Schema) -> Table:
        """Return the table that a key holds."""
        return self._home(key).open(key, schema)

    def depth(self, key: Key[Any]) -> int:
        """Return how many steps of `like` away a key is written."""
        return next((i for i, table in enumerate(self.tables) if table.has(key)), len(self.tables))

    def beside(self, *keys: Key[Any]) -> bool:
        """Tell whether all of some keys are written, and in one table."""
        return all(map(self.has, keys)) and len({self.depth(key) for key in keys}) == 1

    def nearest(self, *keys: Key[Any]) -> Key[Any]:
        """Return the one of some keys that is written nearest; of several, the last."""
        return min(reversed(keys), key=self.depth)

    def complain(self, key: Key[Any] | None, message: str, hint: str | None = None) -> None:
        """Note a mistake where a key is written; where a key is left out, with the first table."""
        table = self.tables[0] if key is None else self._home(key)
        table.complain(key, message, hint)

    def complain_of_missing(self, key: Key[Any], expected: str) -> None:
        """Note that a key is left out, unless what the request is like is not known."""
        if not any(table.is_wrong(LIKE) for table in self.tables):
            self.complain(key, f"is missing; expected {expected}")

    def is_wrong(self) -> bool:
        """Tell whether anything was said of this request or of what it is like."""
        return any(table.is_wrong() for table in self.tables)

    def _home(self, key: Key[Any]) -> Table:
        """Return the table that speaks for a key; where none does, the one all others are like."""
        for table in self.tables:
            if table.has(key):
                return table
        return self.tables[-1]

    def _is_replaced(self, key: Key[Any]) -> bool:
        """Tell whether an alternative to a key is written nearer than the key itself."""
        others = (other for group in ALTERNATIVES if key in group for other in group - {key})
        return any(self.depth(other) < self.depth(key) for other in others)


def read_asks(entries: Iterable[tuple[str, Table]]) -> Iterator[Ask]:
    """Yield each request with those it is like; complain of circles, and of keys that exclude."""
    tables = dict(islice(entries, MOST_SESSIONS))
    names = Names("request", tuple(tables))
    likes: dict[str, tuple[str, ...]] = {}
    for id, table in tables.items():
        base = table.get(LIKE)
        likes[id] = names.known_among(table, LIKE, () if base is None else (base,))
        _complain_of_alternatives(table)
    for chain in cycles(likes):
        tables[chain[0]].complain(LIKE, f"leads round in a circle: {' > '.join(chain)}")
    for id, table in tables.items():
        steps = _steps(likes, id)
        if len(steps) > _MOST_STEPS:
            table.complain(LIKE, f"leads over more than {_MOST_STEPS} requests")
        yield Ask(id, tuple(tables[step] for step in steps))


def _steps(likes: Mapping[str, tuple[str, ...]], id: str) -> list[str]:
    """Return a request and those it is like, nearest first; a circle is walked once."""
    steps: dict[str, None] = {}
    following: tuple[str, ...] = (id,)
    while following and following[0] not in steps and len(steps) <= _MOST_STEPS:
        steps[following[0]] = None
        following = likes[following[0]]
    return list(steps)


def _complain_of_alternatives(table: Table) -> None:
    written = [key for key in REQUEST.keys if table.has(key)]
    for first, second in combinations(written, 2):
        if any({first, second} <= group for group in ALTERNATIVES):
            table.complain(second, f"does not go with {first.name}; expected one of the two")
