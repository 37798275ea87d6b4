"""What is solved does not hang on how a process happens to order sets: the same bytes come out."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
PATHS = os.pathsep.join(map(str, (HERE.parents[1], HERE.parent, HERE)))


def models(seed: str) -> str:
    """Return the digest of all models that a process with a seed for its sets solves."""
    done = subprocess.run(
        [sys.executable, str(HERE / "solved_models.py")],
        env={**os.environ, "PYTHONPATH": PATHS, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert b"together-" in done.stdout
    assert b"together-" in done.stdout
    return sha256(done.stdout).hexdigest()


def test_two_processes_solve_the_same_models() -> None:
    assert models("1") == models("2")
