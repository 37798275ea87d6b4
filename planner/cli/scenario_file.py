"""The scenario's own file: edited in memory, and written so that it is old or new at any moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.errors import BadInputError, Complaint, Where
from planner.folder import write_beside
from planner.folder.files import read_regular
from planner.reading.edit import Entry, edited
from planner.reading.source import read_source

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Edited:
    """A file of a scenario with entries written into it: its text, its bytes before and after.

    `before` is None where the file is new.
    """

    path: Path
    shown: str
    text: str
    before: bytes | None
    after: bytes

    def write(self) -> None:
        """Put the new text in the old one's place, with its mode.

        Raises BadInputError where the file is no longer the one that was edited.
        """
        if read_regular(self.path) != self.before:
            message = "was changed by somebody else during this run, and stays as they left it"
            raise BadInputError([Complaint(Where(self.shown), message, "run again")])
        self._put(self.after)

    def undo(self) -> None:
        """Put the old text back."""
        if self.before is None:
            self.path.unlink(missing_ok=True)
        else:
            self._put(self.before)

    def _put(self, content: bytes) -> None:
        try:
            write_beside(self.path, content)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise BadInputError([Complaint(Where(self.shown), message)]) from None


def edit(path: Path, entries: Iterable[Entry]) -> Edited:
    """Return a scenario file with entries written into it; nothing is written yet."""
    source = read_source(path)
    text = edited(source.text, entries, source.shown)
    before = path.read_bytes()
    lines = text.replace("\n", "\r\n") if b"\r\n" in before else text
    head = _BOM if before.startswith(_BOM) else b""
    return Edited(path, source.shown, text, before, head + lines.encode())
