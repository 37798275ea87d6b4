"""Visits that could start nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.candidates import Candidates
from planner.domain.problem import Problem, Visit
from planner.impossible.promises import Impossible, counted, promised
from planner.impossible.teams import qualified
from planner.rules import frozen, today


def no_start(problem: Problem, candidates: Sequence[Candidates]) -> Iterator[Impossible]:
    """Yield each request with promised visits that have no candidate.

    The search places a visit at one of its candidates or nowhere.
    """
    stuck: dict[str, list[int]] = defaultdict(list)
    for index in promised(problem, candidates):
        visit = problem.visits[index]
        if not candidates[index].options and len(qualified(problem, visit)) >= visit.team:
            stuck[visit.request].append(index)
    for request, visits in stuck.items():
        number, first = len(problem.visits_of(request)), problem.visits[visits[0]]
        why = _why(first, candidates[visits[0]])
        those = "it" if number == 1 else f"{len(visits)} of its {counted(number, 'visit')}"
        yield Impossible(
            request,
            f"{those} can start nowhere: {'' if number == 1 else f'{first.id}: '}{why}",
            _remedy(problem, first, candidates[visits[0]]),
            frozenset(visits),
        )


def _remedy(problem: Problem, visit: Visit, known: Candidates) -> str:
    if known.refused.keys() == {today.REFUSAL}:
        return f"give it dates from today on, {problem.today}, or plan as of an earlier day"
    if frozen.REFUSAL in known.refused:
        return f"its date is frozen; to let it move: --release {visit.sessions[0].id}"
    return "widen the window, allow other days, or let others lead it"


def _why(visit: Visit, known: Candidates) -> str:
    number = sum(known.refused.values())
    if not number:
        return f"nothing of this length fits into {visit.window}"
    refused = ", ".join(f"{count} {why}" for why, count in known.refused.items())
    return f"of {counted(number, 'start')} in {visit.window}, {refused}"
