"""Two small engagements that share people, and every model that is solved for them, printed."""

from __future__ import annotations

import sys
from dataclasses import replace

import small
from ortools.sat.python import cp_model
from small import coach, minutes, visit, window

from planner.domain.problem import Problem
from planner.portfolio import make_plans
from planner.solve.engine import Effort, Engine


def year(id: str) -> Problem:
    """Return a week of sessions on site and virtual, for any of three people, in two sizes."""
    people = tuple(coach(name, week=6) for name in ("ann", "bob", "cid"))
    anywhere = {"pool": tuple(one.id for one in people), "window": window(0, 4)}
    visits = [visit(f"on-site-{number}", **anywhere) for number in range(3)]
    visits += [
        visit(f"call-{number}", length=minutes(60), modes=small.VIRTUAL, **anywhere)
        for number in range(3)
    ]
    problem = small.problem(*visits, coaches=people)
    return replace(problem, engagement=replace(problem.engagement, id=id))


def show(name: str, model: cp_model.CpModel, _: cp_model.SatParameters) -> None:
    sys.stdout.write(f"{name} {model.proto}")


def main() -> None:
    """Plan both together and print what is solved."""
    years = [year("east"), year("west")]
    effort = Effort(deadline=float("inf"))
    make_plans(years, lambda _: Engine(effort, show), lambda _: None, lambda _: None)
