"""Events that the planner wrote and somebody copied back into a busy calendar: never busy.

They carry X-PLANNER-SESSION. A session of another engagement is a commitment like any other, and
stays busy where one engagement is planned alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from planner.reading.ics import BusyCalendar
from planner.reading.ics.source import read_text

OURS = "ours"
"""The reason why such an event does not count."""

_SESSION = re.compile(r"^X-PLANNER-SESSION[:;]", re.MULTILINE | re.IGNORECASE)
_ENGAGEMENT = re.compile(r"^X-PLANNER-ENGAGEMENT(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_UID = re.compile(r"^UID(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_EVENT = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)


def without_ours(
    found: BusyCalendar, path: Path, shown: str, engagement: str | None
) -> BusyCalendar:
    """Return what a calendar says, with our own events not busy; without an engagement, all."""
    uids = _uids(read_text(path, shown), engagement)
    if not uids:
        return found
    occurrences = tuple(
        replace(one, reason=OURS, busy=False) if one.uid in uids else one
        for one in found.occurrences
    )
    return replace(found, occurrences=occurrences)


def _uids(text: str, engagement: str | None) -> frozenset[str]:
    """Return the UIDs of the events that carry our property."""
    if not _SESSION.search(text):
        return frozenset()
    uids = set()
    for event in _EVENT.split(text)[1:]:
        uid, whose = _UID.search(event), _ENGAGEMENT.search(event)
        is_other = engagement is not None and whose is not None and whose[1].strip() != engagement
        if uid and _SESSION.search(event) and not is_other:
            uids.add(uid[1].strip())
    return frozenset(uids)
