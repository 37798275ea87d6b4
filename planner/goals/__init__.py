"""The goals in strict order, one a file: its name, its unit, its measure, its expression."""

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
