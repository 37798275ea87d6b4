"""Runs the command as a person does, in a process and a folder of its own.

The process is forked from one that has loaded the program, its page templates too, and done
nothing else: it begins like any other, but for the seconds that loading takes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.cli.process import run

HERE = Path(__file__).parents[2]
DISTRICT_34 = HERE / "scenarios" / "district-34.toml"

SMALL = """
id       = "small"
title    = "A small year"
timezone = "America/Chicago"
start    = 2025-09-01
end      = 2025-12-31
today    = 2025-09-01

[sites.school]
title   = "The school"
address = "1 School Street, Springfield"

[facilitators.coach]
title = "Coach"

[audiences]
team = "Grade 1 team"

[requests.visit]
title    = "Coaching"
audience = "team"
count    = 2
window   = "2025-10"
"""


@dataclass(frozen=True)
class Ran:
    """What a run answered."""

    code: int
    out: str
    err: str


Plan = Callable[..., Ran]

SECONDS = 120

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.cli.loaded"])


def ran(folder: Path, *arguments: str | Path, before: Callable[[], None] | None = None) -> Ran:
    """Run `plan` with arguments in a folder; the process calls `before` first.

    `before` is found by its module's name, like this one. The code of a process that was killed is
    the signal's number, negative.
    """
    with tempfile.TemporaryDirectory() as scratch:
        said = Path(scratch, "out"), Path(scratch, "err")
        process = _processes.Process(target=_run, args=(folder, arguments, before, *said))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
        ran = Ran(process.exitcode or 0, *(path.read_text("utf8") for path in said))
    assert "Traceback" not in ran.err, ran.err
    return ran


def _run(
    folder: Path,
    arguments: tuple[str | Path, ...],
    before: Callable[[], None] | None,
    out: Path,
    err: Path,
) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(folder)
    sys.argv = ["plan", *map(str, arguments)]
    if before:
        before()
    run()


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
