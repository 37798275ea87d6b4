"""Every bad scenario of the gallery is met with the words beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from gallery import GALLERY, cases, complaints


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.stem)
def test_each_bad_scenario_gets_its_complaints(case: Path) -> None:
    assert complaints(case) == case.with_suffix(".txt").read_text(encoding="utf-8")
    assert not complaints(case).startswith("No complaint")


def test_each_text_belongs_to_a_scenario() -> None:
    assert {text.stem for text in GALLERY.glob("*.txt")} == {case.stem for case in cases()}
