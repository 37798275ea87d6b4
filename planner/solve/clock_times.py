"""Clock times, once all goals are held: nobody waits between short sessions without need.

No goal tells two clock times of a half apart, unless a wish or the record names one. So each short
session keeps its date, half, mode and team, and misses no more than it did; among what remains the
minutes from each facilitator's first start to the last end in a half are least, summed over
facilitators and halves, and then these first starts are as early as they can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from planner.candidates import NOWHERE, Candidates
from planner.domain.calendar import Slot
from planner.domain.clock import Span, merged
from planner.domain.halves import slots
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.problem import Engagement, Problem
from planner.domain.wishes import is_no_worse, missed_by
from planner.model import Model
from planner.solve.decode import Place, Places, chosen, hint
from planner.solve.disorder import out_of_order
from planner.solve.engine import BRIEF
from planner.solve.year import Year
from planner.timeline import Literal

_Stay = tuple[Literal, Span]
"""Whether a visit starts somewhere, and from when to when it would be in one half."""


class _Half(NamedTuple):
    """First start and last end in a half, in minutes after the earliest; `latest` is the most."""

    start: cp_model.IntVar
    end: cp_model.IntVar
    latest: int


def in_order(year: Year, candidates: Sequence[Candidates], places: Places) -> Places:
    """Return the places with the clock times of short sessions in order.

    `candidates` are all there are, not only those that goals need. A date stays as it is where
    nobody waits and nothing could start earlier by itself; and so do all if no time is left.
    """
    problem = year.problem
    alike = {
        visit: _alike(problem, visit, candidates[visit], place) for visit, place in places.items()
    }
    dates = set(out_of_order(problem, alike, places))
    if not dates or not year.engine.goes_on():
        return places
    kept = [NOWHERE] * len(candidates)
    for visit, place in places.items():
        moves = place.option.date in dates and not candidates[visit].fixed
        kept[visit] = alike[visit] if moves else _fixed(place)
    model = year.model(kept)
    for visit in places:
        model.clause([model.placed(visit)])
    pause = problem.engagement.day.break_minutes
    halves = [_half(model, visits, pause) for visits in _led(problem.engagement, model, places)]
    minute = 1 + sum(half.latest for half in halves)
    model.cp.minimize(
        cp_model.LinearExpr.weighted_sum(
            [*(half.end for half in halves), *(half.start for half in halves)],
            [*[minute] * len(halves), *[1 - minute] * len(halves)],
        )
    )
    answer = year.engine.solve("clock-times", model.cp, hint(problem, model, places), BRIEF)
    return places if answer.values is None else chosen(problem, model, answer.values)


def _fixed(place: Place) -> Candidates:
    return Candidates((place.option,), (place.team,), {}, fixed=True)


def _alike(problem: Problem, visit: int, known: Candidates, place: Place) -> Candidates:
    """Return the starts of a visit that no goal tells from its place, for the same team."""
    where = _where(problem.engagement, place.option)
    most = missed_by(problem, visit, place.option)
    options = tuple(
        option
        for option, free in zip(known.options, known.free, strict=True)
        if option.date == place.option.date
        if option.mode is place.option.mode
        if _where(problem.engagement, option) == where
        if set(place.team) <= set(free)
        if is_no_worse(missed_by(problem, visit, option), most)
    )
    return Candidates(options, (place.team,) * len(options), {})


def _where(engagement: Engagement, option: Option) -> Sequence[tuple[str | None, Sequence[Slot]]]:
    return [(part.site, slots(engagement, part)) for part in option.all_parts]


def _led(
    engagement: Engagement, model: Model, places: Places
) -> Iterable[Sequence[Sequence[_Stay]]]:
    """Return, for each half of each facilitator, the stays of the visits led in it."""
    led: dict[tuple[str, Slot], list[Sequence[_Stay]]] = defaultdict(list)
    for visit, place in places.items():
        stays: dict[Slot, list[_Stay]] = defaultdict(list)
        for literal, option in model.starts(visit):
            for slot, span in _spans(engagement, option).items():
                stays[slot].append((literal, span))
        for facilitator in place.team:
            for slot, there in stays.items():
                led[facilitator, slot].append(there)
    return led.values()


def _spans(engagement: Engagement, option: Option) -> Mapping[Slot, Span]:
    """Return, for each half that a visit touches, from when to when it is there."""
    parts: dict[Slot, list[Part]] = defaultdict(list)
    for part in option.all_parts:
        for slot in slots(engagement, part):
            parts[slot].append(part)
    return {slot: Span(there[0].start, there[-1].end) for slot, there in parts.items()}


def _half(model: Model, visits: Sequence[Sequence[_Stay]], pause: int) -> _Half:
    """Return variables for the first start and the last end of visits that one person leads."""
    spans = [span for stays in visits for _, span in stays]
    earliest, latest = min(span.start for span in spans), max(span.end for span in spans)
    start = model.cp.new_int_var(0, latest - earliest, "first start")
    end = model.cp.new_int_var(0, latest - earliest, "last end")
    for stays in visits:
        starts = model.total((span.start - earliest, literal) for literal, span in stays)
        ends = model.total((span.end - earliest, literal) for literal, span in stays)
        model.cp.add(starts.expression >= start)
        model.cp.add(ends.expression <= end)
    model.cp.add(end - start >= _least(visits, pause))
    return _Half(start, end, latest - earliest)


def _least(visits: Sequence[Sequence[_Stay]], pause: int) -> int:
    """Return the minutes that visits take at least; history may have overlapped."""
    fixed = merged(
        Span(span.start, span.end + pause)
        for stays in visits
        for _, span in (stays if len(stays) == 1 else ())
    )
    moving = [min(span.end - span.start for _, span in one) for one in visits if len(one) > 1]
    return sum(span.end - span.start for span in fixed) + sum(moving) + pause * (len(moving) - 1)
