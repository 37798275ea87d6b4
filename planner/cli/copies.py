"""Warns of sessions that somebody copied back into a calendar that keeps them from being placed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.domain.absence import Cause
from planner.domain.clock import Span, moment
from planner.domain.plan import Plan
from planner.reading.copies import lookalikes
from planner.reading.scenario import Reading
from planner.reports.event import Announcer
from planner.reports.wording import Status


def copies_of(plan: Plan, reading: Reading) -> Iterator[str]:
    """Yield a warning for each event that has the time and the title of a session of a plan.

    Calendars are read again only where something busy lies exactly over a session.
    """
    announcer, zone = Announcer(reading.problem), reading.problem.engagement.zone
    for id, files in reading.busy_files.items():
        busy = {one.span for one in reading.absences[id] if one.cause is Cause.BUSY}
        told: dict[Span, set[str]] = defaultdict(set)
        for placed in plan.sessions:
            spans = [part.span for part in placed.parts]
            if id not in placed.facilitators or busy.isdisjoint(spans):
                continue
            said = announcer.announce(placed, Status.CONFIRMED)
            for events in (said.full, said.neutral):
                for span, event in zip(spans, events, strict=True):
                    told[span].add(event.words.summary)
        for copy in lookalikes(files, told):
            yield (
                f"{copy.shown}: {copy.uid}: has the time and the title of a session planned for "
                f"{moment(copy.span.start, zone):%Y-%m-%d}; it counts as busy: if it is a copy, "
                "delete it there"
            )
