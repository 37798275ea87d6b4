"""Locks on folders themselves: a lock file could be unlinked under its holder."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

PATIENCE = 10
"""How often another run may remove the empty folder it had made before this one gives up."""


class Held:
    """A folder locked for one run: made where it was missing, removed at the end if still empty.

    While a new folder takes the old one's place both are locked, so that whoever opens the path
    meets a lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: list[Path] = []
        self._descriptors: list[int] = []

    def take(self) -> None:
        """Make and lock the folder; BlockingIOError where another run holds it."""
        for patience in reversed(range(PATIENCE)):
            try:
                _make_missing(self.path, self._made)
                self.add(self.path)
            except FileNotFoundError:
                if not patience:
                    raise
            else:
                return

    def add(self, folder: Path) -> None:
        """Lock one more folder, one that is to stand at the path."""
        self._descriptors.append(lock(folder))

    def is_mine(self) -> bool:
        """Whether the path still leads to a folder locked here."""
        return any(_stands_at(descriptor, self.path) for descriptor in self._descriptors)

    def settle(self) -> None:
        """Let go of all folders but the one at the path."""
        for descriptor in self._descriptors[:]:
            if not _stands_at(descriptor, self.path):
                self._descriptors.remove(descriptor)
                os.close(descriptor)

    def release(self) -> None:
        """Remove what was made and stayed empty, then let go; never a folder another run holds."""
        mine = self.is_mine()
        for folder in reversed(self._made):
            if mine or folder != self.path:
                with suppress(OSError):
                    folder.rmdir()
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors.clear()


def lock(folder: Path) -> int:
    """Return the descriptor of the folder that stands at the path, locked."""
    while True:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(descriptor)
            raise
        if _stands_at(descriptor, folder):
            return descriptor
        os.close(descriptor)


def _stands_at(descriptor: int, folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    except OSError:
        return False


def _make_missing(path: Path, made: list[Path]) -> None:
    missing = [folder for folder in (path, *path.parents) if not os.path.lexists(folder)]
    for folder in reversed(missing):
        with suppress(FileExistsError):
            folder.mkdir()
            made.append(folder)
