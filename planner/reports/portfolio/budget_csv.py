"""budget.csv over all: the rows of every engagement's, one engagement after the other."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contract import NO_LINE
from planner.domain.portfolio import Portfolio, PortfolioPlan, members, within
from planner.reports.budget_csv import HEADER, Row, rows, written

_LINE, _SESSION = HEADER.index("line"), HEADER.index("session")


def budget_csv(portfolio: Portfolio, plan: PortfolioPlan) -> bytes:
    """Return the rows of each engagement in the portfolio's order, below one header.

    Lines and sessions are told as a portfolio tells them: with their engagement before them.
    """
    return written(_rows(portfolio, plan))


def _rows(portfolio: Portfolio, plan: PortfolioPlan) -> Iterator[Row]:
    for problem, its in members(portfolio, plan):
        for row in rows(problem, its):
            cells = list(row)
            for at in (_LINE, _SESSION):
                if cells[at] not in ("", NO_LINE):
                    cells[at] = within(problem.engagement.id, cells[at])
            yield tuple(cells)
