"""Whole files and whole trees: bounded reads, writes that last, listings that miss nothing."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

READ_LIMIT = 100 * 2**20
"""Bytes; ten times the record of the largest engagement known."""


def read_regular(path: Path, limit: int = READ_LIMIT) -> bytes | None:
    """Return what a regular file holds, None where nothing stands."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise OSError(errno.EOVERFLOW, f"larger than {limit // 2**20} MB")
    return data


def holds(path: Path, data: bytes) -> bool:
    """Whether a regular file (not a link to one) stands at `path` with exactly this content."""
    found = standing(path)
    if found is None or not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
        return False
    return read_regular(path, len(data)) == data


def standing(path: Path) -> os.stat_result | None:
    """Say what stands at `path` itself, links not followed; None where nothing does."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def listing(root: Path) -> tuple[list[str], list[str]]:
    """All that is no folder, and all folders, beneath `root`; links are never entered."""
    files, folders, waiting = [], [], [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(root / here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(here + entry.name)
                    waiting.append(f"{here}{entry.name}/")
                else:
                    files.append(here + entry.name)
    return sorted(files), sorted(folders)


def remove_tree(root: Path, spare: Callable[[str], bool] = lambda _name: False) -> None:
    """Remove `root` and all beneath, but for the files that `spare` says it has moved away."""
    files, folders = listing(root)
    for folder in ["", *folders]:
        with suppress(PermissionError):
            (root / folder).chmod(stat.S_IRWXU)
    for name in files:
        if not spare(name):
            (root / name).unlink()
    for folder in reversed(folders):
        (root / folder).rmdir()
    root.rmdir()


def write_file(path: Path, data: bytes, model: os.stat_result | None = None) -> None:
    """Write a file that lasts, with the owner and mode of the one it takes the place of."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        if model is not None and stat.S_ISREG(model.st_mode):
            give_owner(path, model)
            path.chmod(stat.S_IMODE(model.st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_beside(path: Path, data: bytes) -> None:
    """Write one file so that it is old or new at any moment; for one writer at a time."""
    target = Path(os.path.realpath(path))
    _put(target, lambda part: write_file(part, data, standing(target)))
    sync_folder(target.parent)


def copy_beside(source: Path, target: Path) -> None:
    """Put a copy of a file or link at `target`, times and mode included, in one step."""

    def fill(part: Path) -> None:
        shutil.copy2(source, part, follow_symlinks=False)
        give_owner(part, source.lstat())
        if not part.is_symlink():
            _sync(part, os.O_RDONLY)

    target.parent.mkdir(parents=True, exist_ok=True)
    _put(target, fill)


def part_of(target: Path) -> Path:
    """Return the hidden file that becomes `target` once it is whole."""
    return target.parent / f".{target.name}.planner-part"


def _put(target: Path, fill: Callable[[Path], None]) -> None:
    part = part_of(target)
    part.unlink(missing_ok=True)
    try:
        fill(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def look_like(folder: Path, model: Path) -> None:
    """Give a folder the owner, mode, times and attributes of another."""
    give_owner(folder, model.stat())
    shutil.copystat(model, folder)


def give_owner(path: Path, model: os.stat_result) -> None:
    """Hand a path to the model's owner, where this user may."""
    found = path.lstat()
    if (found.st_uid, found.st_gid) != (model.st_uid, model.st_gid):
        with suppress(PermissionError):
            os.chown(path, model.st_uid, model.st_gid, follow_symlinks=False)


def sync_tree(root: Path) -> None:
    """Make the names of all that lies beneath `root` last."""
    for folder in [*reversed(listing(root)[1]), ""]:
        sync_folder(root / folder)


def sync_folder(folder: Path) -> None:
    """Make the names in one folder last, where its file system knows how."""
    try:
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
