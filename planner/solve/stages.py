"""One model, goal by goal: each is minimised from the best solution so far, and then held."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.model import Model, Sum
from planner.solve.decode import holds
from planner.solve.engine import Attempt, Engine
from planner.timeline import Unknown


@dataclass
class Stages:
    """A model, the best values of its variables so far, and what is proven about each goal.

    `floors` says what no goal can go below by arithmetic once the first ones have some values;
    `start` is a hint, by variable index.
    """

    model: Model
    sums: Sequence[Sum]
    floors: Callable[[Sequence[int]], Sequence[int]]
    engine: Engine
    start: Mapping[int, int]
    values: tuple[int, ...] | None = None
    bounds: list[int] = field(default_factory=list)
    _known: dict[int, bool] = field(default_factory=dict)

    def minimise(self, number: int, name: str, attempts: Sequence[Attempt]) -> None:
        """Find the least value of a goal, note its bound, and hold the goal there."""
        goal = self.sums[number]
        settled = self._settled(goal)
        least = max(settled, self._floor(number))
        if self.values is None or self._value(goal) > least:
            bound = self._solve(goal, name, least, attempts)
        else:
            bound = least
        self.bounds.append(bound)
        if self.values is not None:
            self._hold(goal, self._value(goal), settled)

    def _floor(self, number: int) -> int:
        """Return what arithmetic says of a goal, from the values of those before it."""
        if number == 0 or self.values is None:
            return 0
        return self.floors([self._value(goal) for goal in self.sums[:number]])[number]

    def _solve(self, goal: Sum, name: str, least: int, attempts: Sequence[Attempt]) -> int:
        if not self.engine.goes_on():
            return least
        self.model.cp.add(goal.expression >= least)
        self.model.cp.minimize(goal.expression)
        start = self.start if self.values is None else dict(enumerate(self.values))
        answer = self.engine.solve(name, self.model.cp, start, attempts)
        self.values = self.values if answer.values is None else answer.values
        return max(least, answer.bound)

    def _hold(self, goal: Sum, value: int, settled: int) -> None:
        """Let no later goal make this one worse; at its least, everything in it is known."""
        if value > settled or not all(_is_literal(unknown) for unknown in goal.unknowns):
            self.model.cp.add(goal.expression <= value)
            return
        for unknown in goal.unknowns:
            if self._knows(unknown) is None:
                self.model.cp.add_bool_or([~unknown])
                self._known[_variable(unknown)] = unknown.index < 0

    def _value(self, goal: Sum) -> int:
        values = self.values or ()
        pairs = zip(goal.weights, goal.unknowns, strict=True)
        return goal.offset + sum(weight * _number(unknown, values) for weight, unknown in pairs)

    def _settled(self, goal: Sum) -> int:
        """Return the value of a goal if nothing that is still open happens."""
        pairs = zip(goal.weights, goal.unknowns, strict=True)
        return goal.offset + sum(weight for weight, unknown in pairs if self._knows(unknown))

    def _knows(self, unknown: Unknown) -> bool | None:
        known = self._known.get(_variable(unknown))
        return known if known is None or unknown.index >= 0 else not known


def _is_literal(unknown: Unknown) -> bool:
    return not isinstance(unknown, cp_model.IntVar) or unknown.is_boolean


def _variable(unknown: Unknown) -> int:
    return unknown.index if unknown.index >= 0 else -unknown.index - 1


def _number(unknown: Unknown, values: Sequence[int]) -> int:
    return values[unknown.index] if unknown.index >= 0 else int(holds(unknown, values))
