"""Planning a portfolio: every engagement, none taking a facilitator where another has them.

Engagements that have facilitators in common are a group. Groups share nothing, and each is planned
at its best: one engagement as if it were alone; several first alone, and then as one. So goals that
add up are least over all, and each group's load is the least of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from networkx import Graph, connected_components

from planner.candidates import candidates, narrowed
from planner.domain.elsewhere import elsewhere, leaders
from planner.domain.plan import Breach, GoalResult, Plan
from planner.domain.portfolio import Group, PortfolioPlan, within
from planner.domain.problem import Problem
from planner.impossible import Impossible
from planner.planning import check_plan, finished, measured, plan_among
from planner.rules import SHARED_RULES
from planner.together import Alone, added_up, goal_results, goal_values

if TYPE_CHECKING:
    from planner.solve.engine import Engine

Say = Callable[[str], None]
Warn = Callable[[Impossible], None]


def make_plans(
    problems: Sequence[Problem], engine_of: Callable[[int], Engine], say: Say, warn: Warn
) -> PortfolioPlan:
    """Return the best verified plans of all engagements.

    `engine_of` gives what searches next, from the number of groups that still wait, smaller ones
    first. `say` is told what is being worked on, `warn` what no plan can keep. Raises
    RefusedPlanError, and what the search raises.
    """
    plans: dict[int, Plan] = {}
    results: dict[tuple[int, ...], tuple[GoalResult, ...]] = {}
    waiting = sorted(groups(problems), key=lambda group: _size(problems, group))
    for number, group in enumerate(waiting):
        engine = engine_of(len(waiting) - number)
        found, results[group] = _make([problems[one] for one in group], engine, say, warn)
        plans |= zip(group, found, strict=True)
    return joined(problems, [plans[one] for one in range(len(problems))], results)


def plan_beside(
    problem: Problem, there: Problem, engine_of: Callable[[int], Engine], say: Say, warn: Warn
) -> Plan:
    """Return the best verified plan of one engagement `there`, beside others, which stay.

    It is planned alone first, and again only where that does not fit or its people's load could
    be spread better beside the others: so it says of itself what holds of it alone.
    """
    engine, possible = engine_of(2), candidates(problem)
    plan = plan_among(possible, problem, engine, say, warn)
    alone, is_reproducible = Alone(problem, possible, plan), plan.reproducible
    if not _fits(there, plan) or measured(there, plan) != plan.goals:
        engine = engine_of(1)
        engine.about = "beside-"
        plan = plan_among(narrowed(there, possible), there, engine, say, _unheard)
    plan = _alone(alone, _in_turn(alone, there, plan, engine))
    return replace(plan, reproducible=plan.reproducible and is_reproducible)


def joined(
    problems: Sequence[Problem],
    plans: Sequence[Plan],
    results: Mapping[tuple[int, ...], tuple[GoalResult, ...]],
) -> PortfolioPlan:
    """Return plans as one, from how good each group of them is."""
    parties = [[problems[one] for one in group] for group in results]
    values = added_up(parties, [[goal.value for goal in goals] for goals in results.values()])
    bounds = added_up(parties, [[goal.bound for goal in goals] for goals in results.values()])
    return PortfolioPlan(
        tuple(plans),
        goal_results(problems, values, bounds),
        tuple(
            Group(tuple(problems[one].engagement.id for one in group), goals)
            for group, goals in sorted(results.items())
        ),
    )


def groups(problems: Sequence[Problem]) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of engagements that have facilitators in common, in their order."""
    graph: Graph[int] = Graph()
    graph.add_nodes_from(range(len(problems)))
    who = [leaders(problem) for problem in problems]
    pairs = combinations(range(len(problems)), 2)
    graph.add_edges_from(pair for pair in pairs if who[pair[0]] & who[pair[1]])
    for connected in connected_components(graph):
        yield tuple(sorted(connected))


def breaches_between(problems: Sequence[Problem], plans: Sequence[Plan]) -> Iterator[Breach]:
    """Yield where plans of engagements have a facilitator in two places, or beyond a cap.

    Sessions are named with their engagement before them.
    """
    known = dict(enumerate(plans))
    for number, plan in known.items():
        there = beside(problems, known, number)
        named = partial(within, there.engagement.id)
        for rule in SHARED_RULES:
            for breach in rule.check(there, plan):
                yield replace(breach, sessions=tuple(map(named, breach.sessions)))


