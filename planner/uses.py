"""Uses of somebody's time, and which of them can happen together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.domain.clock import Span
from planner.timeline import Literal


class Use(NamedTuple):
    """A visit, the literal that places it there, and the time it would take."""

    visit: int
    literal: Literal
    span: Span


def cliques(uses: Iterable[Use]) -> Iterator[list[Use]]:
    """Yield the largest sets of uses that share a minute, in order of time."""
    active: list[Use] = []
    first_end, is_larger = 0, False
    for use in sorted(uses, key=lambda use: use.span.start):
        start, end = use.span.start, use.span.end
        if active and first_end <= start:
            if is_larger:
                yield active
            active = [other for other in active if other.span.end > start]
            is_larger = False
            first_end = min((other.span.end for other in active), default=end)
        first_end = min(first_end, end) if active else end
        active.append(use)
        is_larger = True
    if is_larger:
        yield active


def most_in_turn(uses: Sequence[Use]) -> int:
    """Return how many uses fit one after another, so that no more of them can happen."""
    number, free_from = 0, min(use.span.start for use in uses)
    for span in sorted({use.span for use in uses}, key=lambda span: span.end):
        if span.start >= free_from:
            number, free_from = number + 1, span.end
    return number


def distinct(uses: Iterable[Use]) -> list[Literal]:
    """Return each literal once, and history once for all."""
    literals = {
        None if isinstance(use.literal, int) else use.literal.index: use.literal for use in uses
    }
    return list(literals.values())
