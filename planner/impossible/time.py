"""Minutes of time in which something could be, and that it takes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from planner.candidates import Candidates
from planner.domain.clock import Span, merged
from planner.domain.problem import Visit


def stretches(
    visit: Visit,
    known: Candidates,
    sessions: Container[str],
    break_minutes: int,
    led_by: str | None = None,
) -> Iterator[tuple[Span, ...]]:
    """Yield, for each candidate (of a facilitator), what some sessions of a visit would take.

    Each part with the break after it: those of whoever is at all of them do not overlap.
    """
    for option, free in zip(known.options, known.free, strict=True):
        if led_by is None or led_by in free:
            yield tuple(
                Span(part.start, part.end + break_minutes)
                for session, parts in zip(visit.sessions, option.parts, strict=True)
                if session.id in sessions
                for part in parts
            )


def minutes(spans: Iterable[Span]) -> int:
    """Return the minutes that lie in any of the spans."""
    return sum(span.end - span.start for span in merged(spans))


def hours(minutes: int) -> str:
    """Write minutes as hours: 37:30."""
    return f"{minutes // 60}:{minutes % 60:02d} hours"
