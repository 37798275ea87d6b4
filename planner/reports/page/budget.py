"""The contract line by line: what was bought, used before, is planned and is unplanned, as bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.confidential import request_of
from planner.domain.contract import Contract, LineUnit
from planner.domain.facts.included import Included
from planner.domain.ledger import Balance, Ledger, LedgerLine
from planner.domain.problem import Problem
from planner.reports.accounts import (
    agreed,
    headings_of,
    row,
    told_expenses,
    totals,
    unit_and_rate,
    whose,
)
from planner.reports.page.charts import bar
from planner.reports.page.told import title_of
from planner.reports.verdict import free_in


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its title, what it counts, its bar, and a quantity and money for each column."""

    title: str
    unit: str
    chart: str
    is_over: bool
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """A contract against the plan; `notes` are sentences below its table.

    `planned` is what all lines together have planned: coach-days, "" if none are sold, and money.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    planned: tuple[str, str] = ("", "")


def budget(problem: Problem, book: Ledger, free: Iterable[Included]) -> Budget:
    """Return the contract's table; without a contract it has no rows, and notes of what is free."""
    contract = problem.engagement.contract
    charged_nothing = _free(problem, contract, free)
    if contract is None:
        return Budget("No contract", (), (), (), charged_nothing)
    headings = headings_of(book)
    trips = (told_expenses(contract, book.expenses),) if book.expenses else ()
    said = agreed(contract, book)
    return Budget(
        title=whose(contract),
        headings=headings,
        rows=tuple(_row(contract, line, headings) for line in book.lines),
        totals=totals(book, headings),
        planned=totals(book, ["Planned"])[0],
        notes=(*((said,) if said else ()), *trips, *charged_nothing),
    )


def _row(contract: Contract, line: LedgerLine, headings: tuple[str, ...]) -> Row:
    unit = " ".join(filter(None, unit_and_rate(contract, line.line)))
    is_price = line.line.unit is LineUnit.PRICE
    chart = _bar(line.money if is_price else line.quantity)
    return Row(line.line.title, unit, chart, line.is_over, row(line, headings))


def _bar(balance: Balance) -> str:
    return bar(balance.contracted, balance.opening, balance.planned)


def _free(problem: Problem, contract: Contract | None, free: Iterable[Included]) -> tuple[str, ...]:
    named = [
        f"{title_of(request_of(problem, one.sessions[0]))} ({free_in(contract, one)})"
        for one in free
    ]
    return (f"Charges nothing: {', '.join(named)}",) if named else ()
