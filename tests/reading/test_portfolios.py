"""Portfolios as documented, key by key, and the one of all examples."""

from __future__ import annotations

import re
from pathlib import Path

from planner.portfolio import groups
from planner.reading.portfolio import PORTFOLIO, read_portfolio
from scenarios import EMPTY_CALENDAR, with_base

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
TEXT = (ROOT / "docs" / "portfolio.md").read_text("utf8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| .+? \| .+ \|$", re.MULTILINE)
EXAMPLE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POOL = re.compile(r"^```toml pool.toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_key_has_its_row() -> None:
    assert dict(ROW.findall(TEXT)) == {key.name: key.form.expected for key in PORTFOLIO.keys}


def test_the_example_is_read(tmp_path: Path) -> None:
    (tmp_path / "ann.ics").write_text(EMPTY_CALENDAR, newline="")
    pool, portfolio = POOL.findall(TEXT)[0], EXAMPLE.findall(TEXT)[0]
    (tmp_path / "pool.toml").write_text(pool)
    (tmp_path / "portfolio.toml").write_text(portfolio)
    for name in ("east", "west"):
        year = with_base('[requests.visit]\naudience = "G1"\n')
        (tmp_path / f"{name}.toml").write_text(f'include = "pool.toml"\n{year}')
    found = read_portfolio(tmp_path / "portfolio.toml")
    assert found.ids == ("east", "west")
    assert found.title == "All engagements, 2025-26"
    assert {str(one.problem.today) for one in found.readings.values()} == {"2025-06-01"}
    assert {*found.portfolio.facilitators} >= {"ann"}


def test_the_portfolio_of_the_examples_has_all_of_them() -> None:
    """Two of its districts share facilitators, who are defined once."""
    found = read_portfolio(SCENARIOS / "portfolio.toml")
    files = {path.stem for path in SCENARIOS.glob("*.toml")} - {"portfolio"}
    assert {*found.ids} == files
    problems = found.portfolio.problems
    shared = [[found.ids[one] for one in group] for group in groups(problems) if len(group) > 1]
    assert shared == [["rural-year", "urban-year"]]
