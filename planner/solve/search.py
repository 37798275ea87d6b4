"""The staged search: each goal is minimised from the complete plan so far, and then held."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.candidates import Candidates
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import Problem
from planner.goals import GOALS
from planner.goals.protocols import Goal
from planner.model import Model, Sum
from planner.solve.build import build, goal_sums
from planner.solve.decode import decode, hint, holds
from planner.solve.engine import Engine
from planner.solve.normal import normal
from planner.timeline import Unknown


class NoPlanInTimeError(Exception):
    """The clock ran out before there was any plan (exit 2)."""


def search(
    problem: Problem,
    candidates: Sequence[Candidates],
    engine: Engine,
    say: Callable[[str], None],
    goals: Sequence[Goal] = GOALS,
) -> Plan:
    """Return the best plan found, with each goal's value and proven bound.

    The goals are minimised in their order, each held before the next.

    `say` is told what is being worked on. Raises NoPlanInTimeError, or KeyboardInterrupt when
    interrupted before there is any plan.
    """
    with engine.softly():
        model = build(problem, normal(problem, candidates))
        stages = _Stages(model, goal_sums(problem, model, goals), engine, hint(problem, model))
        for number, goal in enumerate(goals):
            say(f"goal {number + 1} of {len(goals)}: {goal.NAME}")
            stages.minimise(number, f"{number + 1:02d}-{goal.NAME}")
    if stages.values is None:
        if engine.interrupted:
            raise KeyboardInterrupt
        raise NoPlanInTimeError
    plan = Plan(decode(problem, model, stages.values))
    results = tuple(
        GoalResult(goal.TIER, goal.NAME, goal.measure(problem, plan), bound, goal.unit(problem))
        for goal, bound in zip(goals, stages.bounds, strict=True)
    )
    return Plan(plan.sessions, goals=results, reproducible=not stages.cut_short)


@dataclass
class _Stages:
    """A model, the best values of its variables so far, and what is proven about each goal."""

    model: Model
    sums: Sequence[Sum]
    engine: Engine
    start: Mapping[int, int]
    values: tuple[int, ...] | None = None
    bounds: list[int] = field(default_factory=list)
    cut_short: bool = False
    known: dict[int, bool] = field(default_factory=dict)

    def minimise(self, number: int, name: str) -> None:
        """Find the least value of a goal, note its bound, and hold the goal there."""
        goal = self.sums[number]
        least = self._least(goal)
        if self.values is None or self._value(goal) > least:
            bound = self._solve(goal, name, least)
        else:
            bound = least
        self.bounds.append(bound)
        if self.values is not None:
            self._hold(goal, self._value(goal), least)

    def _solve(self, goal: Sum, name: str, least: int) -> int:
        if self.engine.stopped:
            self.cut_short = True
            return least
        self.model.cp.minimize(goal.expression)
        start = self.start if self.values is None else dict(enumerate(self.values))
        answer = self.engine.solve(name, self.model.cp, start)
        self.values = self.values if answer.values is None else answer.values
        self.cut_short |= answer.cut_short
        return max(least, answer.bound)

    def _hold(self, goal: Sum, value: int, least: int) -> None:
        """Let no later goal make this one worse; at its least, everything in it is known."""
        if value > least or not all(_is_literal(unknown) for unknown in goal.unknowns):
            self.model.cp.add(goal.expression <= value)
            return
        for unknown in goal.unknowns:
            if self._knows(unknown) is None:
                self.model.cp.add_bool_or([~unknown])
                self.known[_variable(unknown)] = unknown.index < 0

    def _value(self, goal: Sum) -> int:
        values = self.values or ()
        pairs = zip(goal.weights, goal.unknowns, strict=True)
        return goal.offset + sum(weight * _number(unknown, values) for weight, unknown in pairs)

    def _least(self, goal: Sum) -> int:
        """Return the value of a goal if nothing that is still open happens."""
        pairs = zip(goal.weights, goal.unknowns, strict=True)
        return goal.offset + sum(weight for weight, unknown in pairs if self._knows(unknown))

    def _knows(self, unknown: Unknown) -> bool | None:
        known = self.known.get(_variable(unknown))
        return known if known is None or unknown.index >= 0 else not known


def _is_literal(unknown: Unknown) -> bool:
    return not isinstance(unknown, cp_model.IntVar) or unknown.is_boolean


def _variable(unknown: Unknown) -> int:
    return unknown.index if unknown.index >= 0 else -unknown.index - 1


def _number(unknown: Unknown, values: Sequence[int]) -> int:
    return values[unknown.index] if unknown.index >= 0 else int(holds(unknown, values))
