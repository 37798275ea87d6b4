from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from folder_world import impossible

from planner.folder.exchange import Exchange, exchange_folders


@pytest.fixture(params=["exchange", "journal"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return exchange_folders if request.param == "exchange" else impossible


@pytest.fixture
def swift_path(tmp_path: Path) -> Iterator[Path]:
    """Like tmp_path, in memory where the system offers that: waiting for a disk tests nothing."""
    memory = Path("/dev/shm")  # noqa: S108 - only a place for a temporary folder
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as path:
        yield Path(path)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount a small disk in memory, to fill it up or to lock it."""
    mounted: list[Path] = []

    def mount(name: str, options: str) -> Path:
        point = tmp_path / name
        point.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "none", str(point)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip("there is no mount command here")
        if done.returncode:
            pytest.skip(f"may not mount here: {done.stderr.strip()}")
        mounted.append(point)
        return point

    yield mount
    for point in reversed(mounted):
        subprocess.run(["umount", str(point)], check=True)
