"""[sites], [facilitators] and [audiences]: where people meet, who leads, and who attends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.calendar import Kind, Kinds, Slot
from planner.domain.facilitator import Facilitator, Period
from planner.domain.problem import Audience, Day, Site, Window
from planner.reading.absences import KEYS, read_absences
from planner.reading.calendars import Calendars
from planner.reading.chains import cycles
from planner.reading.forms import (
    ID,
    NAME,
    TABLE,
    TEXT,
    Form,
    list_of,
    steps,
    whole,
)
from planner.reading.names import Names
from planner.reading.request_keys import NOBODY
from planner.reading.school import School, read_kinds, read_site_calendar
from planner.reading.school_keys import OWN_DATES, OWN_KINDS
from planner.reading.table import Key, Schema, Table, opened
from planner.reading.zones import ZONE

TITLE = Key("title", NAME, None)
TIMEZONE = Key("timezone", ZONE, None)

ADDRESS = Key("address", TEXT, "")
REGION = Key("region", NAME, None)
SITE = Schema("sites.<id>", (TITLE, ADDRESS, TIMEZONE, REGION, *OWN_DATES))

TRAVEL_MINUTES = Key("minutes", whole(0, 24 * 60, "minutes"), 0)
TRAVEL = Schema("travel", (TRAVEL_MINUTES,))

_HALF_A_DAY = Decimal("0.5")


def _cap(most: int) -> Form[int]:
    return Form(
        f"a number of days from 0.5 to {most} in steps of 0.5",
        lambda value: steps(value, _HALF_A_DAY, _HALF_A_DAY, Decimal(most)),
    )


SKILLS = Key("skills", list_of(NAME, 'a list of skills, such as ["K-5"]'), ())
MAX_DAYS = Key[Mapping[str, Any]]("max_days", TABLE, {})
FACILITATOR = Schema("facilitators.<id>", (TITLE, SKILLS, TIMEZONE, *KEYS, MAX_DAYS))

WEEK = Key("week", _cap(7), None)
MONTH = Key("month", _cap(31), None)
YEAR = Key("year", _cap(366), None)
CAPS = Schema("facilitators.<id>.max_days", (WEEK, MONTH, YEAR))
_PERIODS = {Period.WEEK: WEEK, Period.MONTH: MONTH, Period.YEAR: YEAR}

INCLUDES = Key("includes", list_of(ID, "a list of audience ids"), ())
SIZE = Key("size", whole(1, 1_000_000, "people"), None)
_TITLE_ALONE = Form("a title, or a table with title, includes and size", NAME.read)
AUDIENCE = Schema("audiences.<id>", (TITLE, INCLUDES, SIZE, *OWN_KINDS))


def read_sites(
    tables: Iterable[tuple[str, Table]], zone: ZoneInfo, school: School, calendars: Calendars
) -> Mapping[str, Site]:
    """Return the sites by id, each with its own calendar if it has one."""
    return {
        id: Site(
            id,
            table.get(TITLE) or id,
            table.get(ADDRESS),
            table.get(TIMEZONE) or zone,
            read_site_calendar(table, school, calendars),
            table.get(REGION),
        )
        for id, table in tables
    }


def read_facilitators(
    tables: Iterable[tuple[str, Table]], zone: ZoneInfo, calendars: Calendars, day: Day
) -> Mapping[str, Facilitator]:
    """Return the facilitators by id; when they lead nothing is kept beside, with the reasons."""
    facilitators: dict[str, Facilitator] = {}
    for id, table in tables:
        facilitators[id] = _facilitator(id, table, zone)
        own_zone = facilitators[id].zone
        calendars.absences[id] = read_absences(id, table, own_zone, calendars, day)
    return facilitators


def _facilitator(id: str, table: Table, zone: ZoneInfo) -> Facilitator:
    caps = table.open(MAX_DAYS, CAPS)
    written = {period: caps.get(key) for period, key in _PERIODS.items()}
    return Facilitator(
        id=id,
        title=table.get(TITLE) or id,
        skills=frozenset(table.get(SKILLS)),
        zone=table.get(TIMEZONE) or zone,
        busy=(),
        max_halves={period: halves for period, halves in written.items() if halves is not None},
    )


def read_audiences(
    table: Table, key: Key[Mapping[str, Any]], school: School, whole: Window
) -> Mapping[str, Audience]:
    """Return the audiences by id, each with all that it includes at any depth.

    What is said of an audience's dates is said of all inside it, unless they say otherwise.
    """
    entries = {id: _audience_table(table, key, id, value) for id, value in table.members(key)}
    if NOBODY in entries:
        entries[NOBODY].complain(None, f'is what stands for nobody, as in audience = "{NOBODY}"')
    names = Names("audience", tuple(entries))
    inside = {
        id: names.known_among(entry, INCLUDES, entry.get(INCLUDES)) for id, entry in entries.items()
    }
    for chain in cycles(inside):
        entries[chain[0]].complain(INCLUDES, f"leads round in a circle: {' > '.join(chain)}")
    own = {
        id: {**school.audiences.get(id, {}), **read_kinds(entry, school.week, whole)}
        for id, entry in entries.items()
    }
    within = {id: _closure(inside, id) for id in entries}
    return {
        id: Audience(
            id, entry.get(TITLE) or id, within[id], entry.get(SIZE), _inherited(own, within, id)
        )
        for id, entry in entries.items()
    }


def _inherited(
    own: Mapping[str, Kinds], within: Mapping[str, frozenset[str]], id: str
) -> Mapping[Slot, Kind]:
    """Return what is said of an audience's dates: of it and of those that include it."""
    kinds: dict[Slot, Kind] = {}
    for outer, inner in within.items():
        if id in inner:
            kinds |= own[outer]
    return {**kinds, **own[id]}


def _audience_table(table: Table, key: Key[Any], id: str, value: Any) -> Table:
    """Return the table of an audience, which may be written as its title alone."""
    path = (*table.path, key.name, id)
    if isinstance(value, dict):
        return opened(path, value, AUDIENCE, table.complaints)
    title = Table(path[:-1], {id: value}, table.complaints).get(Key(id, _TITLE_ALONE, id))
    return Table(path, {TITLE.name: title}, table.complaints)


def _closure(inside: Mapping[str, Iterable[str]], id: str) -> frozenset[str]:
    """Return every audience inside one, at any depth, without itself."""
    found: set[str] = set()
    waiting = list(inside[id])
    while waiting:
        audience = waiting.pop()
        if audience not in found:
            found.add(audience)
            waiting += inside[audience]
    return frozenset(found - {id})
