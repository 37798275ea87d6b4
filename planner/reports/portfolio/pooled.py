"""Lists of the postings of all engagements, a row each: what is charged, and what logs confirm.

Money under signed contracts and money under drafts have columns of their own, so that no sum of a
column is of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.postings import Amount, Posting, total
from planner.reports.portfolio.account import Account, Accounts, State, money
from planner.reports.workbook.cells import EMPTY, FIRST, Cell, Column, Sheet, Table, added, text
from planner.reports.workbook.charges import Book
from planner.reports.workbook.listed import AWAITED, TOLD, Listed
from planner.reports.workbook.measures import Measure

ENGAGEMENT, CONTRACT = "Engagement", "Contract"
_WHOSE = (ENGAGEMENT, CONTRACT)


@dataclass(frozen=True)
class Pooled(Listed):
    """The lists of several accounts as one, in their order."""

    name: str
    accounts: Accounts
    books: Sequence[tuple[Account, Book]]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of all its columns."""
        measures = (one.heading for one in self._measures)
        return (*_WHOSE, *TOLD, *measures, *((AWAITED,) if self._is_logged else ()))

    @cached_property
    def length(self) -> int:
        """How many postings there are."""
        return sum(len(book.postings) for _, book in self.books)

    def sheet(self) -> Sheet:
        """Return the list, with the totals of its columns."""
        rows = tuple(
            tuple(self._row(account, book, one))
            for account, book in self.books
            for one in book.postings
        )
        totals = (
            text("Total"),
            *(EMPTY for _ in (*_WHOSE[1:], *TOLD)),
            *(self._total(measure, None) for measure in self.accounts.counted),
            *(self._total(money(state), state) for state in State),
            *((EMPTY,) if self._is_logged else ()),
        )
        columns = tuple(map(Column, self.headings))
        return Sheet(self.name, (Table(self.name, columns, rows, (totals,)),), is_list=True)

    def of_engagement(self, cell: str) -> str:
        """Return the factor that is 1 where a row is of the engagement that a cell names."""
        return self.same(ENGAGEMENT, cell)

    def amount(self, state: State | None) -> Amount:
        """Return what all postings come to that are under signed contracts or drafts; None: all."""
        return total(
            account.total(book.postings)
            for account, book in self.books
            if state in (None, account.state)
        )

    @property
    def _measures(self) -> Sequence[Measure]:
        return (*self.accounts.counted, *map(money, State))

    @property
    def _is_logged(self) -> bool:
        return any(book.awaited is not None for _, book in self.books)

    def _row(self, account: Account, book: Book, one: Posting) -> Iterator[Cell]:
        yield Cell(account.label)
        yield text(account.state)
        yield from book.told(one)
        amount = account.shared(one.amount)
        for measure in self.accounts.counted:
            yield measure.cell(amount, "")
        for state in State:
            is_its = state is account.state
            yield money(state).cell(amount, "") if is_its else EMPTY
        if self._is_logged:
            yield book.whether_awaited(one)

    def _total(self, measure: Measure, state: State | None) -> Cell:
        formula = added(self.letter(measure.heading), FIRST, self.length)
        return measure.cell(self.amount(state), formula)
