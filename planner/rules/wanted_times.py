"""A session keeps to the half, weekdays, dates and hours its request states as rules."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clock import instant, moment
from planner.domain.layout import Option
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

TITLE = "keeps to the times asked for"
REFUSAL = "at a time the request rules out"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start breaks a stated half, weekday, date or hours."""
    wanted, engagement = visit.rules, problem.engagement
    if wanted.half and engagement.day.half_at(option.minute) is not wanted.half:
        return True
    if wanted.weekdays and option.date.weekday() not in wanted.weekdays:
        return True
    if wanted.on and option.date not in wanted.on:
        return True
    if not wanted.hours:
        return False
    return any(
        part.start < instant(day, wanted.hours.start, engagement.zone)
        or part.end > instant(day, wanted.hours.end, engagement.zone)
        for part in option.all_parts
        for day in (moment(part.start, engagement.zone).date(),)
    )


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each visit that is not at a time its request allows."""
    zone, day = problem.engagement.zone, problem.engagement.day
    for visit in problem.visits:
        wanted, first = visit.rules, visit.sessions[0].id
        if first not in plan.placed or first in problem.history:
            continue
        start = moment(plan.placed[first].start, zone)
        if wanted.half and (start.hour * 60 + start.minute < day.am.end) != (wanted.half == "AM"):
            yield Breach(TITLE, (first,), f"does not start in the {wanted.half}")
        if wanted.weekdays and start.weekday() not in wanted.weekdays:
            yield Breach(TITLE, (first,), f"is on a {start:%A}")
        if wanted.on and start.date() not in wanted.on:
            yield Breach(TITLE, (first,), f"is on {start.date()}")
        yield from _outside_hours(problem, plan, visit)


def _outside_hours(problem: Problem, plan: Plan, visit: Visit) -> Iterator[Breach]:
    zone, hours = problem.engagement.zone, visit.rules.hours
    for session in visit.sessions if hours else ():
        placed = plan.placed.get(session.id)
        for part in placed.parts if placed else ():
            start, end = moment(part.start, zone), moment(part.end, zone)
            opens = start.hour * 60 + start.minute >= hours.start  # type: ignore[union-attr]
            if not opens or end.hour * 60 + end.minute > hours.end:  # type: ignore[union-attr]
                yield Breach(TITLE, (session.id,), f"is not inside {hours}")
