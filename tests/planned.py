"""Plans as the planner makes them, with some of its rules or goals left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from unittest.mock import patch

import small

from planner.candidates import candidates
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals import GOALS
from planner.goals.protocols import Goal
from planner.rules import FREE_RULES, POSTED_RULES, RULES, START_RULES, TEAM_RULES
from planner.rules.protocols import Rule
from planner.solve.build import build
from planner.solve.search import search


def planned(
    problem: Problem,
    rules: Sequence[Rule] = RULES,
    goals: Sequence[Goal] = GOALS,
    seed: int = 0,
) -> Plan:
    """Return the best plan under some rules, by some goals."""
    possible = candidates(
        problem,
        start_rules=[rule for rule in START_RULES if rule in rules],
        team_rules=[rule for rule in TEAM_RULES if rule in rules],
        free_rules=[rule for rule in FREE_RULES if rule in rules],
    )
    posted = partial(build, rules=[rule for rule in POSTED_RULES if rule in rules])
    with patch("planner.solve.year.build", posted):
        return search(problem, possible, small.engine(seed=seed), lambda _: None, goals)
