"""Drops events that cannot touch the window, from the text of their dates, before reading them.

Most of a long export is single events of other years. Whatever might still matter is kept: what
recurs or overrides, a UID that stands in the file twice (the newer version counts), odd dates.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from planner.reading.ics.content import Component
from planner.reading.ics.values import Seconds, shifted, utc_clock

_UID = re.compile(r"^UID[^:\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(
    r":(\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:T\d{4,6}Z?)?\s*$", re.IGNORECASE
)
_RECURRING = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
_MARGIN_DAYS = 2


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Tells from text alone whether a component can touch the window."""

    first: str
    last: str
    repeated: frozenset[str]

    @classmethod
    def of(cls, text: str, since: Seconds, until: Seconds) -> Prefilter:
        """Return the filter for an unfolded text and a window."""
        counted = Counter(match[1].strip() for match in _UID.finditer(text))
        return cls(
            _digits(since, -_MARGIN_DAYS),
            _digits(until, _MARGIN_DAYS),
            frozenset(uid for uid, times in counted.items() if times > 1),
        )

    def may_touch(self, component: Component) -> bool:
        """Tell whether the component must be read."""
        lines = component.lines
        uid = component.first("UID")
        if not _RECURRING.isdisjoint(lines) or (uid and uid.value in self.repeated):
            return True
        start = _date(lines.get("DTSTART"))
        if start is None:
            return True
        if start > self.last:
            return False
        end = _date(lines.get("DTEND")) if "DTEND" in lines else start
        return "DURATION" in lines or end is None or max(start, end) >= self.first


def _digits(at: Seconds, days: int) -> str:
    return f"{shifted(utc_clock(at), days):%Y%m%d}"


def _date(lines: list[str] | None) -> str | None:
    found = _DATE.search(lines[0]) if lines else None
    return found[1] if found else None
