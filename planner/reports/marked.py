"""What became of sessions by hand: counted, and by name what lapsed; data for any page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.by_hand import ByHand, Mark
from planner.domain.charge import still_charged
from planner.domain.overrides import make_up_id
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.phrases import dated


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one session, in a few words, and the manager's own note on it."""

    id: str
    mark: Mark | None
    told: tuple[str, ...]
    note: str


def marks_told(problem: Problem) -> str:
    """Say how many sessions are confirmed, delivered, missed and cancelled; "" for none."""
    counts = Counter(one.mark for one in problem.by_hand.values())
    return ", ".join(f"{counts[mark]} {mark}" for mark in Mark if counts[mark])


def became(problem: Problem, plan: Plan, ids: Mapping[str, str]) -> tuple[Became, ...]:
    """Return what became of each session that something was said of; `ids` are those to show."""
    return tuple(
        Became(ids[id], one.mark, tuple(filter(None, _told(problem, plan, id, ids))), one.note)
        for id, one in problem.by_hand.items()
    )


def _told(problem: Problem, plan: Plan, id: str, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield what became of one session, what comes in its stead, and what it charges."""
    said: ByHand = problem.by_hand[id]
    was = problem.baseline.get(id) if said.has_lapsed else plan.placed.get(id)
    yield said.mark or ""
    yield "" if was is None else _date(problem, was)
    if said.mark is Mark.MISSED:
        made_up = make_up_id(problem.visits[problem.visit_of[id]], id)
        there = plan.placed.get(made_up)
        when = "" if there is None else f" on {_date(problem, there)}"
        yield f"made up for by {ids[made_up]}{when}"
    if any(placed.id == id for placed in still_charged(problem)):
        yield "charged all the same"


def _date(problem: Problem, placed: PlacedSession) -> str:
    return dated(placed.date(problem.engagement.zone))
