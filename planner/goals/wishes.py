"""Wishes, in points: handovers, broken preferences, and days off an even spacing.

A handover in a series that prefers to keep its facilitators costs 10, a broken preference 5, and
each calendar day off even spacing 1: of n members with a window of D days from its first to its
last allowed date, member i belongs on first + floor((2i - 1) * D / 2n).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.domain.clock import moment
from planner.domain.layout import Option
from planner.domain.plan import Plan
from planner.domain.problem import Problem, Visit
from planner.domain.spacing import even_dates
from planner.domain.wishes import broken, handovers, neighbours

if TYPE_CHECKING:
    from planner.model import Model, Sum
    from planner.timeline import Literal

TIER = 5
NAME = "wishes"

HANDOVER = 10
BROKEN = 5
DAY_OFF = 1


def unit(problem: Problem) -> str:  # noqa: ARG001
    """Return what the value counts."""
    return "points"


def measure(problem: Problem, plan: Plan) -> int:
    """Add up the points of a plan."""
    zone = problem.engagement.zone
    points = 0
    even = even_dates(problem)
    for index, visit in enumerate(problem.visits):
        placed = plan.placed.get(visit.sessions[0].id)
        if placed is not None:
            points += BROKEN * len(broken(problem, visit, placed))
            points += DAY_OFF * _days_off(even.get(index), placed.date(zone))
    return points + HANDOVER * len(handovers(problem, plan))


def express(problem: Problem, model: Model) -> Sum:
    """Weigh each start by its distance from even and the wishes it breaks; count handovers."""
    terms: list[tuple[int, Literal]] = []
    even = even_dates(problem)
    for index, visit in enumerate(problem.visits):
        for literal, option in model.starts(index):
            days = _days_off(even.get(index), option.date)
            terms.append((DAY_OFF * days + BROKEN * _broken_by(problem, visit, option), literal))
    for earlier, later in neighbours(problem):
        handed_over = model.new_literal("handover")
        for facilitator in problem.facilitators:
            pair = model.staffed(earlier, facilitator), model.staffed(later, facilitator)
            both = [model.negated(model.placed(earlier)), model.negated(model.placed(later))]
            for one, other in (pair, pair[::-1]):
                model.clause([handed_over, model.negated(one), other, *both])
        terms.append((HANDOVER, handed_over))
    return model.total(terms)


def _days_off(even: date | None, day: date) -> int:
    """Return how far a date is from where it belongs; 0 of a visit that is in no series."""
    return 0 if even is None else abs((day - even).days)


def _broken_by(problem: Problem, visit: Visit, option: Option) -> int:
    wanted, zone = visit.prefer, problem.engagement.zone
    count = 0
    if wanted.half and problem.engagement.day.half_at(option.minute) is not wanted.half:
        count += 1
    if wanted.weekdays and option.date.weekday() not in wanted.weekdays:
        count += 1
    if wanted.on and option.date not in wanted.on:
        count += 1
    if wanted.hours:
        end = moment(option.parts[0][0].end, zone)
        inside = option.minute >= wanted.hours.start
        count += not (inside and end.hour * 60 + end.minute <= wanted.hours.end)
    return count
