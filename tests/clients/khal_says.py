"""What khal shows of some feeds: each is imported into a calendar of its own and listed again.

    python khal_says.py FOLDER SCRATCH FEED...

prints, as JSON, a list of UID, start, end and summary for each feed.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytz
from khal.controllers import import_ics
from khal.khalendar import CalendarCollection

LOCALE = {
    "local_timezone": pytz.UTC,
    "default_timezone": pytz.UTC,
    "timeformat": "%H:%M",
    "dateformat": "%Y-%m-%d",
    "longdateformat": "%Y-%m-%d",
    "datetimeformat": "%Y-%m-%d %H:%M",
    "longdatetimeformat": "%Y-%m-%d %H:%M",
    "weeknumbers": False,
    "firstweekday": 0,
    "unicode_symbols": False,
}
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def shown(feed: Path, vdir: Path) -> list[tuple[str, str, str, str]]:
    vdir.mkdir(parents=True)
    calendar = {"name": "feed", "path": str(vdir), "readonly": False, "color": "", "priority": 10}
    collection = CalendarCollection(
        {"feed": {**calendar, "ctype": "calendar", "addresses": ""}},
        locale=LOCALE,
        dbpath=":memory:",
    )
    collection.default_calendar_name = "feed"
    import_ics(collection, {"locale": LOCALE}, feed.read_bytes().decode(), batch=True, format="")
    collection.update_db()
    return [
        (
            event.uid,
            event.start.astimezone(UTC).isoformat(),
            event.end.astimezone(UTC).isoformat(),
            event.summary,
        )
        for event in collection.get_localized(EARLIEST, LATEST)
    ]


def main(folder: Path, scratch: Path, *feeds: str) -> None:
    found = {feed: shown(folder / feed, scratch / feed) for feed in feeds}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
