"""The record of a folder that a run holds; where it is no use, what the feeds still tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from planner.cli.warnings import warn
from planner.documents import RECORD
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError
from planner.reading.record import read_record
from planner.reading.salvage import Files, salvage


class Place(Files, Protocol):
    """A folder of one engagement's plan, and how it is called to people."""

    @property
    def shown(self) -> str:
        """The folder's path for people."""


def record_in(
    folder: Place, problem: Problem, *, fresh: bool
) -> tuple[Record | None, Mapping[str, bytes]]:
    """Return the record of a folder, and under what name one that is no use is kept.

    Raises BadInputError where it is no use and is not to be forgotten.
    """
    text = folder.read(RECORD)
    if text is None:
        return None, {}
    try:
        return read_record(text.decode(errors="replace"), f"{folder.shown}/{RECORD}"), {}
    except BadInputError as unusable:
        if not fresh:
            raise
        record, lost = salvage(problem, folder)
        name = _free_name(f"{RECORD}.unusable", folder.names())
        warn(str(unusable), f"it is kept as {name}; {lost}")
        return record, {name: text}


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    numbered = (f"{name}.{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)
