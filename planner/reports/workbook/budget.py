"""budget.xlsx: the contract as a workbook that finance would keep.

A summary, what each session charges, the lists of what is charged and delivered, the same cut
seven ways, how it burns, and what charges nothing. Figures that add up are formulas.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.burn import burn
from planner.domain.contract import Contract
from planner.domain.cuts import By
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.postings import books
from planner.domain.problem import Problem
from planner.reports.verdict import standing
from planner.reports.workbook.burn import BurnSheet
from planner.reports.workbook.cells import Sheet, text
from planner.reports.workbook.charges import Book
from planner.reports.workbook.cuts import CutSheet
from planner.reports.workbook.labels import labels
from planner.reports.workbook.sessions import sessions
from planner.reports.workbook.summary import Summary
from planner.reports.workbook.uncharged import uncharged
from planner.reports.workbook.xlsx import xlsx


def budget_xlsx(problem: Problem, plan: Plan, digest: str) -> bytes:
    """Return the workbook of a plan; `digest` is that of the inputs it was made from."""
    contract = problem.engagement.contract
    about = f"as of {problem.today.isoformat()}, made from inputs {digest}"
    state = f"{standing(contract)}{': nothing is due' if contract and contract.is_draft else ''}"
    head = (problem.engagement.title, state, f"{problem.engagement.id}, {about}")
    return xlsx(sheets(problem, plan), (_told(head[0]), _told(head[1]), _told(head[2])))


def sheets(problem: Problem, plan: Plan) -> Iterator[Sheet]:
    """Yield the sheets in their order; without a contract there is only what charges nothing."""
    contract = problem.engagement.contract
    if contract is not None:
        yield from _charged(problem, plan, contract)
    yield uncharged(problem, plan)


def _charged(problem: Problem, plan: Plan, contract: Contract) -> Iterator[Sheet]:
    posted, book = books(problem, plan), ledger(problem, plan)
    names = labels(problem, posted.postings)
    awaited, delivered = None, None
    if posted.is_logged:
        awaited = frozenset(posted.awaited)
        delivered = Book("Delivered", problem, contract, names, posted.delivered)
    planned = Book("Charges", problem, contract, names, posted.planned, awaited)
    cuts = [CutSheet(by, planned, delivered) for by in By]
    yield Summary(book, planned, delivered, cuts).sheet(plan)
    yield sessions(planned)
    yield planned.sheet()
    if delivered is not None:
        yield delivered.sheet()
    yield from (cut.sheet() for cut in cuts)
    yield BurnSheet(burn(problem, book, posted), planned, delivered).sheet()


def _told(line: str) -> str:
    return str(text(line).value)
