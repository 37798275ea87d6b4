"""Publishing: from a record to the same plan, of which people have been told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.planning import as_recorded, measured, on_record
from planner.reports.revisions import revise


def published(problem: Problem, record: Record, until: date | None) -> tuple[Problem, Plan]:
    """Return the record's plan with its sessions published that start by a date (None: all).

    Nothing moves: goals that count changes begin anew from what people are now told. Where
    publishing changes nothing, the plan is the record's own.
    """
    zone = problem.engagement.zone
    told = {one.id for one in record.plan.sessions if until is None or one.date(zone) <= until}
    standing = on_record(problem, record)
    standing = replace(standing, published=standing.published | told)
    if told <= record.published:
        return as_recorded(problem, record), record.plan
    plan = replace(record.plan, previous=(), released=())
    plan = revise(standing, plan, record)
    return standing, replace(plan, goals=measured(standing, plan))
