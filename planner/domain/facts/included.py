"""Sessions that charge nothing, so that zero is seen as meant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planner.domain.contract import Line, LineUnit
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Included:
    """The placed sessions of a request, or the follow-ups of them, that charge nothing.

    `line` is the line whose fixed price covers them, None where the request has no line.
    """

    request: str
    line: str | None
    sessions: tuple[str, ...]


def included(problem: Problem, plan: Plan) -> tuple[Included, ...]:
    """Return what charges nothing, by request and line, in the scenario's order."""
    contract = problem.engagement.contract
    lines = contract.lines if contract else {}
    found: dict[tuple[str, str | None, bool], list[str]] = defaultdict(list)
    for visit in problem.visits:
        for session in visit.sessions:
            line = lines.get(session.line) if session.line is not None else None
            if session.id in plan.placed and _is_free(line):
                found[visit.request, session.line, session.follows].append(session.id)
    return tuple(Included(request, line, tuple(ids)) for (request, line, _), ids in found.items())


def _is_free(line: Line | None) -> bool:
    return line is None or line.unit is LineUnit.PRICE
