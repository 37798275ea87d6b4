from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import SMALL, Plan, Ran


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return a function that runs `plan` with arguments in the test's own folder."""

    def run(*arguments: str | Path) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "planner", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the path of a small scenario that plans in a moment."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    return path
