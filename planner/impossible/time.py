"""Minutes of time in which something could be, and that it takes.

Every part counts with the break after it: for whoever is at all of them, they do not overlap.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from planner.candidates import Candidates
from planner.domain.clock import Span, merged
from planner.domain.problem import Visit


def shortest(visit: Visit, known: Candidates, sessions: Container[str], margin: int) -> int:
    """Return the fewest minutes that some sessions of a visit take at any candidate."""
    taking = [session.id in sessions for session in visit.sessions]
    return min(
        sum(
            part.end + margin - part.start
            for is_taking, parts in zip(taking, option.parts, strict=True)
            if is_taking
            for part in parts
        )
        for option in known.options
    )


def stretches(
    visit: Visit,
    known: Candidates,
    sessions: Container[str],
    margin: int,
    led_by: str | None = None,
) -> set[Span]:
    """Return the stretches that some sessions of a visit take at its candidates.

    Only at those where a facilitator could lead it, if one is given.
    """
    taking = [session.id in sessions for session in visit.sessions]
    return {
        Span(part.start, part.end + margin)
        for option, free in zip(known.options, known.free, strict=True)
        if led_by is None or led_by in free
        for is_taking, parts in zip(taking, option.parts, strict=True)
        if is_taking
        for part in parts
    }


def minutes(spans: Iterable[Span]) -> int:
    """Return the minutes that lie in any of the spans."""
    return sum(span.end - span.start for span in merged(spans))


def hours(minutes: int) -> str:
    """Write minutes as hours: 37:30."""
    return f"{minutes // 60}:{minutes % 60:02d} hours"
