"""How the work lies on each facilitator: halves touched, week by week, against the caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import Slot
from planner.domain.facilitator import Facilitator, Period
from planner.domain.halves import touched
from planner.domain.plan import Plan
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """The halves that a facilitator works in the ISO week that begins on `monday`."""

    monday: date
    halves: int


@dataclass(frozen=True, slots=True)
class Load:
    """The weeks in which a facilitator works, in order; caps in halves, None where there is none.

    A date of a week counts wherever its week begins, also where that is before the contract.
    """

    facilitator: str
    weeks: tuple[WeekLoad, ...]
    week_cap_halves: int | None
    year_cap_halves: int | None

    @property
    def halves(self) -> int:
        """The halves of the whole year."""
        return sum(week.halves for week in self.weeks)

    @property
    def busiest(self) -> WeekLoad | None:
        """The first week with the most halves; None without work."""
        return max(
            self.weeks, key=lambda week: (week.halves, -week.monday.toordinal()), default=None
        )


def loads(problem: Problem, plan: Plan) -> tuple[Load, ...]:
    """Return the load of each facilitator, also of those without work."""
    people = problem.facilitators.values()
    return tuple(_load(who, touched(problem, plan.sessions, who.id)) for who in people)


def loads_over_all(portfolio: Portfolio, plan: PortfolioPlan) -> tuple[Load, ...]:
    """Return the load of each facilitator over all engagements, also of those without work."""
    return tuple(
        _load(
            who,
            frozenset(
                slot
                for problem, one in members(portfolio, plan)
                for slot in touched(problem, one.sessions, who.id)
            ),
        )
        for who in portfolio.facilitators.values()
    )


def _load(who: Facilitator, halves: Collection[Slot]) -> Load:
    weeks = Counter(day - timedelta(days=day.weekday()) for day, _ in halves)
    return Load(
        who.id,
        tuple(WeekLoad(monday, number) for monday, number in sorted(weeks.items())),
        who.max_halves.get(Period.WEEK),
        who.max_halves.get(Period.YEAR),
    )
