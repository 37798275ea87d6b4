"""Literals, and sums of them along time, from which "before" and "after" are told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from ortools.sat.python import cp_model_helper

from planner.domain.clock import Instant

Unknown = cp_model_helper.Literal
Literal = Unknown | int
"""Something that holds or does not: an unknown of the model or, where it is history, 1 or 0."""

OneOf = Callable[[Sequence[Literal]], Literal]
"""Makes one literal of the sum of literals that exclude each other."""


class Timeline:
    """The moments of which one may come; whole days of them are added up once and for all."""

    def __init__(self, moments: Iterable[tuple[Instant, Literal]], midnight: Instant) -> None:
        self._midnight = midnight
        days: dict[int, list[tuple[Instant, Literal]]] = defaultdict(list)
        for at, literal in moments:
            days[self._day(at)].append((at, literal))
        self._days = sorted(days)
        self._moments = days
        self._sums: dict[bool, list[Literal]] = {True: [], False: []}

    def before(self, at: Instant, one_of: OneOf) -> list[Literal]:
        """Return literals whose sum is 1 if the moment comes before an instant."""
        whole = bisect_left(self._days, self._day(at))
        some = [literal for when, literal in self._moments.get(self._day(at), ()) if when < at]
        return self._sum(self._days, whole, one_of, forward=True) + some

    def since(self, at: Instant, one_of: OneOf) -> list[Literal]:
        """Return literals whose sum is 1 if the moment comes at an instant or after it."""
        whole = len(self._days) - bisect_right(self._days, self._day(at))
        some = [literal for when, literal in self._moments.get(self._day(at), ()) if when >= at]
        return some + self._sum(self._days[::-1], whole, one_of, forward=False)

    def _day(self, at: Instant) -> int:
        return (at - self._midnight) // (24 * 60)

    def _sum(
        self, days: Sequence[int], count: int, one_of: OneOf, *, forward: bool
    ) -> list[Literal]:
        """Return one literal for the sum of the first so many days, none for no day."""
        sums = self._sums[forward]
        while len(sums) < count:
            moments = [literal for _, literal in self._moments[days[len(sums)]]]
            sums.append(one_of([*sums[-1:], *moments]))
        return sums[count - 1 : count] if count else []
