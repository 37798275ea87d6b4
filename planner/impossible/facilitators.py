"""Facilitators who together are promised more than they can give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planner.candidates import Candidates
from planner.domain.calendar import Slot
from planner.domain.clock import Span
from planner.domain.facilitator import Period
from planner.domain.halves import period, slots, touched
from planner.domain.least import least_halves
from planner.domain.placement import Part
from planner.domain.problem import Problem
from planner.impossible.promises import Impossible, by_window, named, placeable, requests_of
from planner.impossible.teams import qualified
from planner.impossible.time import hours, minutes, shortest, stretches

_REMEDY = "let others lead it, raise max_days, widen the windows, or promise less"


def facilitators_without_time(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each pool that is promised more inside a window than all in it can give.

    What only a pool may lead has to be led by it. In halves: what it takes at least (`least`)
    is more than its people are free for, each at most as their caps leave. In time: nobody leads
    two at once, so parts with the break after them do not overlap and lie at candidates.
    """
    pools = {
        index: frozenset(qualified(problem, problem.visits[index]))
        for index in placeable(problem, candidates)
    }
    told: list[set[int]] = []
    for pool in sorted(set(pools.values()), key=lambda pool: (len(pool), sorted(pool))):
        people = [id for id in problem.facilitators if id in pool]
        visits = tuple(index for index, own in pools.items() if own <= pool)
        for window, inside in by_window(problem, visits):
            if any(known <= set(inside) for known in told):
                break
            message = _halves(problem, candidates, people, inside) or _time(
                problem, candidates, people, inside
            )
            if message:
                told.append(set(inside))
                who = f"{named(people)} in {window}"
                yield Impossible(
                    requests_of(problem, inside), f"{who}: {message}", _REMEDY, frozenset(inside)
                )
                break


def _halves(
    problem: Problem, candidates: Sequence[Candidates], people: Sequence[str], visits: Sequence[int]
) -> str | None:
    """Say how many halves are promised, and that people can give fewer; None if they can."""
    asked = least_halves(
        problem.engagement.day,
        (
            (session.length, problem.visits[index].team)
            for index in visits
            for session in problem.visits[index].sessions
        ),
    )
    given: dict[str, set[Slot]] = {who: set() for who in people}
    known: dict[Part, tuple[Slot, ...]] = {}
    for index in visits:
        for option, free in zip(candidates[index].options, candidates[index].free, strict=True):
            for part in option.all_parts:
                if part not in known:
                    known[part] = slots(problem.engagement, part)
                for who in free:
                    given[who].update(known[part])
        if sum(most_halves(problem, who, given[who]) for who in people) >= asked:
            return None
    most = {who: most_halves(problem, who, given[who]) for who in people}
    shares = named(f"{who} {number / 2:.1f}" for who, number in most.items())
    return (
        f"{asked / 2:.1f} days are promised, and with what is free and their caps they can give "
        f"{sum(most.values()) / 2:.1f} ({shares})"
    )


def most_halves(problem: Problem, who: str, free: set[Slot]) -> int:
    """Return how many of some halves a facilitator can work, with what the caps leave."""
    most = len(free)
    spent = touched(
        problem, (problem.baseline[id] for id in problem.history & problem.baseline.keys()), who
    )
    for name, cap in problem.facilitators[who].max_halves.items():
        used = _by_period(name, spent)
        left = (
            min(number, max(0, cap - used.get(when, 0)))
            for when, number in _by_period(name, free).items()
        )
        most = min(most, sum(left))
    return most


def _by_period(name: Period, halves: set[Slot] | frozenset[Slot]) -> Mapping[str, int]:
    return Counter(period(name, day) for day, _ in halves)


def _time(
    problem: Problem, candidates: Sequence[Candidates], people: Sequence[str], visits: Sequence[int]
) -> str | None:
    """Say how many hours are promised, and that people have fewer; None if they have."""
    margin, sessions = problem.engagement.day.break_minutes, problem.sessions
    known = [(problem.visits[index], candidates[index]) for index in visits]
    asked = sum(visit.team * shortest(visit, starts, sessions, margin) for visit, starts in known)
    given: dict[str, set[Span]] = {who: set() for who in people}
    for visit, starts in known:
        for who in people:
            given[who] |= stretches(visit, starts, sessions, margin, led_by=who)
        if sum(map(minutes, given.values())) >= asked:
            return None
    there = sum(map(minutes, given.values()))
    return f"{hours(asked)} are promised, breaks included, and they are free for {hours(there)}"
