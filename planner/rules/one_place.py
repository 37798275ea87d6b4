"""A facilitator is in one place at a time, with the break between two visits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.clashes import clashes
from planner.domain.clock import Span
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "has its facilitators in one place at a time"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of sessions that one facilitator would lead at once."""
    margin = problem.engagement.day.break_minutes
    for facilitator in problem.facilitators:
        led = (placed for placed in plan.sessions if facilitator in placed.facilitators)
        for pair in clashes(led, margin):
            one_visit = len({problem.visit_of[id] for id in pair}) == 1
            if not one_visit and not problem.history.issuperset(pair):
                yield Breach(TITLE, pair, f"{facilitator} would lead both at once")


def post(problem: Problem, model: Model) -> None:
    """Let no two visits of one facilitator share a minute, breaks included."""
    margin = problem.engagement.day.break_minutes
    for facilitator in problem.facilitators:
        model.never_together(
            (visit, literal, Span(part.start, part.end + margin))
            for visit, literal, option in model.led(facilitator)
            for part in option.all_parts
        )
