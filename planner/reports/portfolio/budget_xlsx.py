"""budget.xlsx over all: what every contract of a portfolio has and uses, as finance would keep it.

A summary by engagement, the lines, the lists of what is charged and delivered, the same cut seven
ways, and what charges nothing. Figures that add up are formulas; drafts never add up as due.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.cuts import By
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.reports.phrases import counted
from planner.reports.portfolio.account import Accounts, State, accounts
from planner.reports.portfolio.cuts import CutOverAll
from planner.reports.portfolio.lines import Lines
from planner.reports.portfolio.matrix import Side
from planner.reports.portfolio.pooled import ENGAGEMENT, Pooled
from planner.reports.portfolio.summary import Summary
from planner.reports.portfolio.top import Top
from planner.reports.portfolio.totals import ways
from planner.reports.workbook.cells import Cell, Column, Sheet, Table, text
from planner.reports.workbook.uncharged import UNCHARGED, told_uncharged
from planner.reports.workbook.xlsx import xlsx


def budget_xlsx(portfolio: Portfolio, plan: PortfolioPlan, digest: str) -> bytes:
    """Return the workbook of a plan; `digest` is that of the inputs it was made from."""
    its = accounts(portfolio, plan)
    todays = sorted({problem.today.isoformat() for problem in portfolio.problems})
    about = f"{portfolio.id}, as of {', '.join(todays)}, made from inputs {digest}"
    head = (portfolio.title, _state(its), about)
    title, state, made = (str(text(line).value) for line in head)
    return xlsx(_sheets(portfolio, plan, its), (title, state, made))


def _sheets(portfolio: Portfolio, plan: PortfolioPlan, its: Accounts) -> Iterator[Sheet]:
    """Yield the sheets in their order; without any contract there is only what charges nothing."""
    if its.of:
        yield from _charged(portfolio, its)
    yield _uncharged(portfolio, plan, its)


def _charged(portfolio: Portfolio, its: Accounts) -> Iterator[Sheet]:
    charges = Pooled("Charges", its, [(one, one.planned) for one in its])
    logged = [(one, one.delivered) for one in its if one.delivered is not None]
    delivered = Pooled("Delivered", its, logged) if logged else None
    sides = [Side("Planned", charges), *([Side("Delivered", delivered)] if delivered else ())]
    both, top = ways(its), Top(its)
    lines = Lines(its, both, charges, delivered)
    cuts = [CutOverAll(by, sides, both, top) for by in By]
    yield Summary(portfolio, its, both, top, lines, sides, cuts).sheet()
    yield lines.sheet()
    yield from (side.listed.sheet() for side in sides)
    yield from (cut.sheet() for cut in cuts)


def _uncharged(portfolio: Portfolio, plan: PortfolioPlan, its: Accounts) -> Sheet:
    rows = tuple(
        (Cell(its.titles[problem.engagement.id]), *cells)
        for problem, of in members(portfolio, plan)
        for cells in told_uncharged(problem, of)
    )
    columns = tuple(map(Column, (ENGAGEMENT, *UNCHARGED)))
    return Sheet("Uncharged", (Table("Sessions that charge nothing", columns, rows),), is_list=True)


def _state(its: Accounts) -> str:
    """Say how many contracts there are, and that nothing of drafts is due."""
    signed, drafts = (len(its.under(state)) for state in State)
    bare = len(its.titles) - len(its.of)
    said = (
        counted(signed, "signed contract") if signed else "",
        f"{counted(drafts, 'DRAFT contract')}: nothing of drafts is due" if drafts else "",
        f"{counted(bare, 'engagement')} without a contract" if bare else "",
    )
    return "; ".join(filter(None, said))
