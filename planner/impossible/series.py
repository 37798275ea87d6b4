"""Series whose visits do not fit one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from planner.candidates import Candidates
from planner.domain.clock import moment
from planner.domain.layout import Option
from planner.domain.problem import Problem, Series
from planner.impossible.promises import Impossible, counted, named, placeable

Dates = Mapping[date, date]
"""The dates on which a visit could start, in order, and where it would then end."""

_Follows = Callable[[date, date, date], bool]
"""Tells from start and end of a visit whether the next may start on a date."""


def too_few_dates(problem: Problem, candidates: Sequence[Candidates]) -> Iterator[Impossible]:
    """Yield each series with more promised visits than dates, in order if it has one.

    Each visit of an ordered series begins after all dates of the one before. Whatever follows does
    best when each begins as early as it can, and even so one of them finds no date left.
    """
    told: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in problem.series:
        members = _members(problem, candidates, series)
        number = _in_order(candidates, members) if series.ordered else _apart(candidates, members)
        if number is not None:
            dates = {day for index in members for day in members[index]}
            message = (
                f"{len(members)} visits on different dates, {'in order, ' * series.ordered}and "
                f"{counted(len(dates), 'date')} on which any can start: {number} fit"
            )
            told[problem.visits[series.visits[0]].request, message].append(series)
    yield from _per_request(told, "widen the window, allow other days, or ask for fewer")


def gaps_that_do_not_fit(
    problem: Problem, candidates: Sequence[Candidates]
) -> Iterator[Impossible]:
    """Yield each series whose promised visits cannot keep their gaps.

    For each visit, all dates are kept that follow on any date kept for the one before: so if none
    is left, no choice of dates keeps every gap, and order, from the first visit on.
    """
    told: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in problem.series:
        if series.gap_days is None:
            continue
        members = _members(problem, candidates, series)
        is_told = series.ordered and _in_order(candidates, members) is not None
        number = None if is_told else _fitting(candidates, members, _gapped(series))
        if number is not None:
            message = _gap_message(members, series.gap_days, number)
            told[problem.visits[series.visits[0]].request, message].append(series)
    yield from _per_request(told, "widen the window, change the gap, or ask for fewer")


def _members(
    problem: Problem, candidates: Sequence[Candidates], series: Series
) -> Mapping[int, Dates]:
    """Return the dates of each visit of a series that is promised or has been placed."""
    wanted = set(placeable(problem, candidates))
    return {
        index: dates_of(problem, index, candidates[index].options)
        for index in series.visits
        if index in wanted or candidates[index].fixed
    }


def dates_of(problem: Problem, index: int, options: Iterable[Option]) -> Dates:
    """Return the dates on which a visit could start at some options, and where it would end."""
    dates: dict[date, date] = {}
    is_long = problem.visits[index].sessions[0].length.dates > 1
    for option in options:
        last = moment(option.last.start, problem.engagement.zone).date() if is_long else option.date
        dates[option.date] = min(last, dates.get(option.date, last))
    return dates


def how_many_fit(
    candidates: Sequence[Candidates], members: Mapping[int, Dates], series: Series
) -> int | None:
    """Return how many of some visits of a series find dates as it asks; None if all do."""
    arrange = _in_order if series.ordered else _apart
    number = arrange(candidates, members)
    if number is None and series.gap_days is not None:
        return _fitting(candidates, members, _gapped(series))
    return number


def _fitting(
    candidates: Sequence[Candidates],
    members: Mapping[int, Dates],
    follows: Callable[[int, int], _Follows],
) -> int | None:
    """Return how many visits, from the first on, find dates; None if all do.

    What has happened is as it is: two neighbours that have are not held to anything.
    """
    if not members:
        return None
    kept = members[next(iter(members))]
    for number, (earlier, later) in enumerate(pairwise(members), start=1):
        may_follow = follows(earlier, later)
        if not (candidates[earlier].fixed and candidates[later].fixed):
            kept = {
                start: end
                for start, end in members[later].items()
                if any(may_follow(before, ended, start) for before, ended in kept.items())
            }
        else:
            kept = members[later]
        if not kept:
            return number
    return None


def _in_order(candidates: Sequence[Candidates], members: Mapping[int, Dates]) -> int | None:
    return _fitting(candidates, members, lambda *_: _after)


def _apart(candidates: Sequence[Candidates], members: Mapping[int, Dates]) -> int | None:
    """Return how many visits find a date of their own, whatever the order; None if all may."""
    free = [index for index in members if not candidates[index].fixed]
    dates = {day for index in free for day in members[index]}
    taken = len(members) - len(free)
    return len(dates) + taken if len(dates) < len(free) else None


def _after(before: date, ended: date, start: date) -> bool:  # noqa: ARG001
    return ended < start


def _gapped(series: Series) -> Callable[[int, int], _Follows]:
    """Return what may follow: neighbours keep the gap, others in an ordered series the order."""
    least, most = series.gap_days or (0, None)
    neighbours = set(pairwise(series.visits))

    def follows(earlier: int, later: int) -> _Follows:
        def may_follow(before: date, ended: date, start: date) -> bool:
            if series.ordered and start <= ended:
                return False
            days = (start - before).days
            return (earlier, later) not in neighbours or (
                least <= days and (most is None or days <= most)
            )

        return may_follow

    return follows


def _gap_message(
    members: Mapping[int, Dates], gap_days: tuple[int, int | None], number: int
) -> str:
    least, most = gap_days
    dates = [day for found in members.values() for day in found]
    first, last = min(dates), max(dates)
    gap = f"at least {least}" if most is None else f"{least} to {most}"
    needed, there = least * (len(members) - 1), (last - first) // timedelta(days=1)
    span = f"from {first} to {last}, {counted(there, 'day')}"
    if needed > there:
        return f"{len(members)} visits {gap} days apart take {needed} days; there are those {span}"
    fit = f"{number} {'does' if number == 1 else 'do'}"
    return f"{len(members)} visits {gap} days apart do not fit {span}: {fit}"


def _per_request(
    told: Mapping[tuple[str, str], Sequence[Series]], remedy: str
) -> Iterator[Impossible]:
    """Yield what several series of a request share only once."""
    for (request, message), series in told.items():
        ids = [one.id for one in series]
        several = f"in each of {named(ids)}, " if len(ids) > 1 else ""
        visits = frozenset(index for one in series for index in one.visits)
        yield Impossible(ids[0] if len(ids) == 1 else request, several + message, remedy, visits)
