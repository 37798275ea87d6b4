"""In a half a facilitator works for one engagement of a portfolio, and on a date travels for one.

Another may have the other half, if one of the two is virtual. Halves and dates are those of each
engagement's own clocks; where these differ, no minute is used twice, and the longer break is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.calendar import Slot
from planner.domain.clock import Span, moment
from planner.domain.facilitator import Facilitator
from planner.domain.halves import slots
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Mode, Problem

if TYPE_CHECKING:
    from planner.model import Model
    from planner.timeline import Literal

TITLE = "has its facilitators to itself"
REFUSAL = "when its facilitators work for another engagement"


class _Stay(NamedTuple):
    """What a facilitator could lead: of which visit, if which literal holds, when."""

    visit: int
    literal: Literal
    span: Span
    halves: frozenset[Slot]


def refuses(problem: Problem, facilitator: Facilitator, option: Option) -> bool:
    """Tell whether another engagement has a facilitator at a start's times, halves or dates."""
    return facilitator.id in problem.elsewhere and any(
        _is_taken(problem, facilitator.id, part) for part in option.all_parts
    )


def check(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Yield each session whose facilitators another engagement has at that time."""
    for placed in plan.sessions if problem.elsewhere else ():
        for id in placed.facilitators if placed.id not in problem.history else ():
            for part in placed.parts:
                if _is_taken(problem, id, part):
                    day = moment(part.start, problem.engagement.zone).date()
                    message = f"{id} works for another engagement on {day}"
                    yield Breach(TITLE, (placed.id,), message)


def post_between(problems: Sequence[Problem], models: Sequence[Model]) -> None:
    """Keep apart the engagements that are searched in one model, for each of their people."""
    for one, other in combinations(range(len(problems)), 2):
        pair, both = (problems[one], problems[other]), (models[one], models[other])
        for facilitator in filter(
            problems[other].facilitators.__contains__, problems[one].facilitators
        ):
            _keep_halves(both, facilitator)
            _keep_dates(both, facilitator)
            _keep_minutes(pair, both, facilitator)


def _keep_halves(both: tuple[Model, Model], facilitator: str) -> None:
    mine, theirs = (model.touched(facilitator) for model in both)
    for slot in sorted(mine.keys() & theirs.keys()):
        both[0].at_most(1, [*mine[slot], *theirs[slot]])


def _keep_dates(both: tuple[Model, Model], facilitator: str) -> None:
    mine, theirs = (model.touched(facilitator, Mode.IN_PERSON) for model in both)
    for on in sorted({on for on, _ in mine} & {on for on, _ in theirs}):
        for one, other in product(_on(mine, on), _on(theirs, on)):
            both[0].at_most(1, [*one, *other])


def _on(touched: Mapping[Slot, list[Literal]], on: date) -> list[list[Literal]]:
    return [literals for (day, _), literals in touched.items() if day == on]


def _keep_minutes(
    pair: tuple[Problem, Problem], both: tuple[Model, Model], facilitator: str
) -> None:
    """Keep apart what lies in different halves of two clocks, and yet at the same time."""
    margin = max(problem.engagement.day.break_minutes for problem in pair)
    mine, theirs = (
        sorted(_stays(problem, model, facilitator), key=lambda stay: stay.span.start)
        for problem, model in zip(pair, both, strict=True)
    )
    longest = max((stay.span.end - stay.span.start for stay in theirs), default=0)
    starts = [stay.span.start for stay in theirs]
    for one in mine:
        first = bisect_right(starts, one.span.start - margin - longest)
        last = bisect_left(starts, one.span.end + margin)
        near = [
            (other.visit, other.literal, other.span)
            for other in theirs[first:last]
            if other.span.end + margin > one.span.start and one.halves.isdisjoint(other.halves)
        ]
        both[0].excludes(one.literal, near)


def _stays(problem: Problem, model: Model, facilitator: str) -> Iterator[_Stay]:
    for visit, literal, option in model.led(facilitator):
        for part in option.all_parts:
            halves = frozenset(slots(problem.engagement, part))
            yield _Stay(visit, literal, part.span, halves)


def _is_taken(problem: Problem, facilitator: str, part: Part) -> bool:
    there, engagement = problem.has_elsewhere(facilitator), problem.engagement
    margin = engagement.day.break_minutes
    needed = Span(part.start - margin, part.end + margin)
    on = moment(part.start, engagement.zone).date()
    return (
        (part.site is not None and on in there.on_site)
        or not there.halves.isdisjoint(slots(engagement, part))
        or any(span.overlaps(needed) for span in there.spans)
    )
