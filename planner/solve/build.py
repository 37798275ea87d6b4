"""The whole model of a problem: its variables, every posted rule, and every goal as a sum."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.goals.protocols import Goal
from planner.model import Model, Sum
from planner.rules import POSTED_RULES
from planner.rules.protocols import PostedRule


def build(
    problem: Problem,
    candidates: Sequence[Candidates],
    rules: Sequence[PostedRule] = POSTED_RULES,
    cp: cp_model.CpModel | None = None,
) -> Model:
    """Return a model of the candidates in which all rules hold, as a part of `cp` if given."""
    model = Model(problem, candidates, cp)
    for rule in rules:
        rule.post(problem, model)
    return model


def goal_sums(problem: Problem, model: Model, goals: Sequence[Goal]) -> tuple[Sum, ...]:
    """Return each goal as the model sees it, in order."""
    return tuple(goal.express(problem, model) for goal in goals)
