"""A disk that fails in the middle: the old plan stays whole, and one plain error says why."""

from __future__ import annotations

import errno
import itertools
import os
import resource
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from effects import on_effect
from folder_world import (
    ENGAGEMENT,
    add_foreign,
    files_of,
    in_child,
    owned,
    put,
    snapshot,
    version,
)

from planner.folder import FolderError, open_folder
from planner.folder.exchange import Exchange

Mount = Callable[[str, str], Path]


def names_beside(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir()]


def test_a_full_disk(mount: Mount, exchange: Exchange) -> None:
    folder = mount("disk", "size=256k") / "x"
    put(folder, version(1), exchange)
    add_foreign(folder)
    before = snapshot(folder)
    with pytest.raises(FolderError) as caught:
        put(folder, version(2, size=12_000), exchange)
    assert str(caught.value) == (
        f"{folder}: cannot be used: its disk is full\n  hint: make room on that disk and run again"
    )
    assert snapshot(folder) == before
    assert names_beside(folder) == ["x"]
    put(folder, version(2), exchange)
    assert version(2).items() <= files_of(folder).items()


def test_a_disk_that_fills_up_within_the_folder_alone(mount: Mount) -> None:
    """The room lies on another disk, so that only the journal's last steps meet the full one."""
    folder = mount("x", "size=64k")
    old = {**version(1), **{f"calendars/{i:02}.ics": b"a" * 2000 for i in range(9)}}
    new = {**version(2), **{f"calendars/{i:02}.ics": b"b" * 3000 for i in range(9)}}
    put(folder, old)
    before = snapshot(folder)
    with pytest.raises(FolderError, match="its disk is full"):
        put(folder, {**new, "calendars/99.ics": b"c" * 60_000})
    assert snapshot(folder) == before
    assert names_beside(folder) == ["x"]
    put(folder, new)
    assert files_of(folder) == new


def test_a_disk_too_full_for_a_room_is_found_before_solving(mount: Mount) -> None:
    disk = mount("disk", "size=1m,nr_inodes=3")
    (disk / "x").mkdir()
    with pytest.raises(FolderError, match="its disk is full"), open_folder(disk / "x", ENGAGEMENT):
        pass
    assert [path.name for path in disk.iterdir()] == ["x"]


def test_a_limit_on_the_size_of_files(tmp_path: Path, exchange: Exchange) -> None:
    folder = tmp_path / "x"
    put(folder, version(1), exchange)
    before = snapshot(folder)

    def child() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with pytest.raises(FolderError, match="larger than the system allows"):
            put(folder, version(2, size=12_000), exchange)

    assert in_child(child) == 0
    assert snapshot(folder) == before
    assert names_beside(folder) == ["x"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.EIO, "its disk reports an error"),
        (errno.EROFS, "its disk is read-only"),
        (errno.EDQUOT, "granted to this user is used up"),
        (errno.EACCES, "the permission to write it is missing"),
        (errno.ESTALE, os.strerror(errno.ESTALE)),
    ],
)
def test_a_failure_of_the_exchange_itself(tmp_path: Path, code: int, told: str) -> None:
    def fail(_one: Path, _other: Path) -> None:
        raise OSError(code, os.strerror(code))

    put(tmp_path / "x", version(1))
    before = snapshot(tmp_path)
    with pytest.raises(FolderError, match=told):
        put(tmp_path / "x", version(2), fail)
    assert snapshot(tmp_path) == before


def test_a_failure_at_every_step(swift_path: Path, exchange: Exchange) -> None:
    """One step of a change fails: all old with an error, or all new without one."""
    assert in_child(partial(fail_at_every_step, swift_path / "x", exchange)) == 0


def fail_at_every_step(folder: Path, exchange: Exchange) -> None:
    ahead = 0

    def fail(_now: int) -> None:
        nonlocal ahead
        ahead -= 1
        if ahead == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(folder, version(1))
    add_foreign(folder)
    on_effect(fail)
    for step in itertools.count(1):
        before, told = snapshot(folder), ""
        with open_folder(folder, ENGAGEMENT, exchange=exchange) as held:
            ahead = step
            try:
                held.replace(version(2), owned)
            except FolderError as error:
                told = str(error)
            failed, ahead = ahead <= 0, 0
        if not failed:
            assert step > 20
            return
        assert (snapshot(folder) == before) == ("its disk is full" in told)
        assert told or version(2).items() <= files_of(folder).items()
        with open_folder(folder, ENGAGEMENT) as held:
            assert names_beside(folder) == ["x"]
            held.replace(version(1), owned)
