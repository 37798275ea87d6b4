"""The contract as the summary shows it: line by line, in all, and what trips cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.ledger import Balance, Expenses, Ledger, LedgerLine, dollars
from planner.reports.facts import counted
from planner.reports.timetable import titled

DRAFT = "draft"


def contract_table(contract: Contract, book: Ledger) -> RenderableType:
    """Return what was bought, used before, planned and is left, by line; units above money."""
    headings = _headings(book)
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, show_footer=True)
    table.add_column("Line", footer="Total", overflow="fold")
    table.add_column("Unit", footer="coach-days" if book.day_lines else "")
    for heading, total in zip(headings, _totals(book, headings), strict=True):
        table.add_column(heading, footer=total, justify="right", no_wrap=True)
    for line in book.lines:
        quantities = [line.text(quantity) for quantity in _figures(line.quantity, headings)]
        amounts = _figures(line.money, headings)
        unit = _unit(contract, line.line)
        table.add_row(Text(line.line.title), unit, *_stacked(quantities, amounts))
        table.add_section()
    table.caption = _agreed(contract, book)
    draft = ", DRAFT: nothing is due" if contract.state == DRAFT else ""
    return titled(f"Contract with {contract.client}{draft}", None, table)


def over(line: LedgerLine) -> str:
    """Say of a line that is over by how much."""
    cost = dollars(-line.money.left)
    if line.line.unit is LineUnit.PRICE:
        used = f" and {dollars(line.money.opening)} used before" if line.money.opening else ""
        planned, price = map(dollars, (line.money.planned, line.money.contracted))
        return f"{line.line.title}: {planned} planned{used} of {price}, {cost} over"
    figures = line.quantity
    used = f" and {line.text(figures.opening)} used before" if figures.opening else ""
    planned, contracted = line.text(figures.planned), line.text(figures.contracted)
    what = f"{planned} of {contracted} {line.line.unit} planned{used}"
    return f"{line.line.title}: {what}, {line.text(-figures.left)} over ({cost})"


def beyond(contract: Contract, book: Ledger) -> str | None:
    """Say that lines and expenses come to more than the contract's range; None if they do not."""
    if contract.between_cents is None or book.agreed_cents <= contract.between_cents[1]:
        return None
    most = dollars(contract.between_cents[1])
    return f"lines and expenses come to {dollars(book.agreed_cents)}, at most {most} agreed"


def told_expenses(contract: Contract, expenses: Expenses) -> str:
    """Say what trips cost, and who pays them."""
    each, cost = dollars(contract.billing.trip_cents), dollars(expenses.cents)
    payer = "no line pays them"
    if expenses.line is not None:
        payer = f"paid by {contract.lines[expenses.line].title}"
    return f"Expenses: {counted(expenses.trips, 'trip')} at {each}, {cost}; {payer}"


def _agreed(contract: Contract, book: Ledger) -> str | None:
    """Say how the lines lie in the range that a contract names, if it names one."""
    if contract.between_cents is None:
        return None
    least, most = map(dollars, contract.between_cents)
    lines, with_expenses = dollars(book.money.contracted), dollars(book.agreed_cents)
    told = f"Agreed: between {least} and {most}. The lines come to {lines}"
    return f"{told}, with expenses {with_expenses}." if lines != with_expenses else f"{told}."


def _headings(book: Ledger) -> tuple[str, ...]:
    has_opening = any(line.line.opening for line in book.lines)
    return ("Contracted", *(("Used before",) if has_opening else ()), "Planned", "Left")


def _figures(balance: Balance, headings: Iterable[str]) -> tuple[int, ...]:
    figures = {
        "Contracted": balance.contracted,
        "Used before": balance.opening,
        "Planned": balance.planned,
        "Left": balance.left,
    }
    return tuple(figures[heading] for heading in headings)


def _totals(book: Ledger, headings: tuple[str, ...]) -> Iterator[Text]:
    """Yield each figure of all lines: coach-days, if any are sold, and money."""
    days = [f"{book.coach_days(ticks):f}" for ticks in _figures(book.days, headings)]
    quantities = days if book.day_lines else [""] * len(days)
    return _stacked(quantities, _figures(book.money, headings))


def _unit(contract: Contract, line: Line) -> Text:
    if line.unit is LineUnit.PRICE:
        pays_trips = line.id == contract.billing.expenses_line
        return Text("expenses,\nat most" if pays_trips else "fixed price")
    return Text(f"{line.unit.value}\nat {dollars(line.rate_cents)}")


def _stacked(quantities: Iterable[str], amounts: Iterable[int]) -> Iterator[Text]:
    """Yield cells with a quantity, if there is one, above its money."""
    for quantity, amount in zip(quantities, map(dollars, amounts), strict=True):
        yield Text("\n".join(filter(None, (quantity, amount))))
