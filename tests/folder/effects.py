"""The steps at which a run changes the disk, counted: kills and full disks fall between two."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

EFFECTS = {
    "fcntl.flock",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.utime",
}
"""Events after which the disk may be another, besides opening a file to write."""


def on_effect(act: Callable[[int], None]) -> None:
    """Call `act` with a running number before every step that changes the disk; for children."""
    count = itertools.count(1)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if event in EFFECTS or writes or event == "ctypes.dlsym":
            act(next(count))

    sys.addaudithook(hook)


def kill_before(step: int, counted: Path) -> None:
    """Kill this process before its step of that number; how many it did stands in a file."""
    steps = os.open(counted, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def act(now: int) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)
        os.pwrite(steps, str(now).encode(), 0)

    on_effect(act)
