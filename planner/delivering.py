"""Delivering: from a record to the same plan, in which what was delivered is as the log says."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.log import entries_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.planning import RefusedPlanError, check_standing, measured, on_record
from planner.reports.revisions import revise


def delivered_plan(problem: Problem, record: Record) -> tuple[Problem, Plan] | None:
    """Return the record's plan with history as the log has it; None where the rest must give way.

    Nothing else moves. Where what was delivered stands in the way of what is still to come, only
    planning finds another place for that.
    """
    standing = on_record(problem, record)
    logged = {entry.slot.session for entry in entries_of(problem.log)} & standing.baseline.keys()
    held = {id for id in logged if standing.baseline[id] != record.baseline.get(id)}
    placed = {**record.plan.placed, **{id: standing.baseline[id] for id in held}}
    plan = replace(
        record.plan,
        sessions=tuple(sorted(placed.values(), key=lambda one: (one.start, one.id))),
        unplaced=tuple(one for one in record.plan.unplaced if one.id not in held),
        previous=(),
        released=(),
    )
    plan = replace(plan, goals=measured(standing, plan))
    plan = revise(standing, plan, record)
    try:
        check_standing(standing, plan)
    except RefusedPlanError:
        return None
    return standing, plan
