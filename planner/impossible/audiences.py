"""Audiences that are asked for more time than is open for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.clock import Span
from planner.domain.problem import Problem
from planner.impossible.promises import Impossible, by_window, placeable, requests_of
from planner.impossible.time import hours, minutes, shortest, stretches


def audiences_without_time(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each audience with more promised inside a window than its candidates have time for.

    An audience, with all that include it, attends one session at a time, with a break between:
    parts with the break after them do not overlap, and all lie at candidates. So they take at
    least the sum of their shortest, and at most all minutes of the candidates together.
    """
    told: list[set[int]] = []
    for audience in problem.engagement.audiences:
        attended = {
            id
            for id, one in problem.sessions.items()
            if audience in problem.attending(one.audience)
        }
        visits = tuple(
            index
            for index in placeable(problem, candidates)
            if any(session.id in attended for session in problem.visits[index].sessions)
        )
        for window, inside in by_window(problem, visits):
            if any(known <= set(inside) for known in told):
                break
            asked, there = _time(problem, candidates, inside, attended)
            if asked > there:
                told.append(set(inside))
                yield Impossible(
                    requests_of(problem, inside),
                    f"{audience} is asked for {hours(asked)} in {window}, breaks included, and "
                    f"{hours(there)} are open",
                    "widen the window, allow other days, or ask for less",
                    frozenset(inside),
                )
                break


def _time(
    problem: Problem, candidates: Sequence[Candidates], visits: Sequence[int], attended: set[str]
) -> tuple[int, int]:
    """Return the minutes that visits take at least, and those open for them if that is fewer."""
    margin = problem.engagement.day.break_minutes
    known = [(problem.visits[index], candidates[index]) for index in visits]
    asked = sum(shortest(visit, starts, attended, margin) for visit, starts in known)
    spans: set[Span] = set()
    for visit, starts in known:
        spans |= stretches(visit, starts, attended, margin)
        if minutes(spans) >= asked:
            break
    return asked, minutes(spans)
