"""Engagements that share facilitators, searched as one: their models are parts of one model.

It starts from plans of which each was made beside those before it, so that no goal over all ends
worse than these. What is larger than one model can say anything of in time stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations

from ortools.sat.python import cp_model

from planner.candidates import Candidates
from planner.domain.clock import Instant
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.goals import GOALS, load
from planner.model import Model
from planner.rules import SHARED_RULES
from planner.solve.build import build
from planner.solve.clock_times import in_order
from planner.solve.decode import Place, decode, hint, standing
from planner.solve.engine import Engine
from planner.solve.normal import Ends, normal
from planner.solve.search import TOO_LARGE, attempts, plan_of
from planner.solve.stages import Stages
from planner.solve.year import Year, literals
from planner.together import Alone, added_up, goal_sums

_LOAD = [goal.NAME for goal in GOALS].index(load.NAME)


@dataclass(frozen=True)
class Found:
    """Where each engagement's sessions are, and what is proven of each goal over all."""

    sessions: tuple[Sequence[PlacedSession], ...]
    bounds: tuple[int, ...]


def search_together(
    alone: Sequence[Alone], start: Sequence[Plan], engine: Engine, say: Callable[[str], None]
) -> Found:
    """Return the best places found for engagements that share facilitators, from plans that fit.

    The plans stay where all together are too large for one model, or nothing is left of the time.
    """
    with engine.softly():
        years = _years(alone, start, engine)
        floors = partial(_floors, years, alone)
        size = sum(literals(known) for year in years for known in year.candidates)
        if size > TOO_LARGE or not engine.goes_on():
            return Found(tuple(plan.sessions for plan in start), tuple(_by_arithmetic(years, ())))
        problems, models = [one.problem for one in alone], _models(years)
        hints = _hints(years, models, start)
        stages = Stages(models[0], goal_sums(problems, models), floors, engine, hints)
        stages.values = engine.completed(models[0].cp, hints)
        if stages.values is None:
            raise RuntimeError("plans that fit beside each other do not fit into one model")
        for number, goal in enumerate(GOALS):
            say(f"goal {number + 1} of {len(GOALS)}: {goal.NAME}")
            name = f"together-{number + 1:02d}-{goal.NAME}"
            stages.minimise(number, name, attempts(goal, size))
        sessions = map(partial(decode, values=stages.values), problems, models)
        return Found(tuple(sessions), tuple(stages.bounds))


def in_turn(
    problem: Problem,
    candidates: Sequence[Candidates],
    sessions: Sequence[PlacedSession],
    engine: Engine,
) -> Plan:
    """Return sessions as a plan, with their clock times in order beside what is elsewhere."""
    year = Year(problem, candidates, engine, GOALS)
    placed = {session.id: session for session in sessions}
    with engine.softly():
        places = in_order(year, candidates, standing(problem, candidates, placed))
    return plan_of(year, places, (0,) * len(GOALS))


def _floors(years: Sequence[Year], alone: Sequence[Alone], values: Sequence[int]) -> Sequence[int]:
    """Return what goals cannot go below over all once the first ones have some values.

    As long as these are what is proven of each year alone, each year has them at its own least, and
    what is proven of the next goal of each alone holds for all. After load, which is the largest of
    them and not their sum, only arithmetic does.
    """
    floors = _by_arithmetic(years, values)
    parties = [(one.problem,) for one in alone]
    proven = added_up(parties, [[goal.bound for goal in one.plan.goals] for one in alone])
    if len(values) > _LOAD or list(values) != list(proven[: len(values)]):
        return floors
    return list(map(max, floors, proven))


def _by_arithmetic(years: Sequence[Year], values: Sequence[int]) -> Sequence[int]:
    """Return what arithmetic says of the same: no year leaves out more than all of them do."""
    parties = [(year.problem,) for year in years]
    return added_up(parties, [year.floors(values) for year in years])


def _years(alone: Sequence[Alone], start: Sequence[Plan], engine: Engine) -> Sequence[Year]:
    """Return the years with the starts that a best plan over all may need, and those chosen."""
    years = []
    for one, ends, plan in zip(alone, _ends(alone), start, strict=True):
        places = standing(one.problem, one.candidates, plan.placed)
        needed = normal(one.problem, one.candidates, ends)
        kept = tuple(
            _with(places.get(visit), known, some)
            for visit, (known, some) in enumerate(zip(one.candidates, needed, strict=True))
        )
        years.append(Year(one.problem, kept, engine, GOALS))
    return years


def _with(place: Place | None, known: Candidates, needed: Candidates) -> Candidates:
    """Return the starts that are needed, and the one that a visit has."""
    if place is None or known.fixed:
        return needed
    free = {option: {*team} for option, team in zip(needed.options, needed.free, strict=True)}
    free.setdefault(place.option, set()).update(place.team)
    kept = [
        (option, tuple(who for who in team if who in free[option]))
        for option, team in zip(known.options, known.free, strict=True)
        if option in free
    ]
    options, teams = zip(*kept, strict=True)
    return replace(known, options=options, free=teams)


def _ends(alone: Sequence[Alone]) -> Sequence[Ends]:
    """Return, for each engagement, when others may be done with each of its facilitators.

    On the same clocks two engagements never share a half: only history, which keeps to none, ends
    anywhere.
    """
    found: list[dict[str, set[Instant]]] = [defaultdict(set) for _ in alone]
    for (here, one), (_, other) in permutations(enumerate(alone), 2):
        mine, theirs = one.problem.engagement, other.problem.engagement
        is_alike = (mine.zone, mine.day) == (theirs.zone, theirs.day)
        longer = max(0, theirs.day.break_minutes - mine.day.break_minutes)
        for known in other.candidates:
            if is_alike and not known.fixed:
                continue
            for option, free in zip(known.options, known.free, strict=True):
                for who in one.problem.facilitators.keys() & free:
                    found[here][who].update(part.end + longer for part in option.all_parts)
    return found


def _models(years: Sequence[Year]) -> Sequence[Model]:
    """Return a model of each year, all parts of one, in which what they share is kept apart."""
    cp = cp_model.CpModel()
    models = [build(year.problem, year.candidates, cp=cp) for year in years]
    for rule in SHARED_RULES:
        rule.post_between([year.problem for year in years], models)
    return models


def _hints(
    years: Sequence[Year], models: Sequence[Model], plans: Sequence[Plan]
) -> Mapping[int, int]:
    known: dict[int, int] = {}
    for year, model, plan in zip(years, models, plans, strict=True):
        places = standing(year.problem, year.candidates, plan.placed)
        known.update(hint(year.problem, model, places))
    return known
