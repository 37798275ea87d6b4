"""What is said of a contract in words, and the figures of each of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.domain.contract import DRAFT, Contract, Line, LineUnit
from planner.domain.ledger import Balance, Expenses, Ledger, LedgerLine, dollars
from planner.reports.phrases import counted

_LOGGED = ("Delivered", "Left")
NOT_DUE = f"{DRAFT}, not due"
"""What heads the amounts of a contract that nobody has signed yet."""


def headed(heading: str, state: str | None) -> str:
    """Return the heading of some amounts under a contract in a state: a draft's are not due."""
    return f"{heading} ({NOT_DUE})" if state == DRAFT else heading


def whose(contract: Contract) -> str:
    """Return the heading of a contract's amounts: whose it is, and that a draft's are not due."""
    return headed(f"Contract with {contract.client}", contract.state)


def over(line: LedgerLine) -> str:
    """Say of a line that is over by how much."""
    cost = dollars(-line.money.unplanned)
    if line.line.unit is LineUnit.PRICE:
        what = _used(line.money, dollars, dollars(line.money.contracted))
        return f"{line.line.title}: {what}, {cost} over"
    figures = line.quantity
    bought = f"{line.text(figures.contracted)} {line.line.unit}"
    what = _used(figures, line.text, bought)
    return f"{line.line.title}: {what}, {line.text(-figures.unplanned)} over ({cost})"


def _used(balance: Balance, text: Callable[[int], str], bought: str) -> str:
    """Say what of all that was bought is planned, and was delivered or used before if any was."""
    planned = f"{text(balance.planned)} planned"
    if balance.delivered:
        planned = f"{text(balance.delivered)} delivered and {text(balance.awaited)} still planned"
    before = f" and {text(balance.opening)} used before" if balance.opening else ""
    return f"{planned}{before} of {bought}"


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
    told = f"{counted(expenses.trips, 'trip')} at {each}, {cost}; {payer}"
    return f"{headed('Expenses', contract.state)}: {told}"


def said_of(contract: Contract, book: Ledger) -> Iterator[str]:
    """Yield whose a contract is, how its lines lie in its range, and what its trips cost."""
    yield whose(contract)
    yield from filter(None, (agreed(contract, book), beyond(contract, book)))
    if book.expenses:
        yield told_expenses(contract, book.expenses)


def agreed(contract: Contract, book: Ledger) -> str | None:
    """Say how the lines lie in the range that a contract names, if it names one."""
    if contract.between_cents is None:
        return None
    least, most = map(dollars, contract.between_cents)
    lines, with_expenses = dollars(book.money.contracted), dollars(book.agreed_cents)
    told = f"Agreed: between {least} and {most}. The lines come to {lines}"
    return f"{told}, with expenses {with_expenses}." if lines != with_expenses else f"{told}."


def headings_of(book: Ledger) -> tuple[str, ...]:
    """Return the columns of a contract's table: each that says something."""
    every = all_headings_of(book)
    return every if book.is_delivered else tuple(one for one in every if one not in _LOGGED)


def all_headings_of(book: Ledger) -> tuple[str, ...]:
    """Return the columns of a contract's table, of deliveries too; without openings if none are."""
    has_opening = any(line.line.opening for line in book.lines)
    opening = ("Used before",) if has_opening else ()
    return ("Contracted", *opening, "Planned", *_LOGGED, "Unplanned")


def in_columns(balance: Balance, headings: Iterable[str]) -> tuple[int, ...]:
    """Return the figure of a balance in each of the columns."""
    known = {
        "Contracted": balance.contracted,
        "Used before": balance.opening,
        "Planned": balance.planned,
        "Delivered": balance.delivered,
        "Left": balance.left,
        "Unplanned": balance.unplanned,
    }
    return tuple(known[heading] for heading in headings)


def totals(book: Ledger, headings: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return all lines together in each column: coach-days, "" if none are sold, and money."""
    columns = tuple(headings)
    pairs = zip(in_columns(book.days, columns), in_columns(book.money, columns), strict=True)
    return tuple(
        (f"{book.coach_days(ticks):f}" if book.day_lines else "", dollars(cents))
        for ticks, cents in pairs
    )


def row(line: LedgerLine, headings: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return a line in each column: its quantity, "" of a price, and money."""
    columns = tuple(headings)
    pairs = zip(in_columns(line.quantity, columns), in_columns(line.money, columns), strict=True)
    return tuple((line.text(quantity), dollars(cents)) for quantity, cents in pairs)


def unit_and_rate(contract: Contract, line: Line) -> tuple[str, str]:
    """Return what a line counts, and at what price; or what its price is for."""
    if line.unit is not LineUnit.PRICE:
        return line.unit.value, f"at {dollars(line.rate_cents)}"
    if line.id == contract.billing.expenses_line:
        return ("expenses,", "at most")
    dates = f"on {line.on[0]}" if len(line.on) == 1 else f"on {len(line.on)} dates"
    return ("fixed price", dates if line.on else "")
