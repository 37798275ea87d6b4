"""Events of a busy calendar that look like sessions of ours, though nothing marks them as ours."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.clock import Span
from planner.reading.calendars import BusyFiles

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """An event with the time and the title of a session: where it stands, its UID and time."""

    shown: str
    uid: str
    span: Span


def lookalikes(files: BusyFiles, told: Mapping[Span, Collection[str]]) -> Iterator[Copy]:
    """Yield the events that have one of the titles told of their time; titles are not kept."""
    from planner.reading.ics.document import read_document  # noqa: PLC0415 (slow to load)

    if not told:
        return
    window = Span(min(span.start for span in told), max(span.end for span in told))
    titles = {span: set(map(_plain, texts)) for span, texts in told.items()}
    for path, shown in files.files.items():
        document = read_document(path, shown, files.owner.zone, window)
        for event, instance in document.occurrences():
            span = Span(instance.start // _MINUTE, -(-instance.end // _MINUTE))
            if _plain(event.component.text("SUMMARY")) in titles.get(span, ()):
                yield Copy(shown, event.uid, span)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
