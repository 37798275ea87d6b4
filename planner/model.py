"""The CP-SAT model as rules and goals see it: named views, and a few ways to forbid.

Rules never see a variable by name or index, so the formulation can change beneath them. A view
gives literals; where a candidate is history, its literal is the number 1, and what history alone
has used up is never held against the plan: a limit already passed leaves room for nothing more.

The views `touched`, `trips` and `areas` presume that nobody is in two places at once, breaks
included, and that the visits of an ordered series lie on different dates; so do `follows` and
`are_rivals`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ortools.sat.python import cp_model

from planner.candidates import Candidates
from planner.domain.calendar import Slot
from planner.domain.clock import Instant, Span, instant, moment
from planner.domain.halves import slots
from planner.domain.layout import Option
from planner.domain.placement import Part
from planner.domain.problem import Mode, Problem, Site
from planner.timeline import Literal, Timeline, Unknown
from planner.uses import Use, cliques, distinct, most_in_turn

Start = tuple[Literal, Option]
Term = tuple[int, Literal]


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole number to be minimised: `offset` and non-negative weights of unknowns."""

    weights: tuple[int, ...]
    unknowns: tuple[Unknown, ...]
    offset: int

    @property
    def expression(self) -> cp_model.LinearExprT:
        """The sum as CP-SAT takes it."""
        return cp_model.LinearExpr.weighted_sum(self.unknowns, self.weights) + self.offset


Worked = Sequence[tuple[date, Sequence[Literal]]]
"""Halves that somebody may touch: the date of each, and literals whose sum tells."""

Trip = tuple[str, date]
"""A site, or an area of sites, and the date of travel to it."""


