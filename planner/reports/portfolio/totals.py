"""The figures of accounts in coach-days and in money, and totals of what is signed or a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.domain.charge import coach_days
from planner.domain.contract import LineUnit
from planner.domain.ledger import Balance
from planner.domain.postings import Amount
from planner.reports.portfolio.account import BOTH, Account, Accounts, State, money
from planner.reports.workbook.cells import (
    EMPTY,
    Cell,
    below,
    days,
    dollars,
    down,
    letter,
    product,
    text,
)
from planner.reports.workbook.figures import FIGURES
from planner.reports.workbook.measures import Measure

Figure = Callable[[Balance], int]
_BETWEEN_ROWS = 3
"""The empty row after a table, and the title and the headings of the next."""

STATE = "B"
"""The column that says, in every table with totals, what a contract is."""


@dataclass(frozen=True)
class Way:
    """One way to count: figures of accounts and amounts as whole numbers, and those as cells.

    `number` is which table of a sheet is of it, from 0; `unit` which lines it counts, None all;
    `measure` how lists count it.
    """

    number: int
    unit: LineUnit | None
    title: str
    of: Callable[[Account, Figure], int]
    amount: Callable[[Amount], int]
    cell: Callable[[int, str], Cell]
    measure: Callable[[State], Measure]


def ways(accounts: Accounts) -> tuple[Way, Way]:
    """Return how accounts are counted: in coach-days, by the ticks that they share; in cents."""
    in_days = Way(
        number=0,
        unit=LineUnit.COACH_DAYS,
        title="In coach-days",
        of=lambda account, figure: figure(account.ledger.days) * account.scale,
        amount=lambda amount: amount.ticks,
        cell=lambda ticks, formula: days(coach_days(ticks, accounts.ticks_per_day), formula),
        measure=lambda _: accounts.days,
    )
    in_money = Way(
        number=1,
        unit=None,
        title="In money, drafts not due",
        of=lambda account, figure: figure(account.ledger.money),
        amount=lambda amount: amount.cents,
        cell=dollars,
        measure=money,
    )
    return in_days, in_money


def stride(rows: int) -> int:
    """Return how far the rows of one table with totals are from those of the next on its sheet."""
    return below(0, rows) + len(State) + 1 + _BETWEEN_ROWS


def totals(
    accounts: Accounts, way: Way, told: int, first: int, rows: int, *factors: str
) -> Iterator[tuple[Cell, ...]]:
    """Yield the totals of rows by what their contracts are, and of both together.

    The seven figures stand after `told` columns; only rows for which all factors are 1 count.
    """
    blank, at = [EMPTY] * (told - 1), below(first, rows)
    columns = [letter(told + index) for index in range(len(FIGURES))]
    sums = {
        state: [sum(way.of(one, figure) for one in accounts.under(state)) for _, figure in FIGURES]
        for state in State
    }
    for state, figures in sums.items():
        is_its = f'EXACT({down(STATE, first, rows)},"{state}")'
        cells = (
            way.cell(value, product(is_its, *factors, down(column, first, rows)))
            for column, value in zip(columns, figures, strict=True)
        )
        yield (text(state.heading), *blank, *cells)
    both = (
        way.cell(sum(values), f"SUM({column}{at}:{column}{at + len(State) - 1})")
        for column, *values in zip(columns, *sums.values(), strict=True)
    )
    yield (text(BOTH), *blank, *both)
