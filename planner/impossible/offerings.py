"""Offerings that do not seat everybody: all may find a place, and people are left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.domain.seats import shortages
from planner.impossible.promises import Impossible


def too_few_seats(problem: Problem, candidates: Sequence[Candidates]) -> Iterator[Impossible]:  # noqa: ARG001
    """Yield each session whose offerings have fewer seats, all together, than people attend."""
    for short in shortages(problem):
        yield Impossible(
            short.series.id,
            f"{short.offerings} offerings with {short.series.capacity:,} seats each seat "
            f"{short.seats:,}, and {short.people:,} people attend: "
            f"{short.people - short.seats:,} too many",
            "offer it more often, or where there are more seats",
            frozenset(),
        )