class Model:
    """Variables for the candidates of every visit, and the constraints rules post on them."""

    def __init__(
        self,
        problem: Problem,
        candidates: Sequence[Candidates],
        cp: cp_model.CpModel | None = None,
    ) -> None:
        self.problem = problem
        self.cp = cp or cp_model.CpModel()
        self._starts: list[tuple[Start, ...]] = []
        self._placed: list[Literal] = []
        self._leads: list[dict[str, tuple[Start, ...]]] = []
        self._teams: list[int] = []
        self._staffed: list[dict[str, Literal]] = []
        engagement = problem.engagement
        self._midnight = instant(engagement.first, 0, engagement.zone)
        self._on: dict[int, Mapping[date, Literal]] = {}
        self._beginnings: dict[int, Timeline] = {}
        self._endings: dict[int, Timeline] = {}
        self._slots: dict[Part, tuple[Slot, ...]] = {}
        self._touched: dict[tuple[str, Mode | None], Mapping[Slot, list[Literal]]] = {}
        self._touched_by: dict[str, Mapping[Slot, frozenset[int]]] = {}
        self._rival = {
            visit: number
            for number, series in enumerate(problem.series)
            for visit in (series.visits if series.ordered else ())
        }
        self._trips: dict[str, Mapping[Trip, list[Literal]]] = {}
        self._terms: dict[str, Mapping[str, Sequence[Term]]] = {}
        for index, known in enumerate(candidates):
            if known.fixed:
                self._add_history(known)
            else:
                self._add_visit(index, known)

    def placed(self, visit: int) -> Literal:
        """Tell whether a visit is placed."""
        return self._placed[visit]

    def starts(self, visit: int) -> Sequence[Start]:
        """Return, for each possible start of a visit, whether it is chosen; one at most is."""
        return self._starts[visit]

    def team(self, visit: int) -> int:
        """Return how many facilitators lead a visit when it is placed."""
        return self._teams[visit]

    def staffed(self, visit: int, facilitator: str) -> Literal:
        """Tell whether a facilitator is in the team of a visit."""
        return self._staffed[visit].get(facilitator, 0)

    def leads(self, visit: int, facilitator: str) -> Sequence[Start]:
        """Return, for each start a facilitator could lead, whether they lead a visit there."""
        return self._leads[visit].get(facilitator, ())

    def led(self, facilitator: str) -> Iterator[tuple[int, Literal, Option]]:
        """Yield every visit and start that a facilitator could lead."""
        for visit in range(len(self._leads)):
            for literal, option in self.leads(visit, facilitator):
                yield visit, literal, option

    def leaders(self) -> Iterable[str]:
        """Return everybody who could lead or has led anything, even unknown to the scenario."""
        return dict.fromkeys(who for leads in self._leads for who in leads)

    def on(self, visit: int) -> Mapping[date, Literal]:
        """Return, for each date on which a visit could start, in order, whether it does."""
        if visit not in self._on:
            dates: dict[date, list[Literal]] = defaultdict(list)
            for literal, option in self.starts(visit):
                dates[option.date].append(literal)
            self._on[visit] = {day: self._one_of(literals) for day, literals in dates.items()}
        return self._on[visit]

    def starting_before(self, visit: int, at: Instant) -> list[Literal]:
        """Return literals whose sum is 1 if a visit starts before an instant."""
        return self._beginning(visit).before(at, self._one_of)

    def starting_from(self, visit: int, at: Instant) -> list[Literal]:
        """Return literals whose sum is 1 if a visit starts at an instant or after it."""
        return self._beginning(visit).since(at, self._one_of)

    def ending_from(self, visit: int, at: Instant) -> list[Literal]:
        """Return literals whose sum is 1 if a visit ends at an instant or after it."""
        if visit not in self._endings:
            ends = ((option.last.end, literal) for literal, option in self.starts(visit))
            self._endings[visit] = Timeline(ends, self._midnight)
        return self._endings[visit].since(at, self._one_of)

    def touched(self, facilitator: str, mode: Mode | None = None) -> Mapping[Slot, list[Literal]]:
        """Return, by half, literals whose sum is 1 if a facilitator works then (in a mode)."""
        key = (facilitator, mode)
        if key not in self._touched:
            uses = self._working(facilitator, mode)
            self._touched[key] = {slot: self._any_of(uses[slot]) for slot in sorted(uses)}
        return self._touched[key]

    def touched_by(self, facilitator: str) -> Mapping[Slot, frozenset[int]]:
        """Return, by half, the unknowns that make a facilitator work then; -1 is history."""
        if facilitator not in self._touched_by:
            self._touched_by[facilitator] = {
                slot: frozenset(-1 if isinstance(u.literal, int) else u.literal.index for u in uses)
                for slot, uses in self._working(facilitator, None).items()
            }
        return self._touched_by[facilitator]

    def _working(self, facilitator: str, mode: Mode | None) -> Mapping[Slot, list[Use]]:
        uses: dict[Slot, list[Use]] = defaultdict(list)
        for visit, literal, option in self.led(facilitator):
            for part in option.all_parts if mode in (None, option.mode) else ():
                for slot in self._slots_of(part):
                    uses[slot].append(Use(visit, literal, self._kept_free(part)))
        return uses

    def trips(self, facilitator: str) -> Mapping[Trip, list[Literal]]:
        """Return, by site and date, literals whose sum is 1 if a facilitator travels there."""
        if facilitator not in self._trips:
            self._trips[facilitator] = self._by_place(facilitator, lambda site: site.id)
        return self._trips[facilitator]

    def once(
        self, name: str, make: Callable[[], Mapping[str, Sequence[Term]]]
    ) -> Mapping[str, Sequence[Term]]:
        """Return the terms made under a name: what rules and goals share is made once."""
        if name not in self._terms:
            self._terms[name] = make()
        return self._terms[name]

    def areas(self, facilitator: str) -> Mapping[Trip, list[Literal]]:
        """Return, by area and date, literals whose sum is 1 if a facilitator travels there."""
        if all(site.region is None for site in self.problem.engagement.sites.values()):
            return self.trips(facilitator)
        return self._by_place(facilitator, lambda site: site.area)

    def _by_place(
        self, facilitator: str, place: Callable[[Site], str]
    ) -> Mapping[Trip, list[Literal]]:
        engagement = self.problem.engagement
        uses: dict[Trip, list[Use]] = defaultdict(list)
        for visit, literal, option in self.led(facilitator):
            for part in option.all_parts:
                if part.site is not None:
                    day = moment(part.start, engagement.zone).date()
                    trip = (place(engagement.sites[part.site]), day)
                    uses[trip].append(Use(visit, literal, self._kept_free(part)))
        return {trip: self._any_of(uses[trip]) for trip in sorted(uses)}

    @staticmethod
    def total(terms: Iterable[Term]) -> Sum:
        """Add up weighted literals; literals that are numbers go into the offset."""
        offset = 0
        weights: list[int] = []
        unknowns: list[Unknown] = []
        for weight, literal in terms:
            if isinstance(literal, int):
                offset += weight * literal
            elif weight:
                weights.append(weight)
                unknowns.append(literal)
        return Sum(tuple(weights), tuple(unknowns), offset)

    def largest_percentage(self, shares: Iterable[tuple[int, Sequence[Literal]]]) -> Sum:
        """Return the least whole % that no share exceeds: the sum of its literals of a number."""
        sums = [(whole, self.total((1, literal) for literal in part)) for whole, part in shares]
        most = [-(-100 * (part.offset + len(part.unknowns)) // whole) for whole, part in sums]
        largest = self.cp.new_int_var(0, max(most, default=0), "largest percentage")
        for whole, part in sums:
            self.cp.add(100 * part.expression <= whole * largest)
        return Sum((1,), (largest,), 0)

    def at_most(
        self, limit: int, literals: Sequence[Literal], weights: Sequence[int] | None = None
    ) -> None:
        """Let the (weighted) sum of literals be at most a limit, or what history made of it."""
        terms = self.total(zip(weights or [1] * len(literals), literals, strict=True))
        left = max(limit - terms.offset, 0)
        if sum(terms.weights) <= left:
            return
        if left == 1 and set(terms.weights) == {1}:
            self.cp.add_at_most_one(terms.unknowns)
        else:
            self.cp.add(cp_model.LinearExpr.weighted_sum(terms.unknowns, terms.weights) <= left)

    def no_more(self, terms: Iterable[Term], others: Iterable[Term]) -> None:
        """Let one sum be no more than another."""
        self.cp.add(self.total(terms).expression <= self.total(others).expression)

    def clause(self, literals: Sequence[Literal]) -> None:
        """Let one of the literals hold, unless history has broken them all."""
        unknown = [literal for literal in literals if not isinstance(literal, int)]
        if unknown and 1 not in [literal for literal in literals if isinstance(literal, int)]:
            self.cp.add_bool_or(unknown)

    def negated(self, literal: Literal) -> Literal:
        """Return the literal that holds when this one does not."""
        return 1 - literal if isinstance(literal, int) else ~literal

    def never_both(self, one: Sequence[Literal], other: Sequence[Literal]) -> None:
        """Let not both of two things happen, each the sum of literals that exclude each other."""
        if one and other:
            self.at_most(1, [*one, *other])

    def never_together(self, uses: Iterable[tuple[int, Literal, Span]]) -> None:
        """Let no two different visits use one minute; a use is a visit, its literal, its time."""
        for clique in cliques(Use(*use) for use in uses):
            if len({use.visit for use in clique}) > 1:
                self.at_most(1, distinct(clique))

    def follows(self, literal: Literal, uses: Iterable[tuple[int, Literal, Span]]) -> None:
        """Let a literal hold whenever one of these uses happens."""
        for clique in cliques(Use(*use) for use in uses):
            self.no_more([(1, one) for one in distinct(clique)], [(1, literal)])

    def excludes(self, literal: Literal, uses: Iterable[tuple[int, Literal, Span]]) -> None:
        """Let none of these uses happen when a literal holds."""
        for clique in cliques(Use(*use) for use in uses):
            self.at_most(1, [literal, *distinct(clique)])

    @staticmethod
    def are_rivals(uses: Iterable[tuple[int, Literal, Span]]) -> bool:
        """Tell whether all uses share a minute and none is history, so that at most one happens."""
        listed = [Use(*use) for use in uses]
        largest = max(len(distinct(clique)) for clique in cliques(listed))
        has_history = any(isinstance(use.literal, int) for use in listed)
        return not has_history and largest == len(distinct(listed))

    def new_literal(self, name: str) -> cp_model.IntVar:
        """Return a fresh literal for a goal's own use."""
        return self.cp.new_bool_var(name)

    def _kept_free(self, part: Part) -> Span:
        """Return the time of a part and the break after it, in which nobody can be elsewhere."""
        return Span(part.start, part.end + self.problem.engagement.day.break_minutes)

    def _slots_of(self, part: Part) -> tuple[Slot, ...]:
        """Return the halves of a part, asked of the calendar once for all who could share it."""
        if part not in self._slots:
            self._slots[part] = slots(self.problem.engagement, part)
        return self._slots[part]

    def _beginning(self, visit: int) -> Timeline:
        if visit not in self._beginnings:
            starts = ((o.parts[0][0].start, literal) for literal, o in self.starts(visit))
            self._beginnings[visit] = Timeline(starts, self._midnight)
        return self._beginnings[visit]

    def _one_of(self, literals: Sequence[Literal]) -> Literal:
        """Return the sum of literals that exclude each other."""
        if len(literals) == 1:
            return literals[0]
        one = self.cp.new_bool_var("one of")
        self.cp.add(cp_model.LinearExpr.sum(literals) == one)
        return one

    def _any_of(self, uses: Sequence[Use]) -> list[Literal]:
        """Return literals whose sum is 1 if any of these uses of one date happens, 0 otherwise.

        Where only one of them can happen, they are their own answer: all are of one visit, share a
        minute, or belong to visits that lie on different dates.
        """
        rivals: dict[int, list[Use]] = defaultdict(list)
        for use in uses:
            rivals[self._rival.get(use.visit, -1 - use.visit)].append(use)
        exclusive = [distinct(some) for some in (*cliques(uses), *rivals.values())]
        everything = distinct(uses)
        if any(len(some) == len(everything) for some in exclusive):
            return everything
        if any(isinstance(literal, int) for literal in everything):
            return [1]
        used = self.cp.new_bool_var("used")
        for some in exclusive:
            self.cp.add(cp_model.LinearExpr.sum(some) <= used)
        self.cp.add(cp_model.LinearExpr.sum(everything) <= most_in_turn(uses) * used)
        self.cp.add_bool_or([*everything, ~used])
        return [used]

    def _add_history(self, known: Candidates) -> None:
        (option,), (team,) = known.options, known.free
        self._starts.append(((1, option),))
        self._placed.append(1)
        self._teams.append(len(team))
        self._leads.append(dict.fromkeys(team, ((1, option),)))
        self._staffed.append(dict.fromkeys(team, 1))

    def _add_visit(self, index: int, known: Candidates) -> None:
        visit = self.problem.visits[index]
        placed: Literal = self.cp.new_bool_var(f"placed {visit.id}") if known.options else 0
        starts: list[Start] = []
        leads: dict[str, list[Start]] = defaultdict(list)
        for option, free in zip(known.options, known.free, strict=True):
            name = f"{visit.id} {option.date} {option.minute}"
            at = self.cp.new_bool_var(name)
            starts.append((at, option))
            if len(free) == visit.team:
                for facilitator in free:
                    leads[facilitator].append((at, option))
                continue
            team = [self.cp.new_bool_var(f"{name} {facilitator}") for facilitator in free]
            self.cp.add(cp_model.LinearExpr.sum(team) == visit.team * at)
            for facilitator, works in zip(free, team, strict=True):
                leads[facilitator].append((works, option))
        if starts:
            self.cp.add(cp_model.LinearExpr.sum([at for at, _ in starts]) == placed)
        self._starts.append(tuple(starts))
        self._placed.append(placed)
        self._teams.append(visit.team)
        self._leads.append({facilitator: tuple(uses) for facilitator, uses in leads.items()})
        self._staffed.append(
            {who: self._staffed_literal(visit.id, who, uses) for who, uses in leads.items()}
        )

    def _staffed_literal(self, visit: str, facilitator: str, uses: list[Start]) -> Literal:
        if len(uses) == 1:
            return uses[0][0]
        staffed = self.cp.new_bool_var(f"staffed {visit} {facilitator}")
        self.cp.add(cp_model.LinearExpr.sum([works for works, _ in uses]) == staffed)
        return staffed


def worked(models: Sequence[Model], facilitator: str) -> Worked:
    """Return the halves that a facilitator touches in parts of one model, or elsewhere.

    Each comes as its date and literals whose sum is 1 if it is touched. A half that several have
    had of a facilitator, as history may, is one half.
    """
    halves: dict[Slot, list[Literal]] = defaultdict(list)
    for model in models:
        for slot, literals in model.touched(facilitator).items():
            halves[slot] += literals
        for slot in sorted(model.problem.has_elsewhere(facilitator).halves):
            halves[slot].append(1)
    return [
        (on, [1] if any(isinstance(literal, int) for literal in literals) else literals)
        for (on, _), literals in halves.items()
    ]
