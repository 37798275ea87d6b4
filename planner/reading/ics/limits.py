"""What one calendar file may cost: bytes, components, steps of expansion, instances, warnings.

All limits count things rather than seconds, so that the same file reads the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MAX_BYTES = 20 * 1024 * 1024
MAX_COMPONENTS = 30_000
MAX_INSTANCES = 5_000
MAX_STEPS = 2_000_000
MAX_STATEMENTS = 100_000
MAX_TITLES = 5_000
MAX_WARNINGS = 50
_MAX_SHOWN = 120


class TooManyStepsError(Exception):
    """The file's expansion budget is used up; what is left must be read without expanding."""


@dataclass(slots=True)
class Steps:
    """The expansion budget of one file: a step is about one date or date-time looked at."""

    left: int = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take steps from the budget; raise `TooManyStepsError` before doing them if too few."""
        if steps > self.left:
            raise TooManyStepsError
        self.left -= steps


@dataclass(slots=True)
class Warnings:
    """Collects warnings that name the file and the UID, and never a title or a place.

    `uid` is that of the component being read.
    """

    shown: str
    uid: str = ""
    _made: dict[str, None] = field(default_factory=dict)
    _more: int = 0

    def add(self, message: str) -> None:
        """Note what is wrong with the component and what was done; twice changes nothing."""
        text = f"{self.shown}: {printable(self.uid)}: {printable(message)}"
        if text in self._made:
            return
        if len(self._made) < MAX_WARNINGS:
            self._made[text] = None
        else:
            self._more += 1

    @contextmanager
    def unreadable(self) -> Iterator[None]:
        """Turn what a component's values make impossible into a warning, and go on after it."""
        try:
            yield
        except (ValueError, OverflowError) as error:
            self.add(f"cannot be read ({error}); ignored")

    def listed(self) -> tuple[str, ...]:
        """Return the warnings in the order they came; beyond the limit only how many."""
        rest = (f"{self.shown}: {self._more} more warnings",) if self._more else ()
        return (*self._made, *rest)


def printable(text: str) -> str:
    """Make foreign text safe for a terminal: one short line without control characters."""
    short = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."
    return "".join(character if character.isprintable() else "?" for character in short)
