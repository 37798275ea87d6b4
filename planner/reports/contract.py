"""The contract as the summary shows it: line by line, in all, and what trips cost."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.contract import Contract
from planner.domain.ledger import Ledger
from planner.reports.accounts import agreed, row, totals, unit_and_rate, whose
from planner.reports.timetable import titled


def contract_table(contract: Contract, book: Ledger, headings: Sequence[str]) -> RenderableType:
    """Return the columns of these headings by line; units above money."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, show_footer=True)
    table.add_column("Line", footer="Total", overflow="fold")
    table.add_column("Unit", footer="coach-days" if book.day_lines else "")
    for heading, total in zip(headings, totals(book, headings), strict=True):
        table.add_column(heading, footer=_stacked(total), justify="right", no_wrap=True)
    for line in book.lines:
        figures = map(_stacked, row(line, headings))
        unit = _stacked(unit_and_rate(contract, line.line))
        table.add_row(Text(line.line.title), unit, *figures)
        table.add_section()
    table.caption = agreed(contract, book)
    return titled(whose(contract), None, table)


def _stacked(texts: tuple[str, str]) -> Text:
    """Return a cell with a quantity, if there is one, above its money."""
    return Text("\n".join(filter(None, texts)))
