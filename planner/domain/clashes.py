"""Pairs of sessions that overlap in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.placement import PlacedSession


def clashes(sessions: Iterable[PlacedSession], margin: int) -> Iterator[tuple[str, str]]:
    """Yield the ids of each two sessions with parts less than `margin` minutes apart."""
    parts = sorted(
        (part.start, part.end, placed.id) for placed in sessions for part in placed.parts
    )
    for index, (_, end, first) in enumerate(parts):
        for start, _, second in parts[index + 1 :]:
            if start >= end + margin:
                break
            if first != second:
                yield first, second
