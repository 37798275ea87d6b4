"""The folder of one engagement's plan, as a run sees it: locked, readable, replaced at once."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.folder import journal
from planner.folder.change import RECORD, Change, Owned, compare
from planner.folder.exchange import IMPOSSIBLE, Exchange, exchange_folders
from planner.folder.files import READ_LIMIT, listing, read_regular, sync_folder
from planner.folder.lock import Held
from planner.folder.room import build, discard, end_leftover, room_beside
from planner.folder.trouble import FolderError, plainly

WRITTEN_FIRST = frozenset({"availability.csv"})
"""What may stand in a folder of ours before there is any plan."""


@contextmanager
def open_folder(
    path: str | os.PathLike[str], engagement: str, *, exchange: Exchange = exchange_folders
) -> Iterator[Folder]:
    """Lock the folder of the plan of an engagement, or a portfolio, for the length of the block.

    FolderError where another run holds it, where it belongs to something else, or where it could
    not be written later. A folder made here disappears again if nothing is written to it.
    """
    shown = os.fspath(path)
    if not shown or "\0" in shown:
        raise FolderError(repr(shown), "names no folder")
    with plainly(shown):
        held = Held(Path(os.path.realpath(shown)))
    try:
        with plainly(shown):
            held.take()
            end_leftover(held.path)
            _check_owner(held.path, shown, engagement)
            _check_writable(held.path)
        yield Folder(shown, held, exchange)
    finally:
        held.release()


class Folder:
    """What a run may do to the folder it holds; made by `open_folder`."""

    def __init__(self, shown: str, held: Held, exchange: Exchange) -> None:
        self.shown = shown
        self._held = held
        self._exchange = exchange

    def names(self) -> tuple[str, ...]:
        """All files present, as posix paths relative to the folder, sorted."""
        with plainly(self.shown):
            return tuple(listing(self._held.path)[0])

    def read(self, name: str, limit: int = READ_LIMIT) -> bytes | None:
        """Return what a regular file of at most `limit` bytes holds, None where nothing stands."""
        with plainly(str(Path(self.shown, name))):
            return read_regular(self._held.path / name, limit)

    def replace(self, files: Mapping[str, bytes], owned: Owned) -> bool:
        """Make `files` the only owned files, all at once; False where they already are.

        Files that are not owned stay as they are. FolderError where it cannot be done: then the
        folder is as it was.
        """
        with plainly(self.shown):
            change = compare(self._held.path, files, owned)
            if change:
                self._apply(change)
            return bool(change)

    def _apply(self, change: Change) -> None:
        folder = self._held.path
        try:
            with room_beside(folder) as room:
                try:
                    self._swap(room, change)
                except OSError as error:
                    if error.errno not in IMPOSSIBLE:
                        raise
                    discard(room)
                    self._check_held()
                    journal.write_through(room, folder, change)
        finally:
            self._held.settle()

    def _swap(self, room: Path, change: Change) -> None:
        folder = self._held.path
        whole = build(room, folder, change)
        self._held.add(whole)
        self._check_held()
        with _staying_here(folder):
            self._exchange(whole, folder)
        with suppress(OSError):
            sync_folder(room)
            sync_folder(folder.parent)

    def _check_held(self) -> None:
        if not self._held.is_mine():
            raise FolderError(self.shown, "was moved or replaced during this run")


@contextmanager
def _staying_here(folder: Path) -> Iterator[None]:
    """Keep the working directory on its path when the folder there becomes another."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        here = Path(os.sep)
    yield
    if here.is_relative_to(folder):
        with suppress(OSError):
            os.chdir(here)


def _check_owner(folder: Path, shown: str, engagement: str) -> None:
    """Refuse a folder in use for something else; a broken record is for its reader to judge."""
    if all(path.name in WRITTEN_FIRST for path in folder.iterdir()):
        return
    with plainly(str(Path(shown, RECORD))):
        text = read_regular(folder / RECORD)
    if text is None:
        raise FolderError(shown, f"is not empty and holds no {RECORD}")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return
    keys = ("engagement", "portfolio") if isinstance(record, dict) else ()
    found = next((record[key] for key in keys if key in record), None)
    if found != engagement:
        whose = f"is of {found[:80]!r}" if isinstance(found, str) else "names no engagement"
        raise FolderError(shown, f"its {RECORD} {whose}, not of {engagement!r}")


def _check_writable(folder: Path) -> None:
    """Find out now, not after the search, by doing what a change will do first."""
    if not os.access(folder, os.W_OK | os.X_OK):
        code = errno.EROFS if os.statvfs(folder).f_flag & os.ST_RDONLY else errno.EACCES
        raise OSError(code, os.strerror(code))
    with room_beside(folder):
        pass
