"""What a TZID means (RFC 5545 sections 3.2.19 and 3.6.5).

A name that is known anywhere wins over the file's VTIMEZONE, which may be years old: IANA names,
with or without a vendor's prefix, Windows names, and the display names of Windows' settings. The
VTIMEZONE serves names that nobody knows. What is left is read in the owner's zone, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from planner.reading.ics.content import Component
from planner.reading.ics.limits import Steps, TooManyStepsError, Warnings
from planner.reading.ics.observances import rules_zone
from planner.reading.ics.values import UnreadableError, utc_offset
from planner.reading.ics.windows_names import DISPLAY_NAMES

_OFFSET_NAME = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_DISPLAY_PREFIX = re.compile(r"\((?:UTC|GMT)[^)]*\)\s*", re.IGNORECASE)
_IANA_PROPERTIES = ("X-LIC-LOCATION", "TZID-ALIAS-OF")
_NOT_PLACES = {"localtime", "Factory"}  # in the database, and not the same everywhere


@dataclass(slots=True)
class Zones:
    """The zones of one VCALENDAR, each resolved once, when first named.

    `written` are its VTIMEZONEs by TZID in lower case.
    """

    written: Mapping[str, Component]
    owner: ZoneInfo
    last: datetime
    steps: Steps
    warnings: Warnings
    _resolved: dict[str, tzinfo] = field(default_factory=dict)

    def named(self, name: str) -> tzinfo:
        """Return the zone of a TZID; the owner's, with a warning, if nothing says what it is."""
        if name not in self._resolved:
            self._resolved[name] = (
                known_zone(name)
                or self._described(name)
                or _fixed_offset(name)
                or self._unknown(name)
            )
        return self._resolved[name]

    def _described(self, name: str) -> tzinfo | None:
        """Return the zone that the calendar's own VTIMEZONE of this name describes."""
        part = self.written.get(name.casefold())
        if part is None:
            return None
        aliases = (known_zone(part.text(alias)) for alias in _IANA_PROPERTIES)
        return next(filter(None, aliases), None) or self._from_rules(part)

    def _from_rules(self, part: Component) -> tzinfo | None:
        try:
            return rules_zone(part, self.last, self.steps)
        except (ValueError, OverflowError, TooManyStepsError):
            return None

    def _unknown(self, name: str) -> tzinfo:
        self.warnings.add(f"its time zone {name!r} is not known; read in the owner's zone")
        return self.owner


@lru_cache(maxsize=512)
def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone that a name means everywhere, or None."""
    for candidate in _candidates(name.strip().strip('"')):
        iana = _iana_names().get(candidate.casefold())
        if iana:
            return ZoneInfo(iana)
    return None


def _fixed_offset(name: str) -> tzinfo | None:
    """Return the zone of a name that is only an offset, as in "GMT-0600"."""
    found = _OFFSET_NAME.fullmatch(name.strip())
    if not found:
        return None
    sign, hours, minutes = found.groups()
    with suppress(UnreadableError):
        return timezone(utc_offset(f"{sign}{hours:0>2}{minutes or '00'}"))
    return None


def _candidates(name: str) -> Iterator[str]:
    """Yield the IANA names that a TZID may stand for, the most literal one first."""
    yield name
    parts = name.split("/")
    if len(parts) > 1:
        vendor = name.startswith("/") or "://" in name
        yield from ("/".join(parts[at:]) for at in range(1, len(parts) - (not vendor)))
    display = _DISPLAY_PREFIX.sub("", name).replace("\\", "").replace(" and ", " & ").casefold()
    windows = DISPLAY_NAMES.get(display, display.replace(" daylight time", " standard time"))
    yield _windows_names().get(windows.casefold(), "")


@lru_cache(maxsize=1)
def _iana_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones() - _NOT_PLACES}


@lru_cache(maxsize=1)
def _windows_names() -> Mapping[str, str]:
    """Return the CLDR's table of Windows names."""
    # A tenth of a second, and most files name IANA zones only.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415

    return {name.casefold(): iana for name, iana in WINDOWS_TO_OLSON.items()}
