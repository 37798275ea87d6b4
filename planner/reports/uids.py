"""The name of each event, for life: calendars move an event they know, and never double it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from planner.domain.placement import PlacedSession

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:planner:session-part")


def uids(engagement: str, placed: PlacedSession) -> tuple[str, ...]:
    """Return the UID of each part: made from engagement, session and the part's number alone."""
    return tuple(
        str(uuid5(_NAMESPACE, f"{engagement}\n{placed.id}\n{number}"))
        for number in range(1, len(placed.parts) + 1)
    )
