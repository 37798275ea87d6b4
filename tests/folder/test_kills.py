"""A run killed at any moment: the folder holds the old plan or the new one, never a mixture."""

from __future__ import annotations

import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from effects import on_effect
from folder_world import (
    ENGAGEMENT,
    add_foreign,
    files_of,
    foreign_of,
    impossible,
    in_child,
    owned,
    put,
    version,
)

from planner.folder import FolderError, open_folder
from planner.folder.exchange import Exchange, exchange_folders


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that is killed before its step of that number, if it gets so far."""

    def child() -> None:
        on_effect(lambda now: os.kill(os.getpid(), signal.SIGKILL) if now == step else None)
        work()

    end = in_child(child)
    assert end in {0, signal.SIGKILL}
    return end != 0


def after_each_kill(work: Callable[[], object]) -> Iterator[int]:
    """Yield after a kill at the first step, at the second, and so on to the end."""
    for step in itertools.count(1):
        if not killed_at(step, work):
            assert step > 10
            return
        yield step


def recover(folder: Path) -> dict[str, bytes]:
    with open_folder(folder, ENGAGEMENT):
        pass
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return {name: data for name, data in files_of(folder).items() if owned(name)}


def test_killed_before_every_step(swift_path: Path, exchange: Exchange) -> None:
    folder = swift_path / "x"
    put(folder, version(1))
    add_foreign(folder)
    foreign = foreign_of(folder)
    wanted = version(2)
    seen = set()
    for _ in after_each_kill(lambda: put(folder, wanted, exchange)):
        if exchange is exchange_folders:
            found = {name: data for name, data in files_of(folder).items() if owned(name)}
            assert found in (version(1), version(2))
        found = recover(folder)
        assert found in (version(1), version(2))
        assert foreign_of(folder) == foreign
        seen.add(found == wanted)
        put(folder, version(1))
    assert seen == {True, False}


def is_new(folder: Path) -> bool:
    """Whether anything of version 2 can be seen."""
    return (folder / "calendars" / "0.ics").read_bytes() == version(2)["calendars/0.ics"]


def test_the_recovery_killed_before_every_step(swift_path: Path, exchange: Exchange) -> None:
    """A run is killed when its change is first seen, and so is, time and again, the next one."""
    folder = swift_path / "x"
    put(folder, version(1))
    add_foreign(folder)
    foreign = foreign_of(folder)

    def change() -> None:
        on_effect(lambda _: os.kill(os.getpid(), signal.SIGKILL) if is_new(folder) else None)
        put(folder, version(2), exchange)

    assert in_child(change) == signal.SIGKILL
    assert (swift_path / ".x.planner").exists()
    for _ in after_each_kill(lambda: recover(folder)):
        assert is_new(folder)
    assert recover(folder) == version(2)
    assert foreign_of(folder) == foreign


def test_the_way_back_killed_before_every_step(swift_path: Path) -> None:
    """Where the journal's change failed half through and was being undone, it is undone."""
    folder = swift_path / "x"
    put(folder, version(1))
    add_foreign(folder)
    foreign = foreign_of(folder)

    def change(steps: int) -> None:
        since = itertools.count()

        def act(_now: int) -> None:
            if not is_new(folder) and not (swift_path / ".x.planner" / "undo.json").exists():
                return
            match next(since):
                case 0:
                    raise OSError(errno.EIO, "seen")
                case now if now == steps:
                    os.kill(os.getpid(), signal.SIGKILL)

        on_effect(act)
        with pytest.raises(FolderError):
            put(folder, version(2), impossible)

    for steps in itertools.count(1):
        end = in_child(partial(change, steps))
        forward = (swift_path / ".x.planner" / "redo.json").exists()
        assert recover(folder) == version(2 if forward else 1)
        assert foreign_of(folder) == foreign
        if end == 0:
            break
        put(folder, version(1))
    assert steps > 10


def test_a_first_run_killed_before_every_step(swift_path: Path) -> None:
    folder = swift_path / "x"
    for _ in after_each_kill(lambda: put(folder, version(1))):
        assert recover(folder) in ({}, version(1)) if folder.exists() else True
        with open_folder(folder, ENGAGEMENT) as held:
            held.replace({}, owned)


WORKER = """
    import sys
    from pathlib import Path
    from folder_world import impossible, owned, put, version
    from planner.folder.exchange import exchange_folders

    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    exchange = {"exchange": exchange_folders, "journal": impossible}[sys.argv[3]]
    while True:
        print(flush=True)
        number += 1
        put(folder, version(number, feeds=9, size=500), exchange)
"""


def kill_often(folder: Path, how: str, times: int) -> None:
    """Kill a process that writes version after version, at moments drawn by a fixed seed.

    A moment is some time after one of its first versions has begun to be written, so that a slow
    disk is killed in the midst of its work as well as a fast one.
    """
    draw = random.Random(times)  # noqa: S311 - moments, not secrets
    put(folder, version(0, feeds=9, size=500))
    add_foreign(folder)
    foreign = foreign_of(folder)
    number, numbers = 0, set()
    search = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    for _ in range(times):
        worker = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WORKER), folder, str(number), how],
            env={**os.environ, "PYTHONPATH": search},
            stdout=subprocess.PIPE,
        )
        with worker:
            assert worker.stdout is not None
            for _begun in range(draw.randint(1, 3)):
                worker.stdout.readline()
            time.sleep(draw.uniform(0, 0.05))
            worker.kill()
        found = files_of(folder) if how == "exchange" else recover(folder)
        number = version_of(found)
        numbers.add(number)
        assert recover(folder) == version(number, feeds=9, size=500)
        assert foreign_of(folder) == foreign
    assert len(numbers) > times // 4


def version_of(files: dict[str, bytes]) -> int:
    number = int(files["plan.json"].split(b'"version": ')[1].split(b",")[0])
    owned_files = {name: data for name, data in files.items() if owned(name)}
    assert owned_files == version(number, feeds=9, size=500)
    return number


@pytest.mark.parametrize("how", ["exchange", "journal"])
def test_killed_at_a_few_moments(tmp_path: Path, how: str) -> None:
    kill_often(tmp_path / "x", how, 10)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["exchange", "journal"])
def test_killed_at_many_moments(tmp_path: Path, how: str) -> None:
    kill_often(tmp_path / "x", how, 200)
