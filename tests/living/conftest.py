from __future__ import annotations

from pathlib import Path

import pytest
from living_world import Year


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)
