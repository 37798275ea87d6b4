"""Where calendars lie in a plan's folder: names that subscriptions rest on for life."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import quote

FOLDER = "calendars"
ALL = f"{FOLDER}/all.ics"
SUFFIX = ".ics"

_PERIOD = "~"
"""Between an id and a period: it is in no id, so no two calendars can want one name."""


class Readers(StrEnum):
    """Whose calendars lie in a folder of their own; the value names the folder."""

    FACILITATORS = "facilitators"
    AUDIENCES = "audiences"
    SITES = "sites"


def feed_path(readers: Readers, id: str) -> str:
    """Return the path of the calendar of one facilitator, audience or site.

    Every system can hold a file of that name, for any id.
    """
    name = quote(id, safe="").replace(_PERIOD, f"%{ord(_PERIOD):02X}")
    return f"{FOLDER}/{readers}/{name}{SUFFIX}"


def period_path(feed: str, period: str) -> str:
    """Return the path of that part of a calendar which holds a later period: a term, a month."""
    return f"{feed.removesuffix(SUFFIX)}{_PERIOD}{period}{SUFFIX}"


def whole_path(path: str) -> str:
    """Return the path of the calendar that a file is the whole of, or holds a period of."""
    before, mark, _ = path.partition(_PERIOD)
    return f"{before}{SUFFIX}" if mark else path


def owner(path: str) -> str:
    """Return the id in the name of a calendar's file."""
    return PurePosixPath(whole_path(path)).stem