def results_of(
    problems: Sequence[Problem], plans: Sequence[Plan], known: Sequence[Group]
) -> Mapping[tuple[int, ...], tuple[GoalResult, ...]]:
    """Return how good each group of plans is that stand; proven is what is known of the group."""
    told = {group.engagements: group.goals for group in known}
    found: dict[tuple[int, ...], tuple[GoalResult, ...]] = {}
    for group in groups(problems):
        if len(group) == 1:
            found[group] = plans[group[0]].goals
            continue
        together = {number: plans[number] for number in group}
        there = [beside(problems, together, number) for number in group]
        values = goal_values(there, [*together.values()])
        goals = told.get(tuple(problem.engagement.id for problem in there), ())
        is_known = tuple(goal.value for goal in goals) == values
        bounds = [goal.bound for goal in goals] if is_known else [0] * len(values)
        found[group] = goal_results(there, values, bounds)
    return found


def beside(problems: Sequence[Problem], plans: Mapping[int, Plan], number: int) -> Problem:
    """Return an engagement as it is beside the plans of others, which stay as they are."""
    others = [(problems[one], plan.sessions) for one, plan in plans.items() if one != number]
    return replace(problems[number], elsewhere=elsewhere(problems[number], others))


def _make(
    problems: Sequence[Problem], engine: Engine, say: Say, warn: Warn
) -> tuple[Sequence[Plan], tuple[GoalResult, ...]]:
    """Return the plans of a group, and how good they are together."""
    from planner.solve.together import search_together  # noqa: PLC0415

    alone: list[Alone] = []
    for problem in problems:
        tell = _saying(say, [problem])
        tell("candidates")
        engine.about = f"{problem.engagement.id}-"
        possible = candidates(problem)
        plan = plan_among(possible, problem, engine, tell, warn)
        alone.append(Alone(problem, possible, plan))
    if len(problems) == 1:
        return [alone[0].plan], alone[0].plan.goals
    start = _start(alone, engine, say)
    engine.about = f"{problems[0].engagement.id}-"
    found = search_together(alone, start, engine, _saying(say, problems))
    plans = {number: Plan(tuple(sessions)) for number, sessions in enumerate(found.sessions)}
    for number, one in enumerate(alone):
        plans[number] = _in_turn(one, beside(problems, plans, number), plans[number], engine)
    there = [beside(problems, plans, number) for number in plans]
    goals = goal_results(problems, goal_values(there, [*plans.values()]), found.bounds)
    return [_alone(one, plans[number]) for number, one in enumerate(alone)], goals


def _start(alone: Sequence[Alone], engine: Engine, say: Say) -> Sequence[Plan]:
    """Return plans that fit beside each other: the largest first, as it is alone.

    A smaller one is planned again if it does not fit beside those before it.
    """
    problems = [one.problem for one in alone]
    plans = dict(enumerate(map(_history, problems)))
    for number in sorted(range(len(alone)), key=lambda one: -len(problems[one].visits)):
        one, there = alone[number], beside(problems, plans, number)
        plans[number] = one.plan
        if not _fits(there, one.plan):
            left = narrowed(there, one.candidates)
            tell = _saying(say, [there])
            engine.about = f"{there.engagement.id}-beside-"
            plans[number] = plan_among(left, there, engine, tell, _unheard)
    return [plans[number] for number in range(len(alone))]


def _fits(there: Problem, plan: Plan) -> bool:
    """Tell whether a plan takes nobody from others beside whom it is to stand."""
    return not any(any(rule.check(there, plan)) for rule in SHARED_RULES)


def _history(problem: Problem) -> Plan:
    """Return what of an engagement cannot move."""
    stays = problem.history & problem.sessions.keys()
    return Plan(tuple(problem.baseline[id] for id in sorted(stays)))


def _unheard(_: Impossible) -> None:
    """Let pass what is impossible beside a start that may not last."""


def _in_turn(one: Alone, there: Problem, plan: Plan, engine: Engine) -> Plan:
    """Return a plan verified beside the others, with its clock times in order."""
    from planner.solve.together import in_turn  # noqa: PLC0415

    left = narrowed(there, one.candidates)
    return finished(there, in_turn(there, left, plan.sessions, engine), left)


def _alone(alone: Alone, plan: Plan) -> Plan:
    """Return a plan as its engagement alone measures it, once it passes the verifier so too.

    What was proven of a goal alone holds as long as all goals before it are as they were alone.
    """
    goals: list[GoalResult] = []
    is_as_alone = True
    for result, was in zip(measured(alone.problem, plan), alone.plan.goals, strict=True):
        goals.append(replace(result, bound=was.bound) if is_as_alone else result)
        is_as_alone &= result.value == was.value
    plan = replace(plan, goals=tuple(goals))
    check_plan(alone.problem, plan)
    return plan


def _size(problems: Sequence[Problem], group: Sequence[int]) -> int:
    return sum(len(problems[one].visits) for one in group)


def _saying(say: Say, problems: Sequence[Problem]) -> Say:
    names = " and ".join(problem.engagement.id for problem in problems)
    return lambda doing: say(f"{names}: {doing}")
