"""Where a mistake stands, what it is, and the one error that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: its path as shown to people, the line (from 1), and the key."""

    file: str
    line: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return place if self.key is None else f"{place}: {self.key}"


@dataclass(frozen=True, slots=True)
class WhereInSheet(Where):
    """A place in a sheet: the row (from 1) is its line, and the column's name its key."""

    def __str__(self) -> str:
        row = "" if self.line is None else f", row {self.line}"
        return self.file + row + ("" if self.key is None else f', column "{self.key}"')


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake: where, what was found and expected, and what would mend it."""

    where: Where
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}"
        return text if self.hint is None else f"{text}\n  hint: {self.hint}"


class BadInputError(Exception):
    """Carries every complaint found in one reading; nothing was written (exit 2)."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(sorted(set(complaints), key=_reading_order))
        super().__init__("\n".join(map(str, self.complaints)))


def _reading_order(complaint: Complaint) -> tuple[str, int, str, str]:
    where = complaint.where
    return where.file, where.line or 0, where.key or "", complaint.message


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return "did you mean X?" for the known name most like `found`, if one is."""
    match = get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"did you mean {match[0]!r}?" if match else None
