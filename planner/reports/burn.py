"""How a contract burns, in words and as the terminal shows it: months beside an even pace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.burn import Burn, LineBurn, Month, burn
from planner.domain.contract import Contract, LineUnit
from planner.domain.ledger import dollars, ledger
from planner.domain.plan import Plan
from planner.domain.postings import books
from planner.domain.problem import Problem
from planner.reports.accounts import headed
from planner.reports.phrases import long_date
from planner.reports.timetable import titled

_BAR = 30
"""How many characters stand for all that was contracted."""


def burned(problem: Problem, plan: Plan) -> Iterator[RenderableType]:
    """Yield how a contract burns; nothing without a contract, or where no line's use has a date."""
    contract = problem.engagement.contract
    if contract is not None:
        told = burn(problem, ledger(problem, plan), books(problem, plan))
        if told.lines:
            yield burn_table(contract, told)


def burn_table(contract: Contract, told: Burn) -> RenderableType:
    """Return the months of a contract beside an even pace, then its lines, and what is left out."""
    heading = f"Burn as of {long_date(told.today)}"
    notes = [Text(note) for note in left_out(told)]
    return Group(
        titled(headed(heading, contract.state), None, _months(told)),
        Text(),
        _lines(told.lines),
        *notes,
    )


def below_pace(told: Burn) -> Iterator[str]:
    """Yield each line of which less is used by now than an even pace would have used."""
    for line in told.below:
        used, even = figure(line, line.used), figure(line, line.even)
        yield f"{line.of.line.title}: {used} used by now, {even} at an even pace; {ending(line)}"


def ending(line: LineBurn) -> str:
    """Say when a line runs out or, where it does not, what of it would be left at the end."""
    if line.runs_out is not None:
        return f"all of it used by {long_date(line.runs_out)}"
    return f"{figure(line, line.unused)} would be unused"


def figure(line: LineBurn, amount: int) -> str:
    """Write what a line counts: of a price the money."""
    return dollars(amount) if line.of.line.unit is LineUnit.PRICE else line.of.text(amount)


def left_out(told: Burn) -> Iterator[str]:
    """Say which fixed prices are left out, since nobody knows when they are used."""
    if told.undated:
        named = (f"{one.line.title} ({dollars(one.money.contracted)})" for one in told.undated)
        yield f"Without a date, and left out: {', '.join(named)}"


def _months(told: Burn) -> Table:
    is_logged = any(month.delivered for month in told.months)
    headings = ("Planned", *(("Delivered",) if is_logged else ()), "Used by its end", "Even pace")
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    table.add_column("Month", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(f"█ used, │ even pace, of {dollars(told.contracted)}", min_width=_BAR + 1)
    for month in told.months:
        delivered = (month.delivered,) if is_logged else ()
        figures = (month.planned, *delivered, month.used, month.even)
        table.add_row(f"{month.first:%b %Y}", *map(dollars, figures), _bar(told, month))
    return table


def _bar(told: Burn, month: Month) -> str:
    """Draw what is used by a month's end, and where an even pace would be."""
    if not told.contracted:
        return ""
    used = min(_BAR * month.used // told.contracted, _BAR)
    even = min(_BAR * month.even // told.contracted, _BAR)
    drawn = f"{'█' * used:·<{_BAR}} "
    return f"{drawn[:even]}│{drawn[even + 1 :]}".rstrip(" ")


def _lines(lines: Iterable[LineBurn]) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    table.add_column("Line", overflow="fold")
    for heading in ("Used by now", "Even pace"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("")
    table.add_column("In the end", overflow="fold")
    for line in lines:
        pace = Text("below pace", "yellow") if line.is_below else Text()
        table.add_row(
            Text(line.of.line.title),
            figure(line, line.used),
            figure(line, line.even),
            pace,
            Text(ending(line)),
        )
    return table
