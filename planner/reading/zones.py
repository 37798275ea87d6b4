"""Time zones by their IANA names."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from planner.reading.forms import Form, refuse
from planner.reading.wording import shown, suggestion

_WORDS = 'a time zone such as "America/Chicago"'


def _read_zone(value: Any) -> ZoneInfo:
    if not isinstance(value, str) or not value:
        raise refuse(f"{shown(value)} is not {_WORDS}")
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = suggestion(value, sorted(available_timezones()))
        raise refuse(f"{shown(value)} is not {_WORDS}", hint) from None


ZONE = Form(_WORDS, _read_zone)
