"""Tables of a scenario: which keys they have, and reading them with complaints collected."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planner.reading.complaints import Complaints
from planner.reading.forms import ID, Form, WrongValueError, is_id
from planner.reading.lines import Path
from planner.reading.wording import shown, suggestion

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Key(Generic[T_co]):
    """One key of a table: its name, its form, and what it means to leave it out."""

    name: str
    form: Form[T_co]
    default: T_co


@dataclass(frozen=True)
class Schema:
    """The keys that one table may have. `name` is its heading: "day", "requests.<id>"."""

    name: str
    keys: tuple[Key[Any], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in the order of the documentation."""
        return tuple(key.name for key in self.keys)


@dataclass(frozen=True)
class Table:
    """A table as written, the path that leads to it, and where complaints about it go."""

    path: Path
    values: Mapping[str, Any]
    complaints: Complaints

    def get(self, key: Key[T]) -> T:
        """Return what a key says; its default if it is left out, or wrong (and complained of)."""
        if key.name not in self.values:
            return key.default
        value = self.values[key.name]
        try:
            return key.form.read(value)
        except WrongValueError as error:
            for fault in key.form.faults(value, error):
                self.complaints.add((*self.path, key.name), fault.message, fault.hint)
            return key.default

    def need(self, key: Key[T]) -> T:
        """Return what a key says, and complain if it is left out."""
        if not self.has(key):
            self.complain_of_missing(key, key.form.expected)
        return self.get(key)

    def has(self, key: Key[Any]) -> bool:
        """Tell whether a key is written, rightly or wrongly."""
        return key.name in self.values

    def complain(self, key: Key[Any] | None, message: str, hint: str | None = None) -> None:
        """Note a mistake at a key, or, without one, at the table itself."""
        path = self.path if key is None else (*self.path, key.name)
        self.complaints.add(path, message, hint)

    def complain_of_missing(self, key: Key[Any], expected: str) -> None:
        """Note that a key is left out."""
        self.complain(key, f"is missing; expected {expected}")

    def folder(self, key: Key[Any]) -> pathlib.Path:
        """Return where relative paths under a key begin: the folder of the file that says it."""
        return self.complaints.origins.of((*self.path, key.name)).folder

    def is_wrong(self, key: Key[Any] | None = None) -> bool:
        """Tell whether anything was said of a key; without one, of anything in the table."""
        return self.complaints.touch(self.path if key is None else (*self.path, key.name))

    def is_refused(self) -> bool:
        """Tell of a table just opened whether something else stands there, which has been said."""
        return not self.values and self.is_wrong()

    def open(self, key: Key[Mapping[str, Any]], schema: Schema) -> Table:
        """Return the table that a key holds; an empty one if it is left out or wrong."""
        path, value = (*self.path, key.name), self.values.get(key.name, {})
        if isinstance(value, dict):
            return opened(path, value, schema, self.complaints)
        hint = f"its keys: {', '.join(schema.names)}"
        self.complaints.add(path, f"{shown(value)} is not {key.form.expected}", hint)
        return Table(path, {}, self.complaints)

    def entries(self, key: Key[Mapping[str, Any]], schema: Schema) -> Iterator[tuple[str, Table]]:
        """Yield the tables inside a table that is keyed by ids, in the order written."""
        for id, value in self.members(key):
            path = (*self.path, key.name, id)
            if isinstance(value, dict):
                yield id, opened(path, value, schema, self.complaints)
            else:
                self.complaints.add(path, f"{shown(value)} is not a table")

    def members(self, key: Key[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Yield what a table keyed by ids holds, and complain of ids that cannot be ids."""
        seen: dict[str, str] = {}
        for id, value in self.get(key).items():
            path = (*self.path, key.name, id)
            twin = seen.setdefault(id.casefold(), id)
            if not is_id(id):
                self.complaints.add(path, f"{shown(id)} is not {ID.expected}")
            elif twin != id:
                self.complaints.add(path, f"differs from {twin!r} only in capitals; ids name files")
            yield id, value


def opened(path: Path, values: Mapping[str, Any], schema: Schema, complaints: Complaints) -> Table:
    """Return a table, and complain of each key in it that its schema does not know."""
    for name in values:
        if name not in schema.names:
            complaints.add((*path, name), "is not a key here", suggestion(name, schema.names))
    return Table(path, values, complaints)
