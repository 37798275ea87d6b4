"""A session lasts as long as was asked for, at the clock times of `[day]`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planner.domain.clock import Half, dates_between, moment
from planner.domain.placement import PlacedSession
from planner.domain.plan import Breach, Plan
from planner.domain.problem import LengthUnit, Problem, Session

TITLE = "lasts as long as asked"


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each placed session whose parts are not those of its length."""
    for placed in plan.sessions:
        fault = _fault(problem, problem.sessions[placed.id], placed)
        if fault and placed.id not in problem.history:
            yield Breach(TITLE, (placed.id,), fault)


def _fault(problem: Problem, session: Session, placed: PlacedSession) -> str | None:
    length, day = session.length, problem.engagement.day
    if len(placed.parts) != length.dates:
        return f"has {len(placed.parts)} parts instead of {length.dates}"
    clocks = [_clock(problem, placed, index) for index in range(len(placed.parts))]
    if length.unit in (LengthUnit.FULL_DAY, LengthUnit.DAYS):
        whole = {(day.am.start, day.pm.end)}
        return _gap_fault(problem, session, placed) if set(clocks) == whole else "is not full days"
    ((start, end),) = clocks
    if length.unit is LengthUnit.HALVES:
        halves = {(day.block(half).start, day.block(half).end) for half in Half}
        return None if (start, end) in halves else "is not one half of the day"
    if end - start != length.amount:
        return f"lasts {end - start} minutes instead of {length.amount}"
    block = day.block(day.half_at(start))
    if start < block.start or end > block.end:
        return "does not lie inside one half"
    off_raster = (start - block.start) % day.grain_minutes and not session.follows
    return "does not start on the raster" if off_raster else None


def _gap_fault(problem: Problem, session: Session, placed: PlacedSession) -> str | None:
    """Say whether dates lie between the parts that should not: any, or open ones when split."""
    zone = problem.engagement.zone
    visit = problem.visits[problem.visit_of[session.id]]
    site = next(iter(visit.sites), None)
    calendar = problem.engagement.calendar_for(session.audience, site)
    dates = [moment(part.start, zone).date() for part in placed.parts]
    one = timedelta(days=1)
    for earlier, later in pairwise(dates):
        if later <= earlier:
            return "has its days out of order"
        between = tuple(dates_between(earlier + one, later - one))
        if between and not session.length.split:
            return f"is interrupted from {between[0]} to {between[-1]}"
        for skipped in between:
            if all(calendar.kind(skipped, half) in visit.kinds for half in Half):
                return f"skips {skipped}, which is open"
    return None


def _clock(problem: Problem, placed: PlacedSession, index: int) -> tuple[int, int]:
    zone, part = problem.engagement.zone, placed.parts[index]
    start, end = moment(part.start, zone), moment(part.end, zone)
    if start.date() != end.date():
        return -1, -1
    return start.hour * 60 + start.minute, end.hour * 60 + end.minute
