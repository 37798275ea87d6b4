"""How the work lies on each facilitator: halves touched, week by week, against the caps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.facilitator import Period
from planner.domain.halves import touched
from planner.domain.plan import Plan
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
    found = []
    for facilitator in problem.facilitators.values():
        weeks = Counter(
            day - timedelta(days=day.weekday())
            for day, _ in touched(problem, plan.sessions, facilitator.id)
        )
        caps = facilitator.max_halves
        found.append(
            Load(
                facilitator.id,
                tuple(WeekLoad(monday, halves) for monday, halves in sorted(weeks.items())),
                caps.get(Period.WEEK),
                caps.get(Period.YEAR),
            )
        )
    return tuple(found)
