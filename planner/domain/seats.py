"""Whether the offerings of a session seat everybody who attends one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.problem import Engagement, Problem, Series


@dataclass(frozen=True, slots=True)
class Shortage:
    """Offerings with fewer seats, all together, than people attend at least."""

    series: Series
    offerings: int
    seats: int
    people: int


def shortages(problem: Problem) -> Iterator[Shortage]:
    """Yield the promised offerings that seat too few; those that have all taken place are past.

    What was missed or cancelled seats nobody; what makes up for it does.
    """
    for series in problem.series:
        offered = [problem.visits[index] for index in (*series.visits, *series.make_ups)]
        visits = [one for one in offered if one.sessions[0].id not in problem.lapsed]
        ahead = any(one.promised and one.sessions[0].id not in problem.history for one in visits)
        if series.capacity is None or not ahead:
            continue
        seats = len(visits) * series.capacity
        people = least_people(problem.engagement, visits[0].sessions[0].audience)
        if people > seats:
            yield Shortage(series, len(visits), seats, people)


def least_people(engagement: Engagement, audience: Iterable[str]) -> int:
    """Return how many people attend together at least, by the sizes that are known; 0 if none is.

    Audiences that share others inside them share people: of such, the largest is counted.
    """
    audiences = engagement.audiences
    sizes = {id: audiences[id].size or 0 for id in engagement.attending(audience)}
    counted: set[str] = set()
    people = 0
    for id in sorted(sizes, key=lambda one: (-sizes[one], one)):
        members = {id, *audiences[id].includes}
        if sizes[id] and not members & counted:
            counted |= members
            people += sizes[id]
    return people
