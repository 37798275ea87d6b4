"""What was promised and is still to be placed, and what is said of it when it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.candidates import Candidates
from planner.domain.problem import Problem, Window

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something that cannot be: of which requests, the numbers, and what would help.

    `visits` are those of which one at least will be left over, as indices; none where it is
    people who are left over.
    """

    subject: str
    message: str
    remedy: str
    visits: frozenset[int]

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}\n  hint: {self.remedy}"


def promised(problem: Problem, candidates: Sequence[Candidates]) -> tuple[int, ...]:
    """Return the visits that are promised and not history, as indices."""
    return tuple(
        index
        for index, (visit, known) in enumerate(zip(problem.visits, candidates, strict=True))
        if visit.promised and not known.fixed
    )


def placeable(problem: Problem, candidates: Sequence[Candidates]) -> tuple[int, ...]:
    """Return those promised visits that have a start at all."""
    return tuple(index for index in promised(problem, candidates) if candidates[index].options)


def by_window(problem: Problem, visits: Sequence[int]) -> Iterator[tuple[Window, tuple[int, ...]]]:
    """Yield, for each window of some visits, those that lie inside it; then all, narrowest first.

    Whatever is promised inside a window has to be held in the time of that window.
    """
    if not visits:
        return
    windows = {problem.visits[index].window for index in visits}
    whole = Window(min(one.first for one in windows), max(one.last for one in windows))
    for window in sorted(windows | {whole}, key=lambda one: (one.last - one.first, one.first)):
        yield (
            window,
            tuple(
                index
                for index in visits
                if window.first <= problem.visits[index].window.first
                and problem.visits[index].window.last <= window.last
            ),
        )


def requests_of(problem: Problem, visits: Iterable[int]) -> str:
    """Name the requests that visits come of."""
    return named(dict.fromkeys(problem.visits[index].request for index in visits))


def series_in(problem: Problem, visits: Sequence[int]) -> str:
    """Name the series all of whose promised visits are among some, and the other visits."""
    names = {index: problem.visits[index].id for index in visits}
    for series in problem.series:
        members = [index for index in series.visits if problem.visits[index].promised]
        if names.keys() >= set(members):
            names |= dict.fromkeys(members, series.id)
    return named(dict.fromkeys(names.values()))


def named(ids: Iterable[str]) -> str:
    """Name what there is; of many, the first and how many more."""
    listed = list(ids)
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
