"""Where folders cannot change places: files one by one, by a list that can be followed twice.

The room holds all new files, copies of the old ones, and the list of names. While the list says
redo, the new files are going in; when one cannot, it says undo, and the old ones go back in reverse
order, so that each finds again the space it had. Both can be cut short and begun again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from planner.folder.change import Change
from planner.folder.files import (
    copy_beside,
    part_of,
    standing,
    sync_folder,
    sync_tree,
    write_beside,
    write_file,
)

NEW, OLD = "new", "old"
REDO, UNDO = "redo.json", "undo.json"


def write_through(room: Path, folder: Path, change: Change) -> None:
    """Change the files of the folder, all or none."""
    new, old = room / NEW, room / OLD
    for side in (new, old):
        side.mkdir()
    for name, data in change.written.items():
        write_file(new / name, data, standing(folder / name))
    for name in change.owned.intersection(change.names()):
        copy_beside(folder / name, old / name)
    for side in (new, old):
        sync_tree(side)
    steps = {
        "folder": folder.stat().st_ino,
        "names": change.names(),
        "folders": sorted(change.folders),
    }
    try:
        write_beside(room / REDO, json.dumps(steps).encode())
    except OSError:
        (room / REDO).unlink(missing_ok=True)
        raise
    finish(room, folder)


def is_pending(room: Path) -> bool:
    """Whether a change has begun that neither went through nor went back."""
    return (room / REDO).exists() or (room / UNDO).exists()


def finish(room: Path, folder: Path) -> None:
    """Complete a change that has begun; undo it, and raise, where it cannot be completed."""
    redo, undo = room / REDO, room / UNDO
    if redo.exists():
        names, staying = _read(redo, folder)
        try:
            _put_all(room / NEW, folder, names, staying)
        except OSError:
            redo.rename(undo)
            finish(room, folder)
            raise
        with suppress(OSError):
            redo.unlink()
    elif undo.exists():
        names, staying = _read(undo, folder)
        _put_all(room / OLD, folder, reversed(names), staying)
        undo.unlink()


def _read(steps: Path, folder: Path) -> tuple[list[str], set[Path]]:
    """Return the names to go through and the folders that stay; none in another folder."""
    found = json.loads(steps.read_bytes())
    if found["folder"] != folder.stat().st_ino:
        return [], set()
    return found["names"], {folder, *(folder / name for name in found["folders"])}


def _put_all(source: Path, folder: Path, names: Iterable[str], staying: set[Path]) -> None:
    touched = {folder}
    for name in names:
        target = folder / name
        if standing(source / name):
            copy_beside(source / name, target)
        else:
            _remove(target, staying)
        touched.add(target.parent)
    for parent in touched:
        with suppress(FileNotFoundError):
            sync_folder(parent)


def _remove(target: Path, staying: set[Path]) -> None:
    with suppress(FileNotFoundError):
        part_of(target).unlink(missing_ok=True)
        target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent in staying:
            break
        with suppress(OSError):
            parent.rmdir()
