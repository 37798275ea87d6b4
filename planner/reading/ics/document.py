"""One calendar file as components, each with the way its times are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.clock import Span
from planner.errors import BadInputError, Complaint, Where
from planner.reading.ics.content import Component, components
from planner.reading.ics.limits import MAX_COMPONENTS, Steps, Warnings
from planner.reading.ics.overrides import Event, occurrences
from planner.reading.ics.prefilter import Prefilter
from planner.reading.ics.recurrence import Frame, Instance
from planner.reading.ics.source import read_text
from planner.reading.ics.values import Scope, shifted, utc_clock
from planner.reading.ics.zones import Zones

_READ = frozenset({"VEVENT", "VFREEBUSY"})
_AFTER_WINDOW_DAYS = 400  # overrides and ends may lie beyond the window


@dataclass(frozen=True, slots=True)
class Document:
    """The components of a file that may touch the window, and the frame to read them in."""

    events: Sequence[Event]
    free_busy: Sequence[Event]
    frame: Frame

    def occurrences(self) -> Iterator[tuple[Event, Instance]]:
        """Yield every instance that touches the window with the event that speaks for it."""
        by_uid: dict[str, list[Event]] = {}
        for event in self.events:
            by_uid.setdefault(event.uid, []).append(event)
        for group in by_uid.values():
            yield from occurrences(group, self.frame)


def read_document(path: Path, shown: str, zone: ZoneInfo, window: Span) -> Document:
    """Read a calendar file; raise `BadInputError` if it is none, or holds too much."""
    text = read_text(path, shown)
    frame = Frame(window.start * 60, window.end * 60, Steps(), Warnings(shown))
    prefilter = Prefilter.of(text, frame.since, frame.until)
    kept: list[tuple[Component, Component, str]] = []
    for number, component in enumerate(components(text), 1):
        if not component.ended:
            frame.warnings.uid = component.text("UID") or component.kind
            frame.warnings.add("breaks off before its END; the file may be cut short")
        calendar = component.calendar
        if component.kind in _READ and calendar is not None and prefilter.may_touch(component):
            uid = component.text("UID") or f"component {number}, which has no UID"
            kept.append((component, calendar, uid))
        if len(kept) > MAX_COMPONENTS:
            message = f"holds more than {MAX_COMPONENTS:,} events in the window or recurring"
            raise BadInputError([Complaint(Where(shown), message)])
    calendars = dict.fromkeys(calendar for _, calendar, _ in kept)
    scopes = {calendar: _scope(calendar, zone, frame) for calendar in calendars}
    events = [Event(component, scopes[calendar], uid) for component, calendar, uid in kept]
    return Document(
        [event for event in events if event.component.kind == "VEVENT"],
        [event for event in events if event.component.kind == "VFREEBUSY"],
        frame,
    )


def _scope(calendar: Component, zone: ZoneInfo, frame: Frame) -> Scope:
    """Return how a VCALENDAR's times are read; X-WR-TIMEZONE says where floating ones float."""
    last = shifted(utc_clock(frame.until), _AFTER_WINDOW_DAYS)
    written = {part.text("TZID").casefold(): part for part in reversed(calendar.parts)}
    zones = Zones(written, zone, last, frame.steps, frame.warnings)
    frame.warnings.uid = "X-WR-TIMEZONE"
    home = calendar.text("X-WR-TIMEZONE")
    return Scope(days=zone, floating=zones.named(home) if home else zone, named=zones.named)
