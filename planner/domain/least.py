"""The fewest halves that sessions can take, if only arithmetic stood in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.domain.problem import Day, Length, LengthUnit, Window


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


@dataclass(frozen=True, slots=True)
class Held:
    """A part of a session at a site: when it could be, for how long, led by how many."""

    window: Window
    length: Length
    team: int


def least_trips(day: Day, held: Iterable[Held]) -> int:
    """Return the fewest trips to one site, if only arithmetic stood in the way.

    A trip has two halves, and nobody stands for two of a team. Only what lies in windows that
    overlap, directly or through others, can share a date at all.
    """
    return sum(_least_trips(day, some) for some in _together(held))


def _least_trips(day: Day, held: Sequence[Held]) -> int:
    halves = least_halves(day, ((one.length, one.team) for one in held))
    return max(quotient_up(halves, 2), *(one.team for one in held))


def _together(held: Iterable[Held]) -> Iterator[list[Held]]:
    some: list[Held] = []
    for one in sorted(held, key=lambda one: one.window.first):
        if some and one.window.first > max(other.window.last for other in some):
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def quotient_up(dividend: int, divisor: int) -> int:
    """Return the quotient, rounded up to a whole number."""
    return -(-dividend // divisor)


@dataclass(frozen=True, slots=True)
class Short:
    """Something shorter than a half that one facilitator leads.

    It takes `minutes` without the breaks around it, on a date of `window`, led by one of `pool`.
    No two that have the same `group` share a half, nor two of which one is in person and the other
    virtual; `mode` is None where that is open.
    """

    minutes: int
    window: Window
    pool: frozenset[str]
    group: str
    mode: str | None = None


def least_shared(day: Day, shorts: Sequence[Short]) -> int:
    """Return the fewest halves that short sessions take, if two in a half are the most that fit.

    As many of them share a half as a largest matching has pairs (Edmonds 1965). Where more than
    two fit, or there are too many to match in time, the count that arithmetic alone gives.
    """
    if not shorts:
        return 0
    room = max(day.am.minutes, day.pm.minutes) + day.break_minutes
    taken = [short.minutes + day.break_minutes for short in shorts]
    fitting = max(1, room // min(taken))
    if fitting != _PAIR or len(shorts) > _MOST_MATCHED:
        return max(quotient_up(sum(taken), room), quotient_up(len(shorts), fitting))
    from networkx import Graph, max_weight_matching  # noqa: PLC0415

    graph: Graph[int] = Graph()
    for one, other in combinations(range(len(shorts)), 2):
        if taken[one] + taken[other] <= room and _may_share(shorts[one], shorts[other]):
            graph.add_edge(one, other)
    return len(shorts) - len(max_weight_matching(graph, maxcardinality=True))


_PAIR = 2
_MOST_MATCHED = 300


def _may_share(one: Short, other: Short) -> bool:
    overlap = one.window.first <= other.window.last and other.window.first <= one.window.last
    alike = one.mode == other.mode or None in (one.mode, other.mode)
    apart = one.group == other.group or one.pool.isdisjoint(other.pool)
    return overlap and alike and not apart
