"""The proof of the summary over all: what lists and cuts come to, and how far that is from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.reports.portfolio.account import State
from planner.reports.portfolio.cuts import CutOverAll
from planner.reports.portfolio.matrix import Side
from planner.reports.portfolio.top import Top
from planner.reports.portfolio.totals import Way
from planner.reports.workbook.cells import FIRST, Cell, Column, Table, below, on, text
from planner.reports.workbook.measures import Measure


@dataclass(frozen=True)
class _Compared:
    """One total of the summary: coach-days of all accounts, or money of those of one state."""

    side: Side
    way: Way
    state: State | None

    @property
    def measure(self) -> Measure:
        """How lists count it."""
        return self.way.measure(self.state or State.SIGNED)

    @property
    def heading(self) -> str:
        """What stands above it."""
        return f"{self.side.heading}: {self.measure.heading.lower()}"


def checks(
    top: Top, ways: tuple[Way, Way], sides: Sequence[Side], cuts: Sequence[CutOverAll]
) -> Table:
    """Return a row for the lists and one for each cut: all of them differ by nothing."""
    compared = tuple(_compared(ways, sides))
    headings = (heading for one in compared for heading in (one.heading, "Differs by"))
    columns = tuple(map(Column, ("Sheet", *headings)))
    lists = " and ".join(side.listed.name for side in sides)
    rows = [(text(lists), *(cell for one in compared for cell in _beside(top, one, *_list(one))))]
    rows += [
        (text(cut.name), *(cell for one in compared for cell in _beside(top, one, *_cut(one, cut))))
        for cut in cuts
    ]
    return Table("All lists and cuts come to the same", columns, tuple(rows))


def _compared(ways: tuple[Way, Way], sides: Sequence[Side]) -> Iterator[_Compared]:
    in_days, in_money = ways
    for side in sides:
        yield _Compared(side, in_days, None)
        yield from (_Compared(side, in_money, state) for state in State)


def _list(one: _Compared) -> tuple[str, int]:
    """Return the cell with the total of a list, and what it comes to."""
    listed = one.side.listed
    place = f"${listed.letter(one.measure.heading)}${below(FIRST, listed.length)}"
    return on(listed.name, place), one.way.amount(listed.amount(one.state))


def _cut(one: _Compared, cut: CutOverAll) -> tuple[str, int]:
    """Return the cell with the total of a cut, and what it comes to."""
    matrix = next(each for each in cut.matrices if (each.side, each.way) == (one.side, one.way))
    return on(cut.name, matrix.total_cell(one.state)), matrix.total(one.state)


def _beside(top: Top, one: _Compared, place: str, value: int) -> tuple[Cell, Cell]:
    """Return a total of another sheet, and how far it is from the same of the summary."""
    accounts = top.accounts.under(one.state)
    ours = sum(one.way.of(account, one.side.figure) for account in accounts)
    differs = f"{place}-{top.total(one.way, one.side.heading, one.state)}"
    return one.way.cell(value, place), one.way.cell(value - ours, differs)
