"""Small worlds for the tests: folders with files, what they hold, and runs in other processes."""

from __future__ import annotations

import errno
import json
import os
import stat
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

from planner.folder import open_folder
from planner.folder.exchange import Exchange, exchange_folders

ENGAGEMENT = "district-34"
Snapshot = dict[str, tuple[object, ...]]

LONG_AGO = 1_000_000_000_123_456_789


def owned(name: str) -> bool:
    return name in {"plan.json", "report.html"} or name.startswith("calendars/")


def impossible(_one: Path, _other: Path) -> None:
    raise OSError(errno.ENOSYS, "cannot exchange here")


def version(number: int, *, feeds: int = 3, size: int = 40) -> dict[str, bytes]:
    """The files of one plan; each feed is in every third version only."""
    record = {"engagement": ENGAGEMENT, "version": number, "filler": "x" * size}
    names = ["report.html", *(f"calendars/{i}.ics" for i in range(feeds) if (number + i) % 3)]
    return {
        "plan.json": json.dumps(record).encode(),
        **{name: f"{name} {number} ".encode() * size for name in names},
    }


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def snapshot(root: Path) -> Snapshot:
    """All beneath a folder, to the byte, the mode and the time; of folders name and mode only."""
    return {str(path.relative_to(root)): _seen(path) for path in sorted(root.rglob("*"))}


def _seen(path: Path) -> tuple[object, ...]:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return ("link", path.readlink(), found.st_mtime_ns)
    if stat.S_ISDIR(found.st_mode):
        return ("folder", found.st_mode)
    return ("file", path.read_bytes(), found.st_mode, found.st_mtime_ns)


def add_foreign(folder: Path) -> None:
    """Files of the manager's own, with times, modes, a link, and an empty folder."""
    notes = folder / "notes" / "deep"
    notes.mkdir(parents=True)
    (notes / "call ümlaut.txt").write_text("call the school")
    (notes / "secret.txt").write_text("key")
    (notes / "secret.txt").chmod(0o400)
    (folder / "notes" / "latest").symlink_to("deep/call ümlaut.txt")
    (folder / "notes" / "empty").mkdir(mode=0o750)
    (folder / "broken").symlink_to("/nowhere")
    for path in sorted(folder.rglob("notes/**/*"), reverse=True):
        os.utime(path, ns=(LONG_AGO, LONG_AGO), follow_symlinks=False)


def foreign_of(folder: Path) -> Snapshot:
    return {name: seen for name, seen in snapshot(folder).items() if _is_foreign(name)}


def _is_foreign(name: str) -> bool:
    return name.startswith(("notes", "broken"))


def put(folder: Path, files: Mapping[str, bytes], exchange: Exchange = exchange_folders) -> bool:
    with open_folder(folder, ENGAGEMENT, exchange=exchange) as held:
        return held.replace(files, owned)


def in_child(work: Callable[[], None]) -> int:
    """Do some work in a forked process; the answer is what `waitpid` says of its end."""
    with warnings.catch_warnings():
        # The threads of other modules' libraries; the child only reads and writes files.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001 - told, and the process ends here
        traceback.print_exception(error)
    finally:
        os._exit(code)
