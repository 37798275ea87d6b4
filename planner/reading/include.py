"""A scenario with the files it names: TOML files that it includes, and sheets of its requests.

Their tables join: two files may both say something of [calendar], or of [requests], but never the
same key of it, nor the same id.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.errors import BadInputError
from planner.reading.complaints import Complaints
from planner.reading.forms import NAME, TABLE, Form, WrongValueError, one_or_list
from planner.reading.lines import Path as Keys
from planner.reading.origins import Origin, Origins
from planner.reading.sheet import SUFFIXES, read_sheet
from planner.reading.source import Source, neighbour, read_source
from planner.reading.table import Key
from planner.reading.wording import shown

_PATH = Form("the path of a TOML file", NAME.read)
INCLUDE = Key("include", one_or_list(_PATH, "the path of a TOML file, or a list of paths"), ())


_SHEET_TOO = 'a table, or the path of a sheet such as "requests.csv" or "requests.xlsx"'
REQUESTS = Key[Mapping[str, Any]]("requests", Form(_SHEET_TOO, TABLE.read), {})

_MOST_FILES = 100
_DEEPEST = 10
_JOINED = frozenset({("contract", "lines"), ("calendar", "short"), ("calendar", "words")})
"""Tables inside tables that are keyed by ids: they join as those at the top do."""


Texts = Mapping[str, str]
"""What files are read as if they held, by their real paths."""

AS_WRITTEN: Texts = {}


@dataclass(frozen=True)
class Joined:
    """What a scenario and the files it names say together; the complaints know which says what."""

    values: Mapping[str, Any]
    complaints: Complaints


def read_joined(path: Path, own: Collection[str], texts: Texts = AS_WRITTEN) -> Joined:
    """Return a scenario joined with all that it includes; those come first, in their order.

    `own` are the keys that only the scenario itself may have. Raise `BadInputError` if a file
    cannot be read, with whatever is wrong with the others; other mistakes are collected.
    """
    source = read_source(path, texts.get(_real(path)))
    joining = _Joining(own, source, texts)
    joining.join(source, ())
    if not joining.is_whole:
        joining.complaints.raise_any()
    return Joined(joining.values, joining.complaints)


@dataclass
class _Joining:
    """The joining of files. `is_whole` is false once one cannot be read."""

    own: Collection[str]
    main: Source
    texts: Texts
    values: dict[str, Any] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    is_whole: bool = True

    def __post_init__(self) -> None:
        self.origins: dict[Keys, Origin] = {(): self.main}
        self.complaints = Complaints(Origins(self.origins))

    def join(self, source: Source, trail: tuple[Source, ...]) -> None:
        """Add what a file says, after what it includes; `trail` are those that led to it."""
        self.known.add(_real(source.path))
        for written in self._included(source):
            self._include(source, written, (*trail, source))
        values = {key: value for key, value in source.values.items() if key != INCLUDE.name}
        for key in [] if source is self.main else [key for key in values if key in self.own]:
            del values[key]
            message = f"does not go into a file that is included by {trail[-1].shown}"
            hint = f"write it in {self.main.shown}, at the top"
            self.complaints.add((key,), message, hint, source.where((key,)))
        sheet = values.get(REQUESTS.name)
        if isinstance(sheet, str):
            values[REQUESTS.name] = {}
        self._merge(self.values, values, (), source)
        if isinstance(sheet, str):
            self._add_sheet(source, sheet)

    def _included(self, source: Source) -> tuple[str, ...]:
        value = source.values.get(INCLUDE.name)
        try:
            return () if value is None else INCLUDE.form.read(value)
        except WrongValueError as error:
            for fault in INCLUDE.form.faults(value, error):
                self._complain_at(source, INCLUDE, fault.message, fault.hint)
            return ()

    def _include(self, source: Source, written: str, trail: tuple[Source, ...]) -> None:
        """Add a file that another includes, once; what cannot be read ends the reading."""
        path = source.folder / written
        name, real = os.path.relpath(path), _real(path)
        circle = [one.shown for one in trail]
        reals = [_real(one.path) for one in trail]
        if real in reals:
            chain = " \N{RIGHTWARDS ARROW} ".join([*circle[reals.index(real) :], name])
            self._end(source, f"leads round in a circle: {chain}")
        elif real in self.known:
            return
        elif not os.path.lexists(path):
            self._end(source, f"there is no file {name}", neighbour(path))
        elif len(trail) >= _DEEPEST or len(self.known) >= _MOST_FILES:
            most = f"{_DEEPEST} files deep" if len(trail) >= _DEEPEST else f"{_MOST_FILES} files"
            self._end(source, f"leads to {name}, and so to more than {most}")
        else:
            self._read(path, trail)

    def _read(self, path: Path, trail: tuple[Source, ...]) -> None:
        try:
            self.join(read_source(path, self.texts.get(_real(path))), trail)
        except BadInputError as error:
            self.is_whole = False
            for one in error.complaints:
                self.complaints.add((INCLUDE.name,), one.message, one.hint, one.where)

    def _end(self, source: Source, message: str, hint: str | None = None) -> None:
        self.is_whole = False
        self._complain_at(source, INCLUDE, message, hint)

    def _complain_at(
        self, source: Source, key: Key[Any], message: str, hint: str | None = None
    ) -> None:
        self.complaints.add((key.name,), message, hint, source.where((key.name,)))

    def _add_sheet(self, source: Source, written: str) -> None:
        """Add the requests of a sheet to those there are."""
        path = source.folder / written
        if path.suffix.lower() not in SUFFIXES:
            message = f"{shown(written)} is not {REQUESTS.form.expected}"
            self._complain_at(source, REQUESTS, message, "save it as .xlsx or .csv")
            return
        if not os.path.lexists(path):
            message = f"there is no file {os.path.relpath(path)}"
            self._complain_at(source, REQUESTS, message, neighbour(path))
            return
        try:
            sheet = read_sheet(path)
        except BadInputError as error:
            for one in error.complaints:
                self.complaints.add((REQUESTS.name,), one.message, one.hint, one.where)
            return
        for one in sheet.complaints:
            self.complaints.add((REQUESTS.name,), one.message, one.hint, one.where)
        self._merge(self.values, {REQUESTS.name: dict(sheet.requests)}, (), sheet)

    def _merge(
        self, into: dict[str, Any], values: Mapping[str, Any], path: Keys, origin: Origin
    ) -> None:
        """Add keys to a table; those of tables that join are added one by one."""
        for key, value in values.items():
            here = (*path, key)
            joins = isinstance(value, dict) and (not path or here in _JOINED)
            if key not in into:
                self.origins[here] = origin
                into[key] = {} if joins else value
            elif not (joins and isinstance(into[key], dict)):
                first = replace(self.origins[here].where(here), key=None)
                message, hint = f"is written in {first} too", "keep one of the two"
                self.complaints.add(here, message, hint, origin.where(here))
                continue
            if joins:
                self._merge(into[key], value, here, origin)


def _real(path: Path) -> str:
    """Return what names a file whichever way leads to it."""
    return os.path.realpath(path)
