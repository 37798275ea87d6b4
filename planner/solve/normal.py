"""Which starts a best plan can do without: those from which a short visit could begin earlier.

Take, of all best plans, one in which short visits start as early in their halves as they can.
Whatever starts in it does so for a reason: one step of the raster earlier the start is refused, its
facilitator is not free, what its people attend before has not ended, or a wish or the time in the
record is missed. Only such starts are needed, and they follow from the ends of those found so far.
In packing they are called normal patterns (Herz 1972; Christofides and Whitlock 1977).

Nothing but its clock times tells two starts of a half apart: dates, halves and all that follows
from them are the same. A rule or goal that asks more of a clock time has to give a reason here.
What is best among clock times alone is chosen in the end, from all starts (clock_times.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from planner.candidates import Candidates
from planner.domain.clock import Half, Instant, moment
from planner.domain.layout import Option
from planner.domain.problem import LengthUnit, Mode, Problem
from planner.domain.wishes import Missed, is_no_worse, missed_by

Ends = Mapping[str, Collection[Instant]]
"""When other engagements may be done with facilitators: a start may be needed right after."""

NO_ENDS: Ends = {}


def normal(
    problem: Problem, candidates: Sequence[Candidates], elsewhere: Ends = NO_ENDS
) -> tuple[Candidates, ...]:
    """Return the candidates without the starts that some best plan does without."""
    return _Starts(problem, candidates, elsewhere).needed()


class _Tie(NamedTuple):
    """What keeps two visits from one time: a facilitator or audience in both, or an order."""

    kind: str
    id: str


class _End(NamedTuple):
    """When something that is tied to other visits ends."""

    at: Instant
    tie: _Tie


@dataclass(frozen=True, eq=False)
class _Row:
    """The starts that a team could make in one half of a date, in order of time.

    `numbers` are their places among the candidate's options, `first` their first instants;
    `parts` are, for each part, its start and end in minutes after the first instant, and its ties.
    `kept` is filled with the places in `numbers` that are needed.
    """

    visit: int
    day: date
    team: tuple[str, ...]
    numbers: Sequence[int]
    first: Sequence[Instant]
    parts: Sequence[tuple[int, int, frozenset[_Tie]]]
    kept: set[int]

    def since(self, at: Instant, tie: _Tie) -> Iterator[int]:
        """Yield the first start at which a part with a tie begins at an instant or later."""
        for begins, _, ties in self.parts:
            place = bisect_left(self.first, at - begins)
            if tie in ties and place < len(self.first):
                yield place

    def ends(self, place: int) -> Iterator[_End]:
        """Yield when the parts of a start end."""
        for _, ends, ties in self.parts:
            yield from (_End(self.first[place] + ends, tie) for tie in ties)


class _Starts:
    """The starts of short visits by date, half and team, and what the rest of the year ends."""

    def __init__(self, problem: Problem, candidates: Sequence[Candidates], elsewhere: Ends) -> None:
        self.problem = problem
        self.candidates = candidates
        self.elsewhere = elsewhere
        self._ties = cache(self._find_ties)
        self._missed = cache(self._find_missed)
        day = problem.engagement.day
        travels = problem.travel_minutes and len(problem.engagement.sites) > 1
        self.margins = {
            "facilitator": {day.break_minutes} | ({problem.travel_minutes} if travels else set()),
            "audience": {day.break_minutes},
            "order": {0},
        }

    def needed(self) -> tuple[Candidates, ...]:
        """Return the candidates with the starts that are needed."""
        days: dict[date, list[_Row]] = defaultdict(list)
        for visit, known in self._different():
            for row in self._rows(visit, known) if self._is_short(visit) else ():
                days[row.day].append(row)
        ends = self._ends_of_others()
        for day, rows in days.items():
            self._keep_what_follows(rows, ends.get(day, set()))
        free: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for rows in days.values():
            for row in rows:
                for place in row.kept:
                    free[row.visit][row.numbers[place]] += row.team
        kept = {id(self.candidates[visit]): self._only(visit, free[visit]) for visit in free}
        return tuple(kept.get(id(known), known) for known in self.candidates)

    def _different(self) -> Iterator[tuple[int, Candidates]]:
        """Yield each of the candidates once, with the first visit that has them."""
        first = {id(known): visit for visit, known in reversed([*enumerate(self.candidates)])}
        for visit in first.values():
            yield visit, self.candidates[visit]

    def _is_short(self, visit: int) -> bool:
        sessions = self.problem.visits[visit].sessions
        short = all(session.length.unit is LengthUnit.MINUTES for session in sessions)
        return short and not self.candidates[visit].fixed

    def _rows(self, visit: int, known: Candidates) -> Iterator[_Row]:
        """Yield the starts of a visit by half and team: anybody alone, or all who are free."""
        is_alone = self.problem.visits[visit].team == 1
        halves: dict[tuple[date, Half, Mode, tuple[str, ...]], list[int]] = defaultdict(list)
        for number, option in enumerate(known.options):
            half = self.problem.engagement.day.half_at(option.minute)
            free = known.free[number]
            for team in ((who,) for who in free) if is_alone else (free,):
                halves[option.date, half, option.mode, team].append(number)
        for (day, _, _, team), numbers in halves.items():
            options = [known.options[number] for number in numbers]
            parts = [self._parts(visit, team, option) for option in options]
            first = [option.start for option in options]
            if all(one == parts[0] for one in parts):
                own = set(self._worth_it(visit, known, numbers))
                yield _Row(visit, day, team, numbers, first, parts[0], own)
            else:
                for number, start, shape in zip(numbers, first, parts, strict=True):
                    yield _Row(visit, day, team, [number], [start], shape, {0})

    def _parts(
        self, visit: int, team: tuple[str, ...], option: Option
    ) -> Sequence[tuple[int, int, frozenset[_Tie]]]:
        return [
            (part.start - option.start, part.end - option.start, self._ties(visit, session, team))
            for session, parts in enumerate(option.parts)
            for part in parts
        ]

    def _find_ties(self, visit: int, session: int, team: tuple[str, ...]) -> frozenset[_Tie]:
        asked = self.problem.visits[visit]
        led = {_Tie("facilitator", who) for who in team}
        attending = self.problem.attending(asked.sessions[session].audience)
        orders = {
            _Tie("order", f"{order.earlier} {order.later}")
            for order in self.problem.orders
            if asked.request in (order.earlier, order.later)
        }
        return frozenset(led | orders | {_Tie("audience", id) for id in attending})

    def _worth_it(self, visit: int, known: Candidates, numbers: Sequence[int]) -> Iterator[int]:
        """Yield the places of starts that cannot be one step earlier, or miss more there."""
        grain = self.problem.engagement.day.grain_minutes
        for place, number in enumerate(numbers):
            before = numbers[place - 1]
            step = known.options[number].minute - known.options[before].minute
            earlier, later = self._missed(visit, before), self._missed(visit, number)
            if step != grain or not is_no_worse(earlier, later):
                yield place

    def _find_missed(self, visit: int, number: int) -> Missed:
        return missed_by(self.problem, visit, self.candidates[visit].options[number])

    def _ends_of_others(self) -> Mapping[date, set[_End]]:
        """Return, by date, when all but the short visits of this engagement may end."""
        zone = self.problem.engagement.zone
        date_of = cache(lambda at: moment(at, zone).date())
        ends: dict[date, set[_End]] = defaultdict(set)
        for visit, known in self._different():
            for option, free in zip(known.options, known.free, strict=True):
                for _, after, ties in (
                    self._parts(visit, free, option) if not self._is_short(visit) else ()
                ):
                    at = option.start + after
                    ends[date_of(at)].update(_End(at, tie) for tie in ties)
        for who, instants in self.elsewhere.items():
            for at in instants:
                ends[date_of(at)].add(_End(at, _Tie("facilitator", who)))
        return ends

    def _keep_what_follows(self, rows: Sequence[_Row], ends: set[_End]) -> None:
        """Keep the starts of a date that come right after something ends, until none is new."""
        tied: dict[_Tie, list[_Row]] = defaultdict(list)
        for row in rows:
            for tie in {tie for _, _, ties in row.parts for tie in ties}:
                tied[tie].append(row)
        found = ends | {end for row in rows for place in row.kept for end in row.ends(place)}
        waiting = list(found)
        while waiting:
            end = waiting.pop()
            for row in tied[end.tie]:
                for margin in self.margins[end.tie.kind]:
                    for place in set(row.since(end.at + margin, end.tie)) - row.kept:
                        row.kept.add(place)
                        new = set(row.ends(place)) - found
                        found |= new
                        waiting += new

    def _only(self, visit: int, free: Mapping[int, Sequence[str]]) -> Candidates:
        known, numbers = self.candidates[visit], sorted(free)
        return replace(
            known,
            options=tuple(known.options[number] for number in numbers),
            free=tuple(
                tuple(who for who in known.free[number] if who in free[number])
                for number in numbers
            ),
        )
