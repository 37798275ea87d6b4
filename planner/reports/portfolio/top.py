"""Where the summary over all has its figures, for those sheets that must agree with it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.reports.portfolio.account import Account, Accounts, State
from planner.reports.portfolio.totals import Way, stride
from planner.reports.workbook.cells import FIRST, below, letter, on
from planner.reports.workbook.figures import FIGURES

NAME = "Summary"
TOLD = ("Engagement", "Contract", "From", "To")
"""The headings before the seven figures."""

COLUMN = {heading: letter(len(TOLD) + index) for index, (heading, _) in enumerate(FIGURES)}


@dataclass(frozen=True)
class Top:
    """The two tables that open the summary: a row for each engagement, then the totals."""

    accounts: Accounts

    def first(self, way: Way) -> int:
        """Return the first row of a table."""
        return FIRST + way.number * stride(len(self.accounts.titles))

    def name(self, account: Account) -> str:
        """Return the cell that names an engagement."""
        return on(NAME, f"$A${self._row(account)}")

    def figure(self, way: Way, heading: str, account: Account) -> str:
        """Return the cell of a figure of an engagement."""
        row = self.first(way) + self._row(account) - FIRST
        return on(NAME, f"${COLUMN[heading]}${row}")

    def total(self, way: Way, heading: str, state: State | None) -> str:
        """Return the cell of a total of signed contracts or of drafts; None: of both."""
        totals = below(self.first(way), len(self.accounts.titles))
        index = len(State) if state is None else list(State).index(state)
        return on(NAME, f"${COLUMN[heading]}${totals + index}")

    def _row(self, account: Account) -> int:
        return FIRST + list(self.accounts.titles.values()).index(account.label)
