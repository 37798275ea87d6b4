"""The workbook over all calculated anew gives the figures that are stored in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from anew import by_libreoffice, by_package, figures
from partner import county, district, empty, island, opened, over, partner, with_contract

from planner.domain.portfolio import Portfolio, PortfolioPlan


def drafts() -> tuple[Portfolio, PortfolioPlan]:
    return over(district())


def nothing() -> tuple[Portfolio, PortfolioPlan]:
    return empty([district(), county()])


@pytest.mark.filterwarnings("ignore")
def test_a_package_finds_the_figures_that_are_stored(tmp_path: Path) -> None:
    book = opened(*over(county(), with_contract(island(), state="draft")))
    anew, stored = by_package(book, tmp_path), dict(figures(book))
    assert len(stored) > 1000
    assert {at: anew[at] for at in stored} == stored


@pytest.mark.libreoffice
@pytest.mark.parametrize("made", [partner, drafts, nothing])
def test_libreoffice_finds_the_figures_that_are_stored(made: Any, tmp_path: Path) -> None:
    book = opened(*made())
    assert by_libreoffice(book.data, tmp_path) == dict(figures(book))
