"""A table of a cut over all: a row for each month or name, a column for each engagement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.cuts import By
from planner.reports.accounts import headed
from planner.reports.portfolio.account import BOTH, Account, State
from planner.reports.portfolio.pooled import Pooled
from planner.reports.portfolio.top import Top
from planner.reports.portfolio.totals import Figure, Way
from planner.reports.workbook.cells import EMPTY, Cell, Column, Table, added, below, letter, text
from planner.reports.workbook.cuts import heading_of, key_cell
from planner.reports.workbook.figures import FIGURES

Shown = date | str
"""The key of a row: the first date of a month or fiscal year, or a name."""


@dataclass(frozen=True)
class Side:
    """What is planned or what is delivered: the heading of its figure, and the list of it."""

    heading: str
    listed: Pooled

    @property
    def figure(self) -> Figure:
        """The figure of a balance that the list comes to."""
        return dict(FIGURES)[self.heading]


@dataclass(frozen=True)
class Matrix:
    """One side of a cut, counted in one way.

    `amounts` are by engagement and key, 0 where they have none. Below the totals of the columns
    stands what the summary says, and how far the two are from each other: by nothing.
    """

    by: By
    side: Side
    way: Way
    top: Top
    keys: Sequence[Shown]
    amounts: Mapping[tuple[str, Shown], int]
    first: int

    @property
    def table(self) -> Table:
        """The table."""
        heads = (headed(one.label, one.contract.state) for one in self._accounts)
        whole = (*(state.heading for state in State), BOTH)
        columns = tuple(map(Column, (heading_of(self.by), *heads, *whole)))
        rows = tuple(
            (key_cell(self.by, key), *self._row(key, self.first + index))
            for index, key in enumerate(self.keys)
        )
        title = f"{self.side.heading} by {self.by.value}: {self.way.title.lower()}"
        return Table(title, columns, rows, tuple(self._totals()))

    def total(self, state: State | None) -> int:
        """Return what the accounts of some state come to; None: all of them."""
        return sum(map(self._of, self.top.accounts.under(state)))

    def total_cell(self, state: State | None) -> str:
        """Return the cell of such a total, on its own sheet."""
        index = len(State) if state is None else list(State).index(state)
        column = letter(1 + len(self._accounts) + index)
        return f"${column}${below(self.first, len(self.keys))}"

    @property
    def _accounts(self) -> Sequence[Account]:
        return tuple(self.top.accounts)

    def _of(self, account: Account) -> int:
        return sum(self.amounts.get((account.label, key), 0) for key in self.keys)

    def _row(self, key: Shown, row: int) -> Iterator[Cell]:
        for account in self._accounts:
            yield self._cell(account, key, row)
        for state in State:
            ours = self.top.accounts.under(state)
            value = sum(self.amounts.get((one.label, key), 0) for one in ours)
            columns = (letter(1 + self._accounts.index(one)) for one in ours)
            yield self.way.cell(value, "+".join(f"{column}{row}" for column in columns))
        value = sum(self.amounts.get((one.label, key), 0) for one in self._accounts)
        end = 1 + len(self._accounts)
        across = f"SUM({letter(end)}{row}:{letter(end + len(State) - 1)}{row})"
        yield self.way.cell(value, across)

    def _cell(self, account: Account, key: Shown, row: int) -> Cell:
        """Return a cell; an empty one of a fiscal year that is none of the contract's."""
        starts = account.contract.fiscal_year_month
        if self.by is By.FISCAL_YEAR and isinstance(key, date) and key.month != starts:
            return EMPTY
        listed = self.side.listed
        formula = listed.sum(
            self.way.measure(account.state),
            listed.of_engagement(self.top.name(account)),
            listed.counts_as(self.by, f"$A{row}"),
        )
        return self.way.cell(self.amounts.get((account.label, key), 0), formula)

    def _totals(self) -> Iterator[tuple[Cell, ...]]:
        columns = [letter(1 + index) for index in range(len(self._accounts) + len(State) + 1)]
        came_to = [
            *map(self._of, self._accounts),
            *(self.total(state) for state in State),
            self.total(None),
        ]
        said = list(self._said())
        at, cell = below(self.first, len(self.keys)), self.way.cell
        yield (
            text("Total"),
            *(
                cell(value, added(column, self.first, len(self.keys)))
                for column, value in zip(columns, came_to, strict=True)
            ),
        )
        yield (text("Summary"), *(cell(value, place) for value, place in said))
        yield (
            text("Differs by"),
            *(
                cell(value - other, f"{column}{at}-{column}{at + 1}")
                for column, value, (other, _) in zip(columns, came_to, said, strict=True)
            ),
        )

    def _said(self) -> Iterator[tuple[int, str]]:
        """Yield what the summary says of each column, and its cell."""
        heading, figure = self.side.heading, self.side.figure
        for account in self._accounts:
            yield self.way.of(account, figure), self.top.figure(self.way, heading, account)
        for state in (*State, None):
            value = sum(self.way.of(one, figure) for one in self.top.accounts.under(state))
            yield value, self.top.total(self.way, heading, state)
