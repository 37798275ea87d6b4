"""Each series of several dates on a time axis, planned against even."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.facts.spacing import Member, Spacing
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.page.charts import Dot, Marks, dots
from planner.reports.page.told import title_of
from planner.reports.phrases import counted, dated, off_even
from planner.reports.titles import Titles


@dataclass(frozen=True, slots=True)
class Row:
    """A series: its chart, the same in one sentence, and the dates."""

    title: str
    chart: str
    told: str
    dates: tuple[tuple[str, str, str], ...]


def rows(problem: Problem, plan: Plan, spacing: Sequence[Spacing]) -> tuple[Row, ...]:
    """Return the series with several dates; those of a confidential request are told as one."""
    titles, requests = Titles(problem, plan), problem.engagement.requests
    drawn: dict[str, list[Member]] = defaultdict(list)
    named: dict[str, str] = {}
    for one in spacing:
        request = requests[one.request]
        key = request.id if request.confidential else one.series
        named[key] = title_of(request) if request.confidential else titles.series(one.series)
        if len(one.members) > 1:
            drawn[key] += one.members
    if not drawn:
        return ()
    listed = [
        sorted(members, key=lambda member: (member.planned, member.even))
        for members in drawn.values()
    ]
    charts = dots(problem.engagement.first, problem.engagement.last, list(map(_marks, listed)))
    return tuple(
        Row(named[key], chart, off_even(members), tuple(map(_dates, members)))
        for key, members, chart in zip(drawn, listed, charts, strict=True)
    )


def _marks(members: Sequence[Member]) -> Marks:
    return Marks(
        even=[Dot(member.even, f"even: {dated(member.even)}") for member in members],
        planned=[Dot(member.planned, f"planned: {dated(member.planned)}") for member in members],
    )


def _dates(member: Member) -> tuple[str, str, str]:
    return dated(member.planned), dated(member.even), _off(member.days_late)


def _off(days_late: int) -> str:
    if not days_late:
        return "on its even date"
    return f"{counted(abs(days_late), 'day')} {'late' if days_late > 0 else 'early'}"
