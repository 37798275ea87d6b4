"""`plan budget --json`: contracted, planned, delivered and left, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps
from typing import Any

from planner.domain.booked import booked
from planner.domain.charge import money
from planner.domain.ledger import Balance, ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem


def budget_json(problem: Problem, plan: Plan) -> str:
    """Return lines, total and months as JSON; money and quantities are exact, as strings."""
    return written(budget_document(problem, plan))


def written(document: Mapping[str, Any]) -> str:
    """Return a document as JSON."""
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def budget_document(problem: Problem, plan: Plan) -> Mapping[str, Any]:
    """Return what the JSON says."""
    book, contract = ledger(problem, plan), problem.engagement.contract
    return {
        "engagement": problem.engagement.id,
        "state": contract.state if contract else None,
        "lines": {
            line.line.id: {
                "title": line.line.title,
                "unit": line.line.unit.value,
                **in_money(line.money),
                "quantity": {name: line.text(all) for name, all in _named(line.quantity).items()},
            }
            for line in book.lines
        },
        "total": {
            **in_money(book.money),
            "coach_days": {
                name: f"{book.coach_days(ticks):f}" for name, ticks in _named(book.days).items()
            },
        },
        "months": {
            one.month: {
                "coach_days": f"{book.coach_days(one.ticks):f}",
                "amount": f"{money(one.cents):f}",
                "closed": one.closed or None,
            }
            for one in booked(problem)
        },
    }


def in_money(balance: Balance) -> Mapping[str, str]:
    """Return the figures of a balance in cents as amounts."""
    return {name: f"{money(cents):f}" for name, cents in _named(balance).items()}


def _named(balance: Balance) -> Mapping[str, int]:
    return {
        "contracted": balance.contracted,
        "opening": balance.opening,
        "planned": balance.planned,
        "delivered": balance.delivered,
        "left": balance.left,
        "unplanned": balance.unplanned,
    }
