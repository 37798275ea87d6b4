"""A year to be searched, whole or a part at a time: what is not free stays where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import add, lt

from planner.candidates import NOWHERE, Candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.surely import surely_placed
from planner.goals import FLOORS, floors, optional, unplaced
from planner.goals.protocols import Goal
from planner.model import Model
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

    def model(self, candidates: Sequence[Candidates]) -> Model:
        """Return a model of some candidates in which all rules hold."""
        return build(self.problem, candidates)

    def stages(self, candidates: Sequence[Candidates], places: Places) -> Stages:
        """Return a model of some candidates, to be searched from places goal by goal."""
        model = self.model(candidates)
        sums = goal_sums(self.problem, model, self.goals)
        start = hint(self.problem, model, places)
        return Stages(model, sums, self.floors, self.engine, start)

    def floors(self, values: Sequence[int]) -> tuple[int, ...]:
        """Return what no plan goes below whose first goals have these values, for each goal."""
        known = dict(zip((goal.NAME for goal in self.goals), values, strict=False))
        if known.get(unplaced.NAME):
            return (0,) * len(self.goals)
        most = sum(visit.priority * len(visit.sessions) for visit in self.problem.visits)
        return self._floors_beside(known.get(optional.NAME, most))

    def _floors_beside(self, optional_unplaced: int) -> tuple[int, ...]:
        if optional_unplaced not in self._floors:
            visits = surely_placed(self.problem, optional_unplaced)
            self._floors[optional_unplaced] = floors(self.problem, self.goals, visits)
        return self._floors[optional_unplaced]

    @cached_property
    def _floors(self) -> dict[int, tuple[int, ...]]:
        return {}

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

    def is_least(self, places: Places) -> bool:
        """Tell whether all that is promised has a place, and no plan takes less by arithmetic."""
        values = self.values(places)
        return values[0] == 0 and self._are_least(values, self.floors(values))

    def is_at_floor(self, places: Places) -> bool:
        """Tell whether arithmetic alone proves that placed visits take no more than they must."""
        return self._are_least(self.values(places), self._floors_of(places))

    def could_save(self, one: Places, other: Places) -> frozenset[str]:
        """Return the goals of which two groups might take less together than each for itself."""
        apart = map(add, self._floors_of(one), self._floors_of(other))
        fewer = map(lt, self._floors_of({**one, **other}), apart)
        return frozenset(goal.NAME for goal, less in zip(self.goals, fewer, strict=True) if less)

    def _are_least(self, values: Sequence[int], least: Sequence[int]) -> bool:
        """Compare the values of the goals of which arithmetic has something to say."""
        return all(
            value == floor
            for goal, value, floor in zip(self.goals, values, least, strict=True)
            if goal.NAME in FLOORS
        )

    def _floors_of(self, places: Places) -> tuple[int, ...]:
        """Return what visits take at least, in the modes that they have now."""
        visits = [
            replace(self.problem.visits[visit], modes=(place.option.mode,))
            for visit, place in places.items()
        ]
        return floors(self.problem, self.goals, visits)


def _only(place: Place | None) -> Candidates:
    if place is None:
        return NOWHERE
    return Candidates((place.option,), (place.team,), {})
