"""Time zones and instants as a person types them on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from planner.domain.clock import Instant, instant
from planner.reading.forms import WrongValueError
from planner.reading.zones import ZONE

_MINUTE = 60


class Zone(click.ParamType[ZoneInfo]):
    """A time zone by its IANA name."""

    name = "zone"

    def convert(self, value: Any, param: Any, ctx: Any) -> ZoneInfo:
        """Return the zone of a name."""
        try:
            return value if isinstance(value, ZoneInfo) else ZONE.read(value)
        except WrongValueError as wrong:
            fault = wrong.faults[0]
            self.fail("; ".join(filter(None, (fault.message, fault.hint))), param, ctx)


def read_instant(text: str, zone: ZoneInfo, option: str) -> Instant:
    """Return the minute that an ISO 8601 text names; without an offset, by clocks in `zone`."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date or time such as 2025-10-01 or 2025-10-01T09:00Z"
        raise click.BadParameter(message, param_hint=option) from None
    try:
        if at.tzinfo is not None:
            return int(at.astimezone(UTC).timestamp()) // _MINUTE
        return instant(date(at.year, at.month, at.day), at.hour * 60 + at.minute, zone)
    except (OverflowError, ValueError):
        raise click.BadParameter(f"{text!r} is beyond all calendars", param_hint=option) from None
