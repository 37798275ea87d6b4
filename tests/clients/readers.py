"""Two programs that read calendars: khal, and ical, which shares no code with icalendar."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream
from promised import Said

KHAL = Path(__file__).parent / "khal_says.py"


def feeds_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.ics"))


def ical_says(folder: Path) -> Mapping[str, Mapping[str, Said]]:
    """Return what ical reads in each feed of a folder, by UID."""
    return {feed: dict(_ical_says(folder / feed)) for feed in feeds_in(folder)}


def _ical_says(path: Path) -> Iterator[tuple[str, Said]]:
    text = path.read_bytes().decode()
    seen = set()
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        assert event.uid not in seen
        seen.add(event.uid)
        yield event.uid, (event.start.astimezone(UTC), event.end.astimezone(UTC), event.summary)


def khal_says(folder: Path, scratch: Path) -> Mapping[str, Mapping[str, Said]]:
    """Return what khal reads in each feed of a folder, by UID; in a process of its own."""
    done = subprocess.run(
        [sys.executable, KHAL, folder, scratch, *feeds_in(folder)],
        capture_output=True,
        check=True,
        text=True,
    )
    return {
        feed: {
            uid: (datetime.fromisoformat(start), datetime.fromisoformat(end), summary)
            for uid, start, end, summary in events
        }
        for feed, events in json.loads(done.stdout).items()
    }
