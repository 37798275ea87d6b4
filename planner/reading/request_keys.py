"""[requests.<id>]: every key a request may have, and the form of its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.calendar import Kind
from planner.domain.clock import Half
from planner.domain.links import DayCount
from planner.domain.problem import FULL_DAY, HALF_DAY, Length, LengthUnit, Mode
from planner.reading.forms import (
    CLOCK_RANGE,
    DATE,
    ID,
    NAME,
    TABLE,
    TEXT,
    YES_NO,
    Form,
    WrongValueError,
    choice,
    id_of,
    is_id,
    list_of,
    one_or_list,
    refuse,
    whole,
)
from planner.reading.school_keys import WEEKDAY_LIST
from planner.reading.table import Key, Schema
from planner.reading.windows import A_WINDOW
from planner.reading.wording import shown

MOST_SESSIONS = 5_000
_MOST_DAYS = 10
_MOST_DISTANCE = 366


@dataclass(frozen=True, slots=True)
class Distance:
    """Another request that comes earlier, and what must lie between."""

    request: str
    days: int
    counted: DayCount


_DAYS = re.compile(r"(\d{1,4}) days?", re.ASCII)


def _read_length(value: Any) -> Length:
    if value == "half-day":
        return HALF_DAY
    if value == "full-day":
        return FULL_DAY
    if isinstance(value, int):
        return Length(LengthUnit.MINUTES, _MINUTES.read(value))
    match = _DAYS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise WrongValueError
    if int(match[1]) == 1:
        raise refuse(f"{shown(value)} is not {_LENGTH.expected}", 'one day is "full-day"')
    if not 1 < int(match[1]) <= _MOST_DAYS:
        raise refuse(f"{shown(value)} is out of bounds; expected 2 to {_MOST_DAYS} days")
    return Length(LengthUnit.DAYS, int(match[1]))


_MINUTES = whole(5, 720, "minutes")
_LENGTH = Form(
    '"half-day", "full-day", "2 days" to "10 days", or 5 to 720 whole minutes', _read_length
)


def _read_group(value: Any) -> tuple[str, ...]:
    return _TOGETHER.read(value)


_TOGETHER = one_or_list(ID, "an audience id, or a list of ids that meet together")
_GROUP = Form(_TOGETHER.expected, _read_group)


NOBODY = "none"


def _read_audience(value: Any) -> tuple[str, ...]:
    return () if value == NOBODY else _ATTENDING.read(value)


_ATTENDING = one_or_list(ID, 'an audience id, a list of ids that meet together, or "none"')


def _read_facilitators(value: Any) -> int | tuple[str, ...]:
    return _NAMED.read(value) if isinstance(value, list) else _TEAM_SIZE.read(value)


_TEAM_SIZE = whole(1, 100)
_NAMED = list_of(ID, "a number from 1 to 100, or a list of facilitator ids")


def _read_count(value: Any) -> tuple[int, int]:
    """Return how many are promised, and how many there are in all."""
    match = re.fullmatch(r"(\d{1,4}) ?- ?(\d{1,4})", value) if isinstance(value, str) else None
    least, most = (int(match[1]), int(match[2])) if match else (value, value)
    if match and most < least:
        raise refuse(f"{shown(value)} ends below its start", "write the smaller number first")
    return _COUNT.read(least), _COUNT.read(most)


_COUNT = whole(1, 1_000)


_DISTANCE = re.compile(r"(\d{1,4}) (school )?days?", re.ASCII)


def _read_earlier(value: Any) -> tuple[Distance, ...]:
    if isinstance(value, dict) and value:
        return tuple(_distance(request, text) for request, text in value.items())
    return tuple(Distance(id, 0, DayCount.DAYS) for id in _REQUESTS.read(value))


def _distance(request: str, text: Any) -> Distance:
    match = _DISTANCE.fullmatch(text) if isinstance(text, str) else None
    if match is None or int(match[1]) > _MOST_DISTANCE:
        raise refuse(
            f"{shown(text)} for {shown(request)} is not a distance such as "
            f'"10 school days" or "14 days", at most {_MOST_DISTANCE}'
        )
    return Distance(request, int(match[1]), DayCount.SCHOOL_DAYS if match[2] else DayCount.DAYS)


_EARLIER = 'a request id, a list of ids, or a table such as { kickoff = "10 school days" }'
_REQUESTS = one_or_list(ID, _EARLIER)
EARLIER = Form(_EARLIER, _read_earlier)


def _read_continuity(value: Any) -> bool | str:
    if isinstance(value, bool) or (isinstance(value, str) and is_id(value)):
        return value
    raise WrongValueError


def _read_modes(value: Any) -> Mapping[Mode, int | None]:
    if isinstance(value, dict) and value:
        return {Mode(_MODE.read(name)): _COUNT.read(number) for name, number in value.items()}
    return {Mode(_MODE.read(value)): None}


_MODE = choice(*(mode.value for mode in Mode))


def _read_at(value: Any) -> tuple[str, ...]:
    """Return the sites named; one may come again."""
    return tuple(ID.read(site) for site in (value if isinstance(value, list) else [value]))


def _read_link(value: Any) -> str:
    text = TEXT.read(value)
    if text and (not text.startswith(("https://", "http://")) or " " in text):
        raise WrongValueError
    return text


def _read_line(value: Any) -> str | Mapping[str, str]:
    if isinstance(value, dict) and value:
        return {ID.read(site): ID.read(line) for site, line in value.items()}
    return ID.read(value)


_A_LINE = Form(
    'the id of a contract line, "none", or one for each site such as { main = "coaching" }',
    _read_line,
)
_SKILL_LIST = list_of(NAME, 'a list of skills, such as ["K-5"]')
_KINDS = one_or_list(
    choice(*(kind.value for kind in Kind if kind is not Kind.CLOSED)),
    'a list of "school", "staff" and "break"',
)

TITLE = Key("title", NAME, None)
TYPE = Key("type", Form('one word, such as "workshop"', ID.read), "session")
AUDIENCE = Key(
    "audience",
    Form(_ATTENDING.expected, _read_audience),
    (),
)
EACH = Key("each", list_of(_GROUP, "a list of audience ids: a session for each"), ())
VISITS = Key(
    "visits",
    list_of(
        list_of(_GROUP, "a list of audience ids: the sessions of one visit"),
        'a list of visits, each a list of audience ids, such as [["GK", "G1"], ["G2"]]',
    ),
    (),
)
LENGTH = Key("length", _LENGTH, HALF_DAY)
SPLIT = Key("split", YES_NO, False)  # noqa: FBT003 (the default of a key)
FACILITATORS = Key("facilitators", Form(_NAMED.expected, _read_facilitators), 1)
ANY_OF = Key("any_of", list_of(ID, "a list of facilitator ids to choose from"), ())
SKILLS = Key("skills", _SKILL_LIST, ())
WINDOW = Key("window", A_WINDOW, None)
WINDOWS = Key(
    "windows", list_of(A_WINDOW, 'a list of windows, such as ["2025-10", "2025-11/2025-12"]'), ()
)
COUNT = Key("count", Form('a whole number from 1 to 1,000, or "4-6"', _read_count), None)
EVERY = Key("every", choice("week", "month"), None)
DAYS = Key("days", _KINDS, None)
AFTER = Key("after", EARLIER, ())
NEEDS = Key("needs", EARLIER, ())
GAP = Key[Mapping[str, Any]]("gap", TABLE, {})
ORDERED = Key("ordered", YES_NO, True)  # noqa: FBT003 (the default of a key)
SAME_FACILITATOR = Key(
    "same_facilitator",
    Form('true, false, "prefer", or the id of another request', _read_continuity),
    False,  # noqa: FBT003 (the default of a key)
)
MODE = Key[Mapping[Mode, int | None]](
    "mode",
    Form('"in-person", "virtual", or so many of each: { in-person = 2, virtual = 3 }', _read_modes),
    {Mode.IN_PERSON: None},
)
AT = Key("at", Form("a site id, or a list of them: one for each session or day", _read_at), ())
SPAN = Key("span", whole(1, 366, "days"), None)
OFFERINGS = Key[Mapping[str, Any]]("offerings", TABLE, {})
HALF = Key("half", choice(*(half.value for half in Half)), None)
WEEKDAYS = Key("weekdays", WEEKDAY_LIST, ())
ON = Key("on", one_or_list(DATE, "a date such as 2025-10-10, or a list of dates"), ())
HOURS = Key("hours", CLOCK_RANGE, None)
PREFER = Key[Mapping[str, Any]]("prefer", TABLE, {})
OPTIONAL = Key("optional", YES_NO, False)  # noqa: FBT003 (the default of a key)
PRIORITY = Key("priority", whole(1, 10), 5)
LIKE = Key("like", id_of("a request"), None)
LINE = Key[str | Mapping[str, str] | None]("line", _A_LINE, None)
CONFIDENTIAL = Key("confidential", YES_NO, None)
FOCUS = Key("focus", TEXT, "")
BRING = Key("bring", TEXT, "")
LEAVE = Key("leave", TEXT, "")
LINK = Key("link", Form('a link such as "https://meet.example.org/plc"', _read_link), "")
ROOM = Key("room", TEXT, "")

THEN = Key[Mapping[str, Any]]("then", TABLE, {})

REQUEST = Schema(
    "requests.<id>",
    (
        *(TITLE, TYPE, AUDIENCE, EACH, VISITS, LENGTH, SPLIT, THEN),
        *(FACILITATORS, ANY_OF, SKILLS, SAME_FACILITATOR),
        *(WINDOW, WINDOWS, COUNT, EVERY, OFFERINGS),
        *(DAYS, HALF, WEEKDAYS, ON, HOURS, PREFER),
        *(AFTER, NEEDS, ORDERED, GAP, SPAN, MODE, AT, LINE, OPTIONAL, PRIORITY, LIKE, CONFIDENTIAL),
        *(FOCUS, BRING, LEAVE, LINK, ROOM),
    ),
)

PREFERENCES = Schema("requests.<id>.prefer", (HALF, WEEKDAYS, ON, HOURS))

LEAST = Key("min", whole(0, 366, "days"), 0)
MOST = Key("max", whole(0, 366, "days"), None)
GAPS = Schema("requests.<id>.gap", (LEAST, MOST))

OFFERED = Key("count", whole(2, 100), None)
CAPACITY = Key("capacity", whole(1, 1_000_000, "people"), None)
OFFERING = Schema("requests.<id>.offerings", (OFFERED, CAPACITY))

FOLLOW_UP_TYPE = Key("type", TYPE.form, "follow-up")
FOLLOW_UP_LENGTH = Key("length", _MINUTES, None)
FOLLOW_UP = Schema(
    "requests.<id>.then",
    (
        *(TITLE, FOLLOW_UP_TYPE, AUDIENCE, FOLLOW_UP_LENGTH, LINE, CONFIDENTIAL),
        *(FOCUS, BRING, LEAVE, LINK, ROOM),
    ),
)

ALTERNATIVES: tuple[frozenset[Key[Any]], ...] = (
    frozenset({AUDIENCE, EACH, VISITS}),
    frozenset({COUNT, WINDOWS, EVERY, OFFERINGS}),
    frozenset({WINDOW, WINDOWS}),
)
"""Keys of which a request has one at most; writing one beside `like` drops the others."""
