"""The scenario's own files: edited in memory, and written so that each is old or new."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.errors import BadInputError, Complaint, Where
from planner.folder import reason_of, write_beside
from planner.folder.files import read_regular
from planner.reading.edit import Entry, edited
from planner.reading.homes import homes
from planner.reading.scenario import Reading, read_scenario
from planner.reading.source import read_source

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class EditedFile:
    """A file with entries written into it: its text, and its bytes before and after.

    `before` is None where the file is new.
    """

    path: Path
    shown: str
    text: str
    before: bytes | None
    after: bytes

    def check(self) -> None:
        """Raise BadInputError where the file is no longer the one that was edited."""
        if not self.holds(self.before):
            message = "was changed by somebody else during this run, and stays as they left it"
            raise BadInputError([Complaint(Where(self.shown), message, "run again")])

    def holds(self, content: bytes | None) -> bool:
        """Tell whether this is what the file holds now; None: whether there is no file."""
        try:
            return read_regular(self.path) == content
        except OSError:
            return False

    def put(self, content: bytes | None) -> None:
        """Write the file, with its mode, or remove it; BadInputError where that cannot be."""
        try:
            if content is None:
                self.path.unlink()
            else:
                write_beside(self.path, content)
        except OSError as error:
            message = f"cannot be written: {reason_of(error)}"
            raise BadInputError([Complaint(Where(self.shown), message)]) from None


@dataclass(frozen=True)
class Edited:
    """A scenario with entries written into it: its own file, those it includes, or several."""

    files: tuple[EditedFile, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """The new texts, by the real paths of the files."""
        return {os.path.realpath(one.path): one.text for one in self.files}

    @property
    def shown(self) -> str:
        """What people call the files that change."""
        return ", ".join(one.shown for one in self.files)

    def write(self) -> None:
        """Put the new texts in the old ones' places, all or none.

        Raises BadInputError where one cannot be written, or is no longer the one that was edited.
        """
        for one in self.files:
            one.check()
        try:
            for one in self.files:
                one.put(one.after)
        except BadInputError:
            self.undo()
            raise

    def undo(self) -> None:
        """Put the old texts back where the new ones are."""
        for one in self.files:
            if one.holds(one.after):
                one.put(one.before)


def edit(path: Path, entries: Iterable[Entry]) -> Edited:
    """Return a scenario with entries written into its files; nothing is written yet."""
    return Edited(tuple(_edited(file, listed) for file, listed in homes(path, entries).items()))


def read_edited(path: Path, today: date | None, changed: Edited) -> Reading:
    """Return what a scenario would state once it is written.

    Raises BadInputError with all that would be wrong, by its keys: nobody can look up the lines of
    a text that is not written.
    """
    try:
        return read_scenario(path, today, changed.texts)
    except BadInputError as wrong:
        raise BadInputError(
            replace(one, where=replace(one.where, line=None)) for one in wrong.complaints
        ) from None


def _edited(path: Path, entries: Iterable[Entry]) -> EditedFile:
    source = read_source(path)
    text = edited(source.text, entries, source.shown)
    before = path.read_bytes()
    lines = text.replace("\n", "\r\n") if b"\r\n" in before else text
    head = _BOM if before.startswith(_BOM) else b""
    return EditedFile(path, source.shown, text, before, head + lines.encode())
