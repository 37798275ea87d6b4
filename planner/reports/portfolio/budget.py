"""What `plan budget` shows of a portfolio: what needs somebody, and what is delivered and left.

Signed contracts and drafts are added up each for themselves: nothing of a draft is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.charge import coach_days
from planner.domain.ledger import Balance, dollars, scaled, total
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.reports.accounts import all_headings_of, in_columns
from planner.reports.budget_json import budget_document, in_money, written
from planner.reports.portfolio.account import NO_CONTRACT, Account, Accounts, State, accounts
from planner.reports.portfolio.overview import troubles
from planner.reports.printed import printed, stacked
from planner.reports.timetable import titled


def render(portfolio: Portfolio, plan: PortfolioPlan, *, width: int, colour: bool) -> str:
    """Return the budget over all as text of `width` columns, newline at the end."""
    blocks = (*troubles(portfolio, plan), _table(portfolio, accounts(portfolio, plan)))
    return printed(lambda _: stacked(blocks), width=width, colour=colour)


def budget_json(portfolio: Portfolio, plan: PortfolioPlan) -> str:
    """Return the budget of each engagement, and totals of signed contracts and of drafts."""
    known = accounts(portfolio, plan)
    return written(
        {
            "portfolio": portfolio.id,
            "engagements": {
                problem.engagement.id: budget_document(problem, one)
                for problem, one in members(portfolio, plan)
            },
            "total": {state.name.lower(): in_money(_money(known.under(state))) for state in State},
        }
    )


def _table(portfolio: Portfolio, known: Accounts) -> RenderableType:
    """Return a row for each engagement, coach-days above money, and a total for each state."""
    headings = _headings(known)
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    table.add_column("Engagement", overflow="fold")
    table.add_column("Contract")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for id, title in known.titles.items():
        account = known.of.get(id)
        if account is None:
            table.add_row(Text(title), NO_CONTRACT)
        else:
            figures = _figures(known, [account], headings)
            table.add_row(Text(title), account.state.value, *figures)
        table.add_section()
    for state in State:
        if listed := known.under(state):
            table.add_row("Total", state.value, *_figures(known, listed, headings))
    return titled(portfolio.title, None, table)


def _headings(known: Accounts) -> Sequence[str]:
    """Return the columns that say something of any contract, in the order of the longest."""
    each = [all_headings_of(account.ledger) for account in known]
    return max(each, key=len, default=())


def _figures(known: Accounts, listed: Sequence[Account], headings: Iterable[str]) -> list[Text]:
    days = total(scaled(account.ledger.days, account.scale) for account in listed)
    sells_days = any(account.ledger.day_lines for account in listed)
    columns = tuple(headings)
    pairs = zip(in_columns(days, columns), in_columns(_money(listed), columns), strict=True)
    return [
        Text(f"{coach_days(ticks, known.ticks_per_day):f}\n" * sells_days + dollars(cents))
        for ticks, cents in pairs
    ]


def _money(listed: Iterable[Account]) -> Balance:
    return total(account.ledger.money for account in listed)
