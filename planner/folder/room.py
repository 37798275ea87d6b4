"""The hidden room beside a folder, where its next content is built and a killed run leaves it.

A room says nothing of how far its run had come; the folders themselves do. The run that made a
room and the run that finds it end it by the same function, which is right at every moment.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.folder import journal
from planner.folder.change import Change
from planner.folder.files import (
    look_like,
    remove_tree,
    standing,
    sync_tree,
    write_beside,
    write_file,
)
from planner.folder.lock import lock

MARK = "made-by-the-planner"
WHOLE = "whole"
TWO = "exchange.json"


@contextmanager
def room_beside(folder: Path) -> Iterator[Path]:
    """Make a room for one change of the folder, and end it; what resists waits for the next run."""
    room = _room_of(folder)
    room.mkdir(mode=0o700)
    descriptor = lock(room)
    try:
        (room / MARK).touch()
        yield room
    finally:
        with suppress(OSError):
            _end(room, folder)
        os.close(descriptor)


def end_leftover(folder: Path) -> None:
    """End what a killed run left beside the folder; refuse what is not ours or still in use."""
    room = _room_of(folder)
    if standing(room) is None:
        return
    descriptor = lock(room)
    try:
        if not (room / MARK).exists() and any(room.iterdir()):
            raise OSError(errno.EEXIST, f"{room.name!r} beside it is in the planner's way")
        _end(room, folder)
    finally:
        os.close(descriptor)


def build(room: Path, folder: Path, change: Change) -> Path:
    """Build the whole next folder: what stays is linked, what is new is written."""
    whole = room / WHOLE
    whole.mkdir()
    for name in sorted(change.folders):
        (whole / name).mkdir()
    for name in change.kept:
        os.link(folder / name, whole / name, follow_symlinks=False)
    for name in ["", *sorted(change.folders, reverse=True)]:
        look_like(whole / name, folder / name)
    for name, data in change.written.items():
        write_file(whole / name, data, standing(folder / name))
    two = {
        "old": folder.stat().st_ino,
        "new": whole.stat().st_ino,
        "owned": sorted(change.owned),
    }
    write_beside(room / TWO, json.dumps(two).encode())
    sync_tree(room)
    return whole


def discard(room: Path) -> None:
    """Remove a whole folder that cannot take the place of the old one."""
    if (room / WHOLE).exists():
        remove_tree(room / WHOLE)


def _room_of(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.planner"


def _end(room: Path, folder: Path) -> None:
    try:
        journal.finish(room, folder)
    finally:
        if not journal.is_pending(room):
            _clear(room, folder)


def _clear(room: Path, folder: Path) -> None:
    """Remove a room, its mark last; files of others that only the old folder has move over."""
    if (room / WHOLE).exists():
        remove_tree(room / WHOLE, _rescue(room, folder))
    for left in room.iterdir():
        if left.is_dir():
            remove_tree(left)
        elif left.name != MARK:
            left.unlink()
    (room / MARK).unlink(missing_ok=True)
    room.rmdir()


def _rescue(room: Path, folder: Path) -> Callable[[str], bool]:
    """Return what moves a file out of the old folder, once the two have changed places."""
    whole = room / WHOLE
    two = json.loads((room / TWO).read_bytes()) if (room / TWO).exists() else {}
    if (two.get("old"), two.get("new")) != (whole.stat().st_ino, folder.stat().st_ino):
        return lambda _name: False

    def rescue(name: str) -> bool:
        mine, other = (whole / name).lstat(), standing(folder / name)
        if name in two["owned"] or (other and other.st_mtime_ns >= mine.st_mtime_ns):
            return False
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / name).replace(folder / name)
        return True

    return rescue
