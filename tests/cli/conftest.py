from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from command import SMALL, Plan, ran


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return a function that runs `plan` with arguments in the test's own folder."""
    return partial(ran, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the path of a small scenario that plans in a moment."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    return path
