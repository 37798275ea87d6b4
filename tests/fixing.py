"""Whether a model has a solution in which a given assignment holds."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model
from small import Choice

from planner.candidates import Candidates
from planner.domain.problem import Problem
from planner.model import Literal, Model


def allows(candidates: Sequence[Candidates], choices: Sequence[Choice]) -> bool:
    """Tell whether the masks have left an assignment among the candidates."""
    return all(
        choice is None or _is_candidate(known, choice)
        for known, choice in zip(candidates, choices, strict=True)
    )


def fix(problem: Problem, model: Model, choices: Sequence[Choice]) -> None:
    """Let an assignment hold: its starts and its teams, and nothing else."""
    for visit, choice in enumerate(choices):
        option, team = choice or (None, ())
        _set(model, model.placed(visit), holds=choice is not None)
        for literal, start in model.starts(visit):
            _set(model, literal, holds=start == option)
        for facilitator in problem.facilitators:
            for literal, start in model.leads(visit, facilitator):
                _set(model, literal, holds=start == option and facilitator in team)


def solved(model: Model) -> cp_model.CpSolver | None:
    """Return the solver with an optimal solution, or None if there is no solution."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return solver if status == cp_model.OPTIMAL else None


def _is_candidate(known: Candidates, choice: Choice) -> bool:
    assert choice is not None
    option, team = choice
    free = dict(zip(known.options, known.free, strict=True)).get(option, ())
    return known.fixed or set(team) <= set(free)


def _set(model: Model, literal: Literal, *, holds: bool) -> None:
    if isinstance(literal, int):
        assert bool(literal) == holds, "a fixed place is not the one assigned"
    else:
        model.cp.add(literal == int(holds))
