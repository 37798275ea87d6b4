"""The goals in strict order, one a file: its name, its unit, its measure, its expression."""

from collections.abc import Callable, Mapping, Sequence

from planner.domain.problem import Problem, Visit
from planner.goals import (
    coach_days,
    drafts_moved,
    earliest,
    halves,
    load,
    optional,
    published_changed,
    published_days_moved,
    trips,
    unplaced,
    wishes,
)
from planner.goals.protocols import Goal

GOALS: tuple[Goal, ...] = (
    unplaced,
    published_changed,
    published_days_moved,
    optional,
    coach_days,
    trips,
    halves,
    wishes,
    load,
    drafts_moved,
    earliest,
)

FLOORS: Mapping[str, Callable[[Problem, Sequence[Visit]], int]] = {
    coach_days.NAME: coach_days.floor,
    trips.NAME: trips.floor,
    halves.NAME: halves.floor,
}
"""What arithmetic alone says of a goal, by its name; of all others, that they are not negative."""


def floors(problem: Problem, goals: Sequence[Goal], visits: Sequence[Visit]) -> tuple[int, ...]:
    """Return what no plan that places some visits goes below, for each of some goals."""
    return tuple(FLOORS[goal.NAME](problem, visits) if goal.NAME in FLOORS else 0 for goal in goals)
