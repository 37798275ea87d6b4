"""How fast a busy machine writes feeds is no property of the feeds; one browser for each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser
from hypothesis import settings

settings.register_profile("reports", deadline=None)
settings.load_profile("reports")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
