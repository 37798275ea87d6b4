"""Contract lines that hold less than what is promised on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.charge import charged, least_quantity, per_unit
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.delivery import corrections
from planner.domain.ledger import LedgerLine, undelivered
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.impossible.promises import Impossible, promised, requests_of


def lines_that_hold_too_little(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each line on which more is promised than it holds.

    A visit charges a line at least the same wherever and by whomever it is held, so all promised
    visits together charge their sum, and what has happened stays charged. Not so where a date may
    charge less than all that lies on it.
    """
    contract = problem.engagement.contract
    past = Plan(tuple(one for id, one in problem.baseline.items() if id in problem.history))
    spent, logged = charged(problem, past), corrections(problem, past)
    for line in contract.lines.values() if contract else ():
        wanted = {
            index: sum(
                least_quantity(problem, visit, session) * visit.team
                for session in visit.sessions
                if session.line == line.id
            )
            for index in promised(problem, candidates)
            for visit in (problem.visits[index],)
        }
        asked = spent[line.id] + logged[line.id].quantity + sum(wanted.values())
        visits = frozenset(index for index in wanted if wanted[index])
        if contract and _adds_up(contract, line) and visits and asked > line.available:
            yield Impossible(
                requests_of(problem, sorted(visits)),
                _told(contract, line, asked),
                "promise less, make some of it optional, or let the line hold more",
                visits,
            )


def _told(contract: Contract, line: Line, asked: int) -> str:
    """Say what is left of a line, and that more is asked."""
    count, nothing = per_unit(line, contract), undelivered(0, 0)
    figures = LedgerLine(line, count, undelivered(line.quantity, asked), nothing, ())
    left, takes, over = map(figures.text, (line.available, asked, asked - line.available))
    holds = f"has {left} {line.unit} left" if line.opening else f"holds {left} {line.unit}"
    return f"line {line.id} {holds}, and {takes} are used or promised on it: {over} too many"


def _adds_up(contract: Contract, line: Line) -> bool:
    """Tell whether sessions on a line charge no less together than each by itself."""
    is_less = contract.billing.share_halves or contract.billing.day_cap_ticks is not None
    return line.unit is not LineUnit.PRICE and not (line.unit is LineUnit.COACH_DAYS and is_less)
