"""The fewest halves that sessions can take, if only arithmetic stood in the way."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.problem import Day, Length, LengthUnit


def least_halves(day: Day, led: Iterable[tuple[Length, int]]) -> int:
    """Return the fewest halves of facilitators' days that sessions take, by length and team.

    A session of half a day or more has its halves for itself. Shorter ones share them: a half
    holds as many as fit with the break between, whoever leads them.
    """
    halves, short = 0, list[int]()
    for length, team in led:
        if length.unit is LengthUnit.MINUTES:
            short += [length.amount + day.break_minutes] * team
        else:
            halves += length.halves * team
    if not short:
        return halves
    room = max(day.am.minutes, day.pm.minutes) + day.break_minutes
    fitting = max(1, room // min(short))
    return halves + max(quotient_up(sum(short), room), quotient_up(len(short), fitting))


def quotient_up(dividend: int, divisor: int) -> int:
    """Return the quotient, rounded up to a whole number."""
    return -(-dividend // divisor)
