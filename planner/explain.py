"""Why a session found no place, in sentences a manager can act on.

First the refusals of single starts, counted when the candidates were made. Then, for the starts
that were left, which rules the team that breaks fewest would have broken beside the plan as it
is: the same checks that verify a plan, so that no reason is given that a rule does not state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from planner.candidates import Candidates
from planner.domain.layout import Option
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan, Unplaced
from planner.domain.problem import Problem, Visit
from planner.rules import POSTED_RULES

MOST_TEAMS = 10
"""Teams that are tried at each start that was left."""

_TITLES = tuple(rule.TITLE for rule in POSTED_RULES)


def unplaced(
    problem: Problem, plan: Plan, candidates: Sequence[Candidates]
) -> tuple[Unplaced, ...]:
    """Return every session that a plan does not place, with its reasons."""
    settled = plan.placed.keys() | problem.lapsed
    told: dict[tuple[Visit, ...], tuple[str, ...]] = {}
    found: list[Unplaced] = []
    for visit, known in zip(problem.visits, candidates, strict=True):
        if visit.sessions[0].id not in settled:
            alike = _alike(problem, visit)
            if alike not in told:
                told[alike] = tuple(_reasons(problem, plan, visit, known))
            found += [Unplaced(session.id, told[alike]) for session in visit.sessions]
    return tuple(found)


def _reasons(problem: Problem, plan: Plan, visit: Visit, known: Candidates) -> Iterator[str]:
    number = len(known.options) + sum(known.refused.values())
    if number == 0:
        yield f"no session of this length fits into its window {visit.window}"
        return
    refused = ", ".join(f"{count} {why}" for why, count in known.refused.items())
    if refused:
        yield f"of {_starts(number)} in its window {visit.window}: {refused}"
    if len(visit.pool) < visit.team:
        yield f"needs {visit.team} facilitators, and {len(visit.pool)} are qualified"
    if not known.options:
        return
    broken = Counter(
        rule
        for option, free in zip(known.options, known.free, strict=True)
        for rule in _fewest_broken(problem, plan, visit, option, free)
    )
    left = _starts(len(known.options))
    for title in sorted(filter(broken.get, _TITLES), key=lambda title: -broken[title]):
        number = broken[title]
        yield f"at {number} of the {left} left it would no longer hold that every session {title}"
    if not broken:
        yield f"{left} are left, but placing it would cost something promised of more value"


def _fewest_broken(
    problem: Problem, plan: Plan, visit: Visit, option: Option, free: tuple[str, ...]
) -> frozenset[str]:
    """Return the rules that one of the first few teams breaks at a start: the one of fewest."""
    teams = islice(combinations(free, visit.team), MOST_TEAMS)
    return min((_broken(problem, plan, visit, option, team) for team in teams), key=len)


def _broken(
    problem: Problem, plan: Plan, visit: Visit, option: Option, team: tuple[str, ...]
) -> frozenset[str]:
    added = tuple(
        PlacedSession(session.id, parts, team, option.mode)
        for session, parts in zip(visit.sessions, option.parts, strict=True)
    )
    fuller = _numbered(problem, replace(plan, sessions=plan.sessions + added), visit)
    return frozenset(rule.TITLE for rule in POSTED_RULES if any(rule.check(problem, fuller)))


def _numbered(problem: Problem, plan: Plan, visit: Visit) -> Plan:
    """Return a plan with the visits that are the same but for their number numbered by date."""
    alike = _alike(problem, visit)
    placed = [other for other in alike if other.sessions[0].id in plan.placed]
    by_date = sorted(placed, key=lambda other: plan.placed[other.sessions[0].id].start)
    ids = {
        had.id: gets.id
        for source, target in zip(by_date, alike, strict=False)
        for had, gets in zip(source.sessions, target.sessions, strict=True)
    }
    return replace(
        plan, sessions=tuple(replace(one, id=ids.get(one.id, one.id)) for one in plan.sessions)
    )


def _alike(problem: Problem, visit: Visit) -> tuple[Visit, ...]:
    """Return a visit with all of its series that are the same but for their number.

    Any of them may be the one that finds no place; what is published or said by hand keeps its
    number, and stands alone.
    """
    index = problem.visit_of[visit.sessions[0].id]
    kept = problem.history | problem.published | problem.by_hand.keys()
    alike = tuple(
        other
        for series in problem.series
        if series.interchangeable and index in series.visits
        for other in map(problem.visits.__getitem__, series.visits)
        if _nameless(other) == _nameless(visit)
        and kept.isdisjoint(one.id for one in other.sessions)
    )
    return alike if visit in alike else (visit,)


def _nameless(visit: Visit) -> Visit:
    """Return a visit without its ids, and whether it is promised or optional."""
    sessions = tuple(replace(one, id="") for one in visit.sessions)
    return replace(visit, id="", sessions=sessions, promised=True)


def _starts(number: int) -> str:
    return "1 start" if number == 1 else f"{number} starts"
