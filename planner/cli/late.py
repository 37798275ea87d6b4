"""News that comes too late: what was before today is taken as held, and stays where it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.cli.news import News
from planner.domain.halves import slots
from planner.domain.placement import PlacedSession
from planner.domain.problem import Problem
from planner.errors import BadInputError, Complaint, Where
from planner.reading.dated import A_DATED, Dated


def late_news(news: News, problem: Problem, scenario: Path) -> Iterator[str]:
    """Yield a warning if news is of sessions before today, of which nobody has said what became.

    Raises BadInputError if one of these is needed at another time. The problem is on its record.
    """
    over = [
        problem.baseline[id]
        for id in problem.sessions
        if id in problem.history
        and problem.visit_of[id] not in problem.logged
        and (id not in problem.by_hand or problem.by_hand[id].mark is None)
    ]
    needed = {session for session, _ in news.need}
    complaints = [
        Complaint(
            Where("--need"),
            f"{one.id!r} was on {one.date(problem.engagement.zone)}, before today, and stays there",
            f"if it was not held: plan mark {scenario} {one.id} missed",
        )
        for one in over
        if one.id in needed
    ]
    if complaints:
        raise BadInputError(complaints)
    late = [one.id for one in over if _concerns(news, problem, one)]
    if late:
        yield (
            f"the news is of {', '.join(late)}, before today and so taken as held; "
            f"if it was not: plan mark {scenario} {late[0]} missed"
        )


def _concerns(news: News, problem: Problem, placed: PlacedSession) -> bool:
    """Tell whether school or site was closed, or somebody who led it away, when a session was."""
    sites = {"", *(part.site for part in placed.parts)}
    closed = (text.partition(":") for text in news.closed)
    said = [dates for dates, _, site in closed if site in sites]
    said += [dates for who, dates in news.absent if who in placed.facilitators]
    return any(_touches(A_DATED.read(dates.strip()), problem, placed) for dates in said)


def _touches(dated: Dated, problem: Problem, placed: PlacedSession) -> bool:
    return any(
        day in dated.window and half in dated.halves
        for part in placed.parts
        for day, half in slots(problem.engagement, part)
    )
