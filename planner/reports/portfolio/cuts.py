"""One cut over all: what is planned and what is delivered, in coach-days and in money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.cuts import By, cut
from planner.domain.postings import Amount
from planner.reports.portfolio.matrix import Matrix, Shown, Side
from planner.reports.portfolio.top import Top
from planner.reports.portfolio.totals import Way, apart
from planner.reports.workbook.cells import FIRST, Sheet
from planner.reports.workbook.cuts import sheet_name


@dataclass(frozen=True)
class CutOverAll:
    """All postings of all accounts, told apart by one thing and by engagement."""

    by: By
    sides: Sequence[Side]
    ways: tuple[Way, Way]
    top: Top

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return sheet_name(self.by)

    def sheet(self) -> Sheet:
        """Return the sheet: a table for each side and way."""
        return Sheet(self.name, tuple(matrix.table for matrix in self.matrices))

    @cached_property
    def matrices(self) -> Sequence[Matrix]:
        """The tables, in their order."""
        listed = [(side, _amounts(self.by, side)) for side in self.sides]
        known = {key for _, amounts in listed for _, key in amounts}
        dates = sorted(key for key in known if isinstance(key, date))
        names = sorted((key for key in known if isinstance(key, str)), key=_as_sorted)
        keys: Sequence[Shown] = (*dates, *names)
        found: list[Matrix] = []
        for side, amounts in listed:
            for way in self.ways:
                first = FIRST + len(found) * apart(len(keys))
                counted = {at: way.amount(amount) for at, amount in amounts.items()}
                found.append(Matrix(self.by, side, way, self.top, keys, counted, first))
        return found


def _amounts(by: By, side: Side) -> Mapping[tuple[str, Shown], Amount]:
    """Return what each engagement has of each key, in the ticks that all accounts share."""
    found: dict[tuple[str, Shown], Amount] = {}
    for account, book in side.listed.books:
        its = cut(book.problem, book.postings, by)
        for key in its.rows:
            shown = key if isinstance(key, date) else book.labels.cuts[by][key]
            found[account.label, shown] = account.shared(its.of(key))
    return found


def _as_sorted(name: str) -> tuple[str, str]:
    return name.casefold(), name
