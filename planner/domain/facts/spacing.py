"""How evenly each series lies: the planned dates against even ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.spacing import even_dates


@dataclass(frozen=True, slots=True)
class Member:
    """A placed visit, by its first session: where it lies, and where even spacing puts it."""

    session: str
    planned: date
    even: date

    @property
    def days_late(self) -> int:
        """The calendar days after its even date; below 0 when it is early."""
        return (self.planned - self.even).days


@dataclass(frozen=True, slots=True)
class Spacing:
    """The placed visits of a series."""

    series: str
    request: str
    members: tuple[Member, ...]

    @property
    def days_off(self) -> int:
        """The calendar days, early or late, by which all members together are off."""
        return sum(abs(member.days_late) for member in self.members)


def spacings(problem: Problem, plan: Plan) -> tuple[Spacing, ...]:
    """Return the spacing of each series of which anything is placed."""
    even, zone = even_dates(problem), problem.engagement.zone
    found = []
    for series in problem.series:
        firsts = ((index, problem.visits[index].sessions[0].id) for index in series.visits)
        members = tuple(
            Member(id, plan.placed[id].date(zone), even[index])
            for index, id in firsts
            if id in plan.placed
        )
        if members:
            request = problem.visits[series.visits[0]].request
            found.append(Spacing(series.id, request, members))
    return tuple(found)
