"""[calendar], and what sites and audiences may say of their own dates: the keys and their forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from planner.domain.calendar import Kind
from planner.domain.clock import Block
from planner.reading.dated import DATE_LIST, Dated
from planner.reading.forms import (
    CLOCK_RANGE,
    ID,
    NAME,
    TABLE,
    Form,
    WrongValueError,
    choice,
    list_of,
    one_or_list,
)
from planner.reading.table import Key, Schema

WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_LIST = list_of(choice(*WEEKDAY_NAMES), 'a list of weekdays, such as ["Mon", "Tue"]')

MEANINGS = ("school", "staff", "break", "closed", "am-closed", "pm-closed", "ignore")
"""What a title in a school's calendar may be said to mean."""

_REGION = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]{1,3})?", re.ASCII)


def _read_region(value: Any) -> str:
    if not isinstance(value, str) or not _REGION.fullmatch(value):
        raise WrongValueError
    return value


NO_HOURS = Block(0, 0)
"""The hours of a half that is closed."""


def _read_hours(value: Any) -> Block:
    return NO_HOURS if value == "closed" else CLOCK_RANGE.read(value)


WORKDAYS = Key("workdays", WEEKDAY_LIST, WEEKDAY_NAMES[:5])
CALENDAR_FILES = one_or_list(
    NAME, "the path of an .ics file or of a folder of them, or a list of paths"
)

FILES = Key("files", CALENDAR_FILES, ())
CLOSED = Key[tuple[Dated, ...]]("closed", DATE_LIST, ())
BREAKS = Key[tuple[Dated, ...]]("breaks", DATE_LIST, ())
STAFF = Key[tuple[Dated, ...]]("staff", DATE_LIST, ())
SCHOOL = Key[tuple[Dated, ...]]("school", DATE_LIST, ())
SHORT = Key[Mapping[str, Any]]("short", TABLE, {})
WORDS = Key[Mapping[str, Any]]("words", TABLE, {})
HOLIDAYS = Key("holidays", Form('a country or state such as "US" or "US-IL"', _read_region), None)

DATED = {Kind.CLOSED: CLOSED, Kind.BREAK: BREAKS, Kind.STAFF: STAFF, Kind.SCHOOL: SCHOOL}
"""The lists of dates by the kind they state."""

CALENDAR = Schema(
    "calendar",
    (WORKDAYS, FILES, CLOSED, BREAKS, STAFF, SCHOOL, SHORT, WORDS, HOLIDAYS),
)
OWN_DATES = (FILES, CLOSED, BREAKS, STAFF, SCHOOL, SHORT)
"""What a site may say of its own dates, over the engagement's."""

OWN_KINDS = (CLOSED, BREAKS, STAFF, SCHOOL)
"""What an audience may say of its own dates, over those of school and site."""

WEEKDAYS = Key("weekdays", WEEKDAY_LIST, ())
DATES = Key[tuple[Dated, ...]]("dates", DATE_LIST, ())
_HOURS = Form('clock times such as "08:30-11:30", or "closed"', _read_hours)
AM = Key[Block | None]("am", _HOURS, None)
PM = Key[Block | None]("pm", _HOURS, None)
SHORT_DAYS = Schema("calendar.short.<id>", (WEEKDAYS, DATES, AM, PM))

MEANS = Key("means", choice(*MEANINGS[:-1]), None)
FOR = Key("for", one_or_list(ID, "an audience id, or a list of audience ids"), ())
WORD = Schema("calendar.words.<id>", (MEANS, FOR))
