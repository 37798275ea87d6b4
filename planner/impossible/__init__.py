"""What no plan can keep, by arithmetic alone: said before solving, with the numbers and a remedy.

Each check is a proof: what it names cannot all be placed, or not all people seated, whatever the
search does. Silence proves nothing. A new check is a function and a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.impossible.audiences import audiences_without_time
from planner.impossible.continuity import nobody_free_for_all
from planner.impossible.facilitators import facilitators_without_time
from planner.impossible.lines import lines_that_hold_too_little
from planner.impossible.offerings import too_few_seats
from planner.impossible.orders import orders_that_do_not_fit
from planner.impossible.promises import Impossible
from planner.impossible.series import gaps_that_do_not_fit, too_few_dates
from planner.impossible.starts import no_start
from planner.impossible.teams import nobody_for_all, team_larger_than_pool

__all__ = ["CHECKS", "Impossible", "impossible", "too_few_seats"]

CHECKS: tuple[Callable[[Problem, Sequence[Candidates]], Iterator[Impossible]], ...] = (
    team_larger_than_pool,
    no_start,
    too_few_dates,
    gaps_that_do_not_fit,
    orders_that_do_not_fit,
    nobody_for_all,
    nobody_free_for_all,
    audiences_without_time,
    facilitators_without_time,
    lines_that_hold_too_little,
    too_few_seats,
)

_OF_LITTLE_TIME = (nobody_free_for_all, audiences_without_time, facilitators_without_time)
"""Told only where nothing narrower has been: they see what others see, from further away."""


def impossible(problem: Problem, candidates: Sequence[Candidates]) -> tuple[Impossible, ...]:
    """Return everything that is proven not to fit, given the candidates of the problem."""
    told: list[Impossible] = []
    for check in CHECKS:
        said = [one.visits for one in told if one.visits]
        told.extend(
            found
            for found in check(problem, candidates)
            if check not in _OF_LITTLE_TIME or not any(visits <= found.visits for visits in said)
        )
    return tuple(told)
