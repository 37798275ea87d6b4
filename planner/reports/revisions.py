"""What changed since the record: so that calendars follow each session, and nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.domain.by_hand import Mark
from planner.domain.clock import moment
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan, Revision, Withdrawn
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.reports.event import Announcer
from planner.reports.wording import Status


def revise(problem: Problem, plan: Plan, record: Record | None) -> Plan:
    """Return the plan with a revision for each of its sessions, and what it withdraws.

    Whoever was told of a session stays told: it remains published when it moves, and even when
    it comes back after it was withdrawn.
    """
    return replace(
        plan,
        revisions=dict(_revisions(problem, plan, record)),
        withdrawn=tuple(_withdrawn(problem, plan, record)) if record else (),
    )


def status(revision: Revision) -> Status:
    """Return how sure the date of a placed session is."""
    return Status.CONFIRMED if revision.published else Status.TENTATIVE


def status_off(mark: Mark | None) -> Status:
    """Return what a session is called that does not take place: missed, or else cancelled."""
    return Status.MISSED if mark is Mark.MISSED else Status.CANCELLED


def _revisions(
    problem: Problem, plan: Plan, record: Record | None
) -> Iterator[tuple[str, Revision]]:
    announcer = Announcer(problem)
    known = record.revisions if record else {}
    told = problem.published.union(id for id, revision in known.items() if revision.published)
    for placed in plan.sessions:
        draft = Revision(placed.id in told, 0, problem.today, "")
        content = announcer.announce(placed, status(draft)).content
        yield placed.id, _followed(known.get(placed.id), replace(draft, content=content))


def _withdrawn(problem: Problem, plan: Plan, record: Record) -> Iterator[Withdrawn]:
    """Yield what has lapsed; what people were told of and find no more, until its date is past."""
    announcer = Announcer(problem, record.told, plan.placed)
    gone = [*(old.placed for old in record.plan.withdrawn), *record.plan.sessions]
    for placed in sorted(gone, key=lambda placed: (placed.start, placed.id)):
        previous = record.revisions[placed.id]
        is_told = previous.published and _last_date(problem, placed) >= problem.today
        if placed.id not in plan.placed and (is_told or placed.id in problem.lapsed):
            mark = problem.by_hand[placed.id].mark if placed.id in problem.lapsed else None
            content = announcer.announce(placed, status_off(mark)).content
            now = Revision(previous.published, 0, problem.today, content)
            told = announcer.told(placed.id)
            yield Withdrawn(placed, _followed(previous, now), told, mark)


def _followed(previous: Revision | None, now: Revision) -> Revision:
    """Return what follows the previous revision: the same while nothing said has changed."""
    if previous is None:
        return now
    if previous.content == now.content:
        return previous
    return replace(now, sequence=previous.sequence + 1)


def _last_date(problem: Problem, placed: PlacedSession) -> date:
    return moment(placed.parts[-1].start, problem.engagement.zone).date()
