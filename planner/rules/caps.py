"""Nobody works more days in a week, month or year than their cap; a half touched is 0.5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

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
        slots = touched(problem, plan.sessions, facilitator.id)
        past = touched(
            problem, (s for s in plan.sessions if s.id in problem.history), facilitator.id
        )
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
    for facilitator in problem.facilitators.values():
        slots = model.touched(facilitator.id)
        for name, cap in facilitator.max_halves.items():
            halves: dict[str, list[Literal]] = defaultdict(list)
            for (on, _), literals in slots.items():
                halves[period(name, on)].extend(literals)
            for literals in halves.values():
                model.at_most(cap, literals)
