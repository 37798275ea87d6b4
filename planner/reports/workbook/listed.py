"""A list on a sheet of its own, and the formulas of other sheets that add it up."""

from __future__ import annotations

from abc import ABC, abstractmethod

from planner.domain.cuts import By
from planner.reports.workbook.cells import FIRST, down, letter, on, product
from planner.reports.workbook.measures import Measure

TOLD = (
    *("Date", "Start", "End", "Session", "Title", "Type", "Audience", "Site"),
    *("Facilitator", "Line", "Purchase order"),
)
"""The headings of what a posting is, whatever it is counted in."""

AWAITED = "Awaited"
YES, NO = "yes", "no"

_LINE = "Line"
_COLUMN_OF = {
    By.MONTH: "Date",
    By.FISCAL_YEAR: "Date",
    By.FACILITATOR: "Facilitator",
    By.AUDIENCE: "Audience",
    By.SITE: "Site",
    By.TYPE: "Type",
    By.PURCHASE_ORDER: "Purchase order",
}


class Listed(ABC):
    """A list of postings, a row each from the first one on."""

    name: str

    @property
    @abstractmethod
    def headings(self) -> tuple[str, ...]:
        """The headings of all its columns."""

    @property
    @abstractmethod
    def length(self) -> int:
        """How many rows it has."""

    @property
    def still_awaited(self) -> str:
        """Return the factor that is 1 where the log says nothing of a row."""
        return f'EXACT({self.range(AWAITED)},"{YES}")'

    def same(self, heading: str, cell: str) -> str:
        """Return the factor that is 1 where a row has in a column the text that a cell holds."""
        return f"EXACT({self.range(heading)},{cell})"

    def on_line(self, cell: str) -> str:
        """Return the factor that is 1 where a row is of the line that a cell names."""
        return self.same(_LINE, cell)

    def counts_as(self, by: By, cell: str) -> str:
        """Return the factor that is 1 where a row is of the key that a cell holds."""
        months = {By.MONTH: 1, By.FISCAL_YEAR: 12}.get(by)
        if months is None:
            return self.same(_COLUMN_OF[by], cell)
        dates = self.range(_COLUMN_OF[by])
        return f"({dates}>={cell})*({dates}<EDATE({cell},{months}))"

    def sum(self, measure: Measure, *factors: str) -> str:
        """Return the formula that adds up a measure of the rows for which all factors are 1."""
        return product(*factors, self.range(measure.heading))

    def letter(self, heading: str) -> str:
        """Return the letter of a column."""
        return letter(self.headings.index(heading))

    def range(self, heading: str) -> str:
        """Return the cells of a column."""
        return on(self.name, down(self.letter(heading), FIRST, self.length))
