"""[sites], [facilitators] and [audiences]: where people meet, who leads, and who attends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.problem import Audience, Facilitator, Period, Site
from planner.reading.calendars import Calendars
from planner.reading.chains import cycles
from planner.reading.forms import (
    ID,
    NAME,
    TABLE,
    TEXT,
    Form,
    list_of,
    one_or_list,
    steps,
    whole,
)
from planner.reading.names import Names
from planner.reading.table import Key, Schema, Table, opened
from planner.reading.zones import ZONE

TITLE = Key("title", NAME, None)
TIMEZONE = Key("timezone", ZONE, None)

ADDRESS = Key("address", TEXT, "")
SITE = Schema("sites.<id>", (TITLE, ADDRESS, TIMEZONE))

_HALF_A_DAY = Decimal("0.5")


def _cap(most: int) -> Form[int]:
    return Form(
        f"a number of days from 0.5 to {most} in steps of 0.5",
        lambda value: steps(value, _HALF_A_DAY, _HALF_A_DAY, Decimal(most)),
    )


SKILLS = Key("skills", list_of(NAME, 'a list of skills, such as ["K-5"]'), ())
BUSY = Key("busy", one_or_list(NAME, "the path of an .ics file, or a list of paths"), ())
MAX_DAYS = Key[Mapping[str, Any]]("max_days", TABLE, {})
FACILITATOR = Schema("facilitators.<id>", (TITLE, SKILLS, TIMEZONE, BUSY, MAX_DAYS))

WEEK = Key("week", _cap(7), None)
MONTH = Key("month", _cap(31), None)
YEAR = Key("year", _cap(366), None)
CAPS = Schema("facilitators.<id>.max_days", (WEEK, MONTH, YEAR))
_PERIODS = {Period.WEEK: WEEK, Period.MONTH: MONTH, Period.YEAR: YEAR}

INCLUDES = Key("includes", list_of(ID, "a list of audience ids"), ())
SIZE = Key("size", whole(1, 1_000_000, "people"), None)
_TITLE_ALONE = Form("a title, or a table with title, includes and size", NAME.read)
AUDIENCE = Schema("audiences.<id>", (TITLE, INCLUDES, SIZE))


def read_sites(tables: Iterable[tuple[str, Table]], zone: ZoneInfo) -> Mapping[str, Site]:
    """Return the sites by id."""
    return {
        id: Site(id, table.get(TITLE) or id, table.get(ADDRESS), table.get(TIMEZONE) or zone)
        for id, table in tables
    }


def read_facilitators(
    tables: Iterable[tuple[str, Table]], zone: ZoneInfo, calendars: Calendars
) -> Mapping[str, Facilitator]:
    """Return the facilitators by id, each with the times at which they are busy."""
    return {id: _facilitator(id, table, zone, calendars) for id, table in tables}


def _facilitator(id: str, table: Table, zone: ZoneInfo, calendars: Calendars) -> Facilitator:
    own_zone = table.get(TIMEZONE) or zone
    caps = table.open(MAX_DAYS, CAPS)
    written = {period: caps.get(key) for period, key in _PERIODS.items()}
    return Facilitator(
        id=id,
        title=table.get(TITLE) or id,
        skills=frozenset(table.get(SKILLS)),
        zone=own_zone,
        busy=calendars.busy(table, BUSY, own_zone),
        max_halves={period: halves for period, halves in written.items() if halves is not None},
    )


def read_audiences(table: Table, key: Key[Mapping[str, Any]]) -> Mapping[str, Audience]:
    """Return the audiences by id, each with all that it includes at any depth."""
    entries = {id: _audience_table(table, key, id, value) for id, value in table.members(key)}
    names = Names("audience", tuple(entries))
    inside = {
        id: names.known_among(entry, INCLUDES, entry.get(INCLUDES)) for id, entry in entries.items()
    }
    for chain in cycles(inside):
        entries[chain[0]].complain(INCLUDES, f"leads round in a circle: {' > '.join(chain)}")
    return {
        id: Audience(id, entry.get(TITLE) or id, _closure(inside, id), entry.get(SIZE))
        for id, entry in entries.items()
    }


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
