"""What to type so that a scenario is planned again: for one of a portfolio, the portfolio."""

from __future__ import annotations

from pathlib import Path

from planner.cli.written import written_over_all
from planner.errors import BadInputError
from planner.reading.portfolio import is_portfolio


def again(scenario: Path, folder: Path) -> str:
    """Return how to plan a scenario again, or a portfolio, of which a plan is in a folder."""
    if is_portfolio(scenario):
        return f"plan {scenario}"
    try:
        around = written_over_all(folder.absolute().parent)
    except BadInputError:
        return f"plan {scenario}"
    return f"plan the portfolio {around.portfolio!r}, which it is in"
