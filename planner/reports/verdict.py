"""How a plan stands: what is placed, what is not and why, and what is proven of it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.confidential import request_of
from planner.domain.contract import Contract
from planner.domain.facts.included import Included
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import Engagement, Problem, Request
from planner.reports.phrases import counted, long_date


@dataclass(frozen=True, slots=True)
class Lost:
    """Sessions of a request without a place that share their reasons."""

    request: Request
    sessions: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many promised and optional sessions there are and have a place, and what could be better.

    `unproven` names the goals whose bound is not their value yet; `is_measured` is False without
    any goal.
    """

    promised: int
    placed: int
    optional: int
    optional_with_place: int
    lost: tuple[Lost, ...]
    optional_lost: tuple[Lost, ...]
    unproven: tuple[str, ...]
    is_measured: bool

    @property
    def promised_placed(self) -> str:
        """Say how many of the promised sessions are placed."""
        word = "promised sessions" if self.optional else "sessions"
        return f"{self.placed} of {self.promised} {word} placed"

    @property
    def optional_placed(self) -> str:
        """Say how many of the optional sessions are placed."""
        return f"{self.optional_with_place} of {self.optional} optional"

    @property
    def proven(self) -> str:
        """Say which goals could still be better; nothing when no goal was measured."""
        if self.unproven:
            return f"not proven optimal: {', '.join(self.unproven)}"
        return "every goal proven optimal" if self.is_measured else ""


def verdict(problem: Problem, plan: Plan) -> Verdict:
    """Return how a plan stands."""
    promised = {one.id for visit in problem.visits if visit.promised for one in visit.sessions}
    optional = problem.sessions.keys() - promised - problem.lapsed
    return Verdict(
        promised=len(promised),
        placed=len(promised & plan.placed.keys()),
        optional=len(optional),
        optional_with_place=len(optional & plan.placed.keys()),
        lost=_lost(problem, plan, promised),
        optional_lost=_lost(problem, plan, optional),
        unproven=tuple(goal.name for goal in plan.goals if not is_optimal(goal)),
        is_measured=bool(plan.goals),
    )


def is_optimal(goal: GoalResult) -> bool:
    """Tell whether a goal is proven: nothing better exists, given the goals before it."""
    return goal.value == goal.bound


def term(engagement: Engagement) -> str:
    """Return the first and the last date of an engagement."""
    return f"{long_date(engagement.first)} to {long_date(engagement.last)}"


def standing(contract: Contract | None) -> str:
    """Say with whom the contract is, and whether it is a draft."""
    if contract is None:
        return "no contract"
    state = "DRAFT" if contract.is_draft else contract.state
    return f"{state} contract with {contract.client}"


def free_in(contract: Contract | None, one: Included) -> str:
    """Say how many sessions charge nothing, and in which price they are."""
    number = counted(len(one.sessions), "session")
    if contract is None or one.line is None:
        return number
    return f"{number}, in the fixed price of {contract.lines[one.line].title}"


def _lost(problem: Problem, plan: Plan, among: set[str]) -> tuple[Lost, ...]:
    """Return each reason once, with the sessions of a request that share it; follow-ups apart."""
    shared: dict[tuple[Request, tuple[str, ...]], list[str]] = {}
    for one in plan.unplaced:
        if one.id in among:
            shared.setdefault((request_of(problem, one.id), one.reasons), []).append(one.id)
    return tuple(Lost(request, tuple(ids), why) for (request, why), ids in shared.items())
