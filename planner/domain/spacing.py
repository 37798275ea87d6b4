"""Where the visits of a series would lie if they were spread evenly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from planner.domain.clock import Half, dates_between
from planner.domain.problem import Problem, Visit, Window


def even_dates(problem: Problem) -> Mapping[int, date]:
    """Return the date at which each visit of a problem belongs, by its index.

    Of n visits of a series that share a window of D days, from its first to its last allowed
    date, visit i belongs on first + floor((2i - 1) * D / 2n). What makes up for a missed visit
    belongs on its first date: the sooner the better.
    """
    members: dict[tuple[str, Window], list[int]] = defaultdict(list)
    for series in problem.series:
        for visit in series.visits:
            members[series.id, problem.visits[visit].window].append(visit)
    even: dict[int, date] = {}
    for indices in members.values():
        for i, index in enumerate(indices, start=1):
            first, last = _allowed(problem, problem.visits[index])
            days = (last - first).days
            even[index] = first + timedelta((2 * i - 1) * days // (2 * len(indices)))
    for index in (make_up for series in problem.series for make_up in series.make_ups):
        even[index], _ = _allowed(problem, problem.visits[index])
    return even


def _allowed(problem: Problem, visit: Visit) -> tuple[date, date]:
    """Return the first and last date of a visit's window that is of a kind it may use."""
    engagement = problem.engagement
    first = max(visit.window.first, engagement.first)
    last = min(visit.window.last, engagement.last)
    site = next(iter(visit.sites), None)
    calendars = [engagement.calendar_for(one.audience, site) for one in visit.sessions]
    dates = [
        day
        for day in dates_between(first, last)
        if all(any(one.kind(day, half) in visit.kinds for half in Half) for one in calendars)
        and (not visit.rules.weekdays or day.weekday() in visit.rules.weekdays)
        and (not visit.rules.on or day in visit.rules.on)
    ]
    return (dates[0], dates[-1]) if dates else (first, last)
