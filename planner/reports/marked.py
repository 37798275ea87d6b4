"""What became of sessions by hand, as the summary tells it: counted, and by name what lapsed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from planner.domain.by_hand import ByHand, Mark
from planner.domain.charge import still_charged
from planner.domain.overrides import make_up_id
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem

_INDENT = 2


def marked(problem: Problem, plan: Plan) -> Iterator[RenderableType]:
    """Yield how many sessions are confirmed, delivered, missed and cancelled, and their notes."""
    said = problem.by_hand
    counts = Counter(one.mark for one in said.values())
    told = [f"{counts[mark]} {mark}" for mark in Mark if counts[mark]]
    lines = [
        f"{id}: {', '.join(filter(None, _told(problem, plan, id, one)))}"
        for id, one in said.items()
        if one.has_lapsed or one.note
    ]
    if told or lines:
        head = Text("Sessions by hand" + (f": {', '.join(told)}" if told else ""))
        yield Group(head, *(Padding(Text(line), (0, 0, 0, _INDENT)) for line in lines))


def _told(problem: Problem, plan: Plan, id: str, said: ByHand) -> Iterator[str]:
    """Yield what became of one session, what comes in its stead, what it charges, and the note."""
    was = problem.baseline.get(id) if said.has_lapsed else plan.placed.get(id)
    yield said.mark or ""
    yield "" if was is None else _date(problem, was)
    if said.mark is Mark.MISSED:
        made_up = make_up_id(problem.visits[problem.visit_of[id]], id)
        there = plan.placed.get(made_up)
        when = "" if there is None else f" on {_date(problem, there)}"
        yield f"made up for by {made_up}{when}"
    if any(placed.id == id for placed in still_charged(problem)):
        yield "charged all the same"
    yield said.note


def _date(problem: Problem, placed: PlacedSession) -> str:
    day = placed.date(problem.engagement.zone)
    return f"{day:%a} {day.day} {day:%b} {day.year}"
