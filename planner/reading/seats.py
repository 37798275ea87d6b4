"""Offerings for people whose number nobody has said."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.problem import Engagement
from planner.domain.seats import least_people
from planner.reading.requests import Wanted


def unknown_sizes(engagement: Engagement, wanted: Wanted) -> Iterator[str]:
    """Yield a warning if it is not known whether the offerings of a request seat everybody."""
    if wanted.capacity is None:
        return
    attending = [id for group in wanted.groups for meeting in group for id in meeting.audience]
    unknown = [id for id in attending if not least_people(engagement, (id,))]
    if unknown:
        number = len(wanted.slots)
        yield (
            f"{wanted.ask.id}: nobody knows whether {number} offerings with {wanted.capacity:,} "
            f"seats each are enough: say the size of {', '.join(unknown)}"
        )
