"""A session keeps to the half, weekdays, dates and hours its request states as rules.

One that was put into a half by hand keeps to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from planner.domain.clock import instant, moment
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Session, Visit

TITLE = "keeps to the times asked for"
REFUSAL = "at a time the request rules out"


def refuses(problem: Problem, visit: Visit, option: Option) -> bool:
    """Tell whether a start breaks a stated half, weekday, date or hours."""
    wanted, engagement = visit.rules, problem.engagement
    if wanted.half and engagement.day.half_at(option.minute) is not wanted.half:
        return True
    if any(map(partial(_is_elsewhere, problem), visit.sessions, option.parts)):
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
        yield from _in_the_other_half(problem, plan, visit)


def _in_the_other_half(problem: Problem, plan: Plan, visit: Visit) -> Iterator[Breach]:
    for session in visit.sessions:
        placed = plan.placed.get(session.id)
        if placed is not None and session.half is not None:
            start = moment(placed.start, problem.engagement.zone)
            is_am = start.hour * 60 + start.minute < problem.engagement.day.am.end
            if is_am != (session.half == "AM"):
                yield Breach(TITLE, (session.id,), f"was put into the {session.half} by hand")


def _is_elsewhere(problem: Problem, session: Session, parts: tuple[Part, ...]) -> bool:
    """Tell whether a session would start in another half than by hand."""
    if session.half is None:
        return False
    start = moment(parts[0].start, problem.engagement.zone)
    return problem.engagement.day.half_at(start.hour * 60 + start.minute) is not session.half


def _outside_hours(problem: Problem, plan: Plan, visit: Visit) -> Iterator[Breach]:
    zone, hours = problem.engagement.zone, visit.rules.hours
    for session in visit.sessions if hours else ():
        placed = plan.placed.get(session.id)
        for part in placed.parts if placed else ():
            start, end = moment(part.start, zone), moment(part.end, zone)
            opens = start.hour * 60 + start.minute >= hours.start  # type: ignore[union-attr]
            if not opens or end.hour * 60 + end.minute > hours.end:  # type: ignore[union-attr]
                yield Breach(TITLE, (session.id,), f"is not inside {hours}")
