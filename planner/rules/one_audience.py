"""An audience, and every audience that includes it, attends one session at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.clashes import clashes
from planner.domain.clock import Span
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model

TITLE = "asks its audience to be in one place at a time"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each pair of sessions that one audience would have to attend at once."""
    margin = problem.engagement.day.break_minutes
    attending = {id: problem.attending(one.audience) for id, one in problem.sessions.items()}
    for audience in problem.engagement.audiences:
        attended = (placed for placed in plan.sessions if audience in attending[placed.id])
        for pair in clashes(attended, margin):
            one_visit = len({problem.visit_of[id] for id in pair}) == 1
            if not one_visit and not problem.history.issuperset(pair):
                yield Breach(TITLE, pair, f"{audience} would attend both at once")


def post(problem: Problem, model: Model) -> None:
    """Let no two visits that an audience attends share a minute, breaks included."""
    margin = problem.engagement.day.break_minutes
    attending = [
        [problem.attending(session.audience) for session in visit.sessions]
        for visit in problem.visits
    ]
    for audience in problem.engagement.audiences:
        model.never_together(
            (visit, literal, Span(part.start, part.end + margin))
            for visit, sessions in enumerate(attending)
            for literal, option in model.starts(visit)
            for attends, parts in zip(sessions, option.parts, strict=True)
            if audience in attends
            for part in parts
        )
