"""Nobody works more days in a week, month or year than their cap; a half touched is 0.5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.facilitator import Facilitator
from planner.domain.halves import period, touched
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem

if TYPE_CHECKING:
    from planner.model import Model
    from planner.timeline import Literal

TITLE = "respects its facilitators' caps"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each period in which a facilitator works more halves than allowed."""
    for facilitator in problem.facilitators.values():
        there = problem.has_elsewhere(facilitator.id).halves
        slots = touched(problem, plan.sessions, facilitator.id) | there
        history = (s for s in plan.sessions if s.id in problem.history)
        past = touched(problem, history, facilitator.id) | there
        for name, cap in facilitator.max_halves.items():
            used: dict[str, int] = defaultdict(int)
            spent: dict[str, int] = defaultdict(int)
            for on, _ in slots:
                used[period(name, on)] += 1
            for on, _ in past:
                spent[period(name, on)] += 1
            for when, count in sorted(used.items()):
                if count > max(cap, spent[when]):
                    message = f"{facilitator.id} works {count} halves in {when}, cap {cap}"
                    yield Breach(TITLE, (), message)


def post(problem: Problem, model: Model) -> None:
    """Let the halves that a facilitator touches in each period be at most the cap."""
    post_between([problem], [model])


def post_between(problems: Sequence[Problem], models: Sequence[Model]) -> None:
    """Let a cap hold over all engagements of a facilitator that are searched in one model."""
    known = {id: who for problem in problems for id, who in problem.facilitators.items()}
    for facilitator in known.values():
        _post(facilitator, models)


def _post(facilitator: Facilitator, models: Sequence[Model]) -> None:
    from planner.model import worked  # noqa: PLC0415 - loads the solver

    for name, cap in facilitator.max_halves.items():
        halves: dict[str, list[Literal]] = defaultdict(list)
        for on, literals in worked(models, facilitator.id):
            halves[period(name, on)].extend(literals)
        for literals in halves.values():
            models[0].at_most(cap, literals)
