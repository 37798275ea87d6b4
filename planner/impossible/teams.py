"""Teams that nobody can make up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from planner.candidates import Candidates
from planner.domain.problem import Continuity, Problem, Visit
from planner.impossible.promises import Impossible, counted, named, placeable, promised, series_in


def qualified(problem: Problem, visit: Visit) -> tuple[str, ...]:
    """Return who there is of the pool of a visit."""
    return tuple(id for id in visit.pool if id in problem.facilitators)


def team_larger_than_pool(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each request whose team has more people than may lead it.

    A team has distinct facilitators, each of them qualified.
    """
    told: dict[str, Impossible] = {}
    for index in promised(problem, candidates):
        visit = problem.visits[index]
        able = qualified(problem, visit)
        if len(able) < visit.team:
            told[visit.request] = Impossible(
                visit.request,
                f"needs {counted(visit.team, 'facilitator')} at once, and "
                f"{len(able)} can lead it: {named(able) or 'nobody'}",
                "ask for fewer at once, or let others lead it",
                frozenset({index}),
            )
    yield from told.values()


def nobody_for_all(problem: Problem, candidates: Sequence[Candidates]) -> Iterator[Impossible]:
    """Yield visits that must share their facilitators, and that too few can lead all of.

    Of two bound visits the smaller team is inside the larger. So bound visits with teams of one
    size have one team, and whoever is in it leads each of them at one of its candidates.
    """
    able = {
        index: frozenset(who for free in candidates[index].free for who in free)
        for index in range(len(problem.visits))
    }
    pairs = bound(problem, candidates)
    for visits in of_one_team(problem, pairs):
        team = problem.visits[visits[0]].team
        both = frozenset.intersection(*(able[index] for index in visits))
        if len(both) < team:
            yield _too_few(problem, visits, able, team)
    for visit, other in pairs:
        small, large = sorted((visit, other), key=lambda index: problem.visits[index].team)
        team = problem.visits[small].team
        is_smaller = team < problem.visits[large].team
        if is_smaller and len(able[small] & able[large]) < team:
            yield _too_few(problem, (small, large), able, team)


def _too_few(
    problem: Problem, visits: Sequence[int], able: Mapping[int, frozenset[str]], team: int
) -> Impossible:
    leads = {who: sum(who in able[index] for index in visits) for who in problem.facilitators}
    told = named(f"{who} can lead {number}" for who, number in leads.items() if number)
    return Impossible(
        series_in(problem, visits),
        f"{len(visits)} visits keep the same {counted(team, 'facilitator')}, and too few can "
        f"lead all of them: {told}",
        'write same_facilitator = "prefer", widen the windows, or let others lead it',
        frozenset(visits),
    )


def bound(problem: Problem, candidates: Sequence[Candidates]) -> list[tuple[int, int]]:
    """Return the pairs that share their team, where both are to be placed or one has been.

    Nothing binds a visit whose team is named for it alone.
    """
    pairs = [(pair.visit, pair.other) for pair in problem.same_team]
    for series in problem.series:
        if series.continuity is Continuity.KEEP:
            pairs += pairwise(series.visits)
            pairs += [(series.visits[0], later) for later in series.visits[2:]]
    named_ones = {index for index, visit in enumerate(problem.visits) if visit.named}
    open_visits = set(placeable(problem, candidates)) - named_ones
    fixed = {index for index, known in enumerate(candidates) if known.fixed} - named_ones
    return [
        pair for pair in pairs if open_visits | fixed >= set(pair) and not fixed.issuperset(pair)
    ]


def of_one_team(problem: Problem, bound: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Yield the visits that are bound to each other, directly or not, by teams of one size."""
    beside: dict[int, set[int]] = defaultdict(set)
    for visit, other in bound:
        if problem.visits[visit].team == problem.visits[other].team:
            beside[visit].add(other)
            beside[other].add(visit)
    seen: set[int] = set()
    for start in sorted(beside):
        group, waiting = set[int](), {start} - seen
        while waiting:
            group |= waiting
            waiting = set().union(*(beside[index] for index in waiting)) - group
        seen |= group
        if group:
            yield tuple(sorted(group))
