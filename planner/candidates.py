"""What could be placed where, by whom: the rules that refuse single candidates, applied at once.

Refused candidates never become variables of the model. What was refused is counted by rule:
the first explanation of why something found no place, and often the whole of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.clock import moment
from planner.domain.layout import Option, options
from planner.domain.problem import Mode, Problem, Visit
from planner.rules import FREE_RULES, START_RULES, TEAM_RULES, available, one_client
from planner.rules.protocols import FreeRule, StartRule, TeamRule


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is possible for one visit.

    `free[i]` are the facilitators who could lead option `i`, at least as many as the team needs.
    `refused` counts the other starts of the window by the refusal of the first rule against them.
    `fixed`: the one option and its facilitators are history.
    """

    options: tuple[Option, ...]
    free: tuple[tuple[str, ...], ...]
    refused: Mapping[str, int]
    fixed: bool = False


NOWHERE = Candidates((), (), {})
"""Of a visit that has no place and can find none."""


def candidates(
    problem: Problem,
    start_rules: Sequence[StartRule] = START_RULES,
    team_rules: Sequence[TeamRule] = TEAM_RULES,
    free_rules: Sequence[FreeRule] = FREE_RULES,
) -> tuple[Candidates, ...]:
    """Return the candidates of each visit of a problem, in order."""
    known: dict[Visit, Candidates] = {}
    found: list[Candidates] = []
    for visit in problem.visits:
        ids = [session.id for session in visit.sessions]
        nameless = _nameless(problem, visit)
        if problem.lapsed.issuperset(ids):
            found.append(NOWHERE)
        elif problem.history.issuperset(ids):
            found.append(_history(problem, visit))
        else:
            if nameless not in known:
                known[nameless] = _candidates(problem, visit, start_rules, team_rules, free_rules)
            found.append(known[nameless])
    return tuple(found)


def narrowed(problem: Problem, alone: Sequence[Candidates]) -> tuple[Candidates, ...]:
    """Return what is left of the candidates of an engagement beside what others have elsewhere."""
    known: dict[int, Candidates] = {}
    for visit, one in zip(problem.visits, alone, strict=True):
        if id(one) not in known:
            known[id(one)] = one if one.fixed else _narrowed(problem, visit.team, one)
    return tuple(known[id(one)] for one in alone)


def _narrowed(problem: Problem, team: int, alone: Candidates) -> Candidates:
    people = problem.facilitators
    left = [
        (option, tuple(who for who in free if not one_client.refuses(problem, people[who], option)))
        for option, free in zip(alone.options, alone.free, strict=True)
    ]
    kept = [(option, free) for option, free in left if len(free) >= team]
    refused = Counter(alone.refused)
    refused[one_client.REFUSAL] += len(left) - len(kept)
    return Candidates(
        tuple(option for option, _ in kept), tuple(free for _, free in kept), +refused
    )


def _nameless(problem: Problem, visit: Visit) -> Visit:
    """Return a visit as rules see its starts: without names, unless something is said of them.

    The members of a series differ in nothing else, and share their candidates.
    """
    named = problem.baseline.keys() | problem.by_hand.keys()
    if not named.isdisjoint(session.id for session in visit.sessions):
        return visit
    return replace(visit, id="", sessions=tuple(replace(one, id="") for one in visit.sessions))


def _history(problem: Problem, visit: Visit) -> Candidates:
    placed = [problem.baseline[session.id] for session in visit.sessions]
    start = moment(placed[0].start, problem.engagement.zone)
    parts = tuple(one.parts for one in placed)
    minute = start.hour * 60 + start.minute
    option = Option(start.date(), minute, Mode(placed[0].mode), parts)
    return Candidates((option,), (placed[0].facilitators,), {}, fixed=True)


def _candidates(
    problem: Problem,
    visit: Visit,
    start_rules: Sequence[StartRule],
    team_rules: Sequence[TeamRule],
    free_rules: Sequence[FreeRule],
) -> Candidates:
    pool = [
        facilitator
        for facilitator in problem.facilitators.values()
        if not any(rule.refuses(visit, facilitator.id) for rule in team_rules)
    ]
    kept: list[Option] = []
    free: list[tuple[str, ...]] = []
    refused: Counter[str] = Counter()
    for option in options(problem.engagement, visit):
        against = next((r for r in start_rules if r.refuses(problem, visit, option)), None)
        if against is not None:
            refused[against.REFUSAL] += 1
            continue
        able = [
            facilitator.id
            for facilitator in pool
            if not any(rule.refuses(problem, facilitator, option) for rule in free_rules)
        ]
        if len(able) < visit.team:
            refused[available.REFUSAL] += 1
            continue
        kept.append(option)
        free.append(tuple(able))
    return Candidates(tuple(kept), tuple(free), refused)
