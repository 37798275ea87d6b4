"""The name of each event, for life: calendars move an event they know, and never double it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from planner.domain.problem import Problem

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:planner:session-part")


def uids(engagement: str, session: str, parts: int) -> tuple[str, ...]:
    """Return the UID of each part: made from engagement, session and the part's number alone."""
    return tuple(
        str(uuid5(_NAMESPACE, f"{engagement}\n{session}\n{number}"))
        for number in range(1, parts + 1)
    )


def uids_of(problem: Problem) -> frozenset[str]:
    """Return the UIDs of all sessions of a problem, placed or not."""
    return frozenset(
        uid
        for id, session in problem.sessions.items()
        for uid in uids(problem.engagement.id, id, session.length.dates)
    )
