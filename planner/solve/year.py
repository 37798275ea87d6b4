"""A year to be searched, whole or a part at a time: what is not free stays where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.candidates import Candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals import FLOORS, floors
from planner.goals.protocols import Goal
from planner.solve.build import build, goal_sums
from planner.solve.decode import Place, Places, chosen, hint, placed_sessions
from planner.solve.engine import BRIEF, Engine
from planner.solve.stages import Stages

PROVEN_TIERS = 4
"""Goals of a large year up to this tier are worth long proofs."""

LAST_TIER = 7


def literals(known: Candidates) -> int:
    """Return how many literals stand for the starts of a visit and for who leads them."""
    return sum(1 + len(free) for free in known.free)


@dataclass(frozen=True)
class Year:
    """A problem, the candidates of its visits, the engine to search with, and the goals."""

    problem: Problem
    candidates: Sequence[Candidates]
    engine: Engine
    goals: Sequence[Goal]

    def stages(self, candidates: Sequence[Candidates], places: Places) -> Stages:
        """Return a model of some candidates, to be searched from places goal by goal."""
        model = build(self.problem, candidates)
        sums = goal_sums(self.problem, model, self.goals)
        start = hint(self.problem, model, places)
        return Stages(model, sums, self.floors, self.engine, start)

    @cached_property
    def floors(self) -> tuple[int, ...]:
        """What no plan that places all that is promised goes below, for each goal."""
        return floors(self.problem, self.goals, self.problem.to_be_placed)

    def beside(
        self, places: Places, free: Mapping[int, Candidates], last_tier: int = LAST_TIER
    ) -> Places | None:
        """Return the best places found when only the free visits may move.

        They may move to the candidates given, for the sake of goals up to a tier. What does not
        move may lose its place. None if the engine has stopped before anything was found.
        """
        candidates = [
            free[visit] if visit in free else known if known.fixed else _only(places.get(visit))
            for visit, known in enumerate(self.candidates)
        ]
        stages = self.stages(candidates, places)
        for number, goal in enumerate(self.goals):
            if last_tier >= goal.TIER:
                stages.minimise(number, f"part-{goal.NAME}", BRIEF)
        values = stages.values
        return None if values is None else chosen(self.problem, stages.model, values)

    def values(self, places: Places) -> list[int]:
        """Return the values of all goals, the first one first."""
        plan = Plan(placed_sessions(self.problem, places))
        return [goal.measure(self.problem, plan) for goal in self.goals]

    def is_at_floor(self, places: Places) -> bool:
        """Tell whether arithmetic alone proves that placed visits take no more than they must."""
        visits = [self.problem.visits[visit] for visit in places]
        least = floors(self.problem, self.goals, visits)
        return all(
            value == floor
            for goal, value, floor in zip(self.goals, self.values(places), least, strict=True)
            if goal.NAME in FLOORS
        )


def _only(place: Place | None) -> Candidates:
    if place is None:
        return Candidates((), (), {})
    return Candidates((place.option,), (place.team,), {})
