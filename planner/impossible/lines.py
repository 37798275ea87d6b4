"""Contract lines that hold less than what is promised on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.charge import charged, per_unit, session_quantity
from planner.domain.contract import LineUnit
from planner.domain.ledger import LedgerLine, undelivered
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.impossible.promises import Impossible, promised, requests_of


def lines_that_hold_too_little(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each line on which more is promised than it holds.

    A visit charges a line the same wherever and by whomever it is held, so all promised visits
    together charge their sum, and what has happened stays charged.
    """
    contract = problem.engagement.contract
    past = Plan(tuple(one for id, one in problem.baseline.items() if id in problem.history))
    spent = charged(problem, past)
    for line in contract.lines.values() if contract else ():
        wanted = {
            index: sum(
                session_quantity(problem, session.id) * visit.team
                for session in visit.sessions
                if session.line == line.id
            )
            for index in promised(problem, candidates)
            for visit in (problem.visits[index],)
        }
        asked = spent[line.id] + sum(wanted.values())
        is_limited = line.unit is not LineUnit.PRICE
        if contract and is_limited and any(wanted.values()) and asked > line.quantity:
            figures = LedgerLine(
                line,
                per_unit(line, contract),
                undelivered(line.quantity, asked),
                undelivered(0, 0),
                (),
            )
            holds, takes, over = map(figures.text, (line.quantity, asked, asked - line.quantity))
            visits = frozenset(index for index in wanted if wanted[index])
            yield Impossible(
                requests_of(problem, sorted(visits)),
                f"line {line.id} holds {holds} {line.unit}, and {takes} are promised on it: "
                f"{over} too many",
                "promise less, make some of it optional, or let the line hold more",
                visits,
            )
