"""RFC 5545 read strictly and by nobody else's code: what is not plainly legal is an error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache
from io import StringIO
from zoneinfo import ZoneInfo

from dateutil.tz import tzical

_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)')
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_ESCAPE = re.compile(r"\\(.)")
_DATE_TIME = re.compile(r"\d{8}T\d{6}Z?")

TEXTS = frozenset(
    {
        "SUMMARY", "LOCATION", "DESCRIPTION", "CATEGORIES", "NAME", "COLOR", "X-WR-CALNAME",
        "X-WR-CALDESC", "UID", "STATUS", "X-PLANNER-SESSION", "X-PLANNER-ENGAGEMENT", "PRODID",
        "TZID", "TZNAME",
    }
)  # fmt: skip
FORBIDDEN_COMPONENTS = frozenset({"VALARM"})
FORBIDDEN = frozenset({"ATTENDEE", "ORGANIZER", "CLASS", "SOURCE", "ATTACH"})
ONCE_IN_EVENT = (
    "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "STATUS", "TRANSP",
    "SUMMARY", "X-MICROSOFT-CDO-BUSYSTATUS", "X-PLANNER-SESSION", "X-PLANNER-ENGAGEMENT",
)  # fmt: skip
ONCE_IN_CALENDAR = (
    "VERSION", "PRODID", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL", "COLOR",
)  # fmt: skip


class IllegalError(Exception):
    """What no calendar program has to accept."""


@dataclass(frozen=True)
class Property:
    name: str
    parameters: dict[str, str]
    raw: str

    @property
    def value(self) -> str:
        """The value; of a text, what it means."""
        if self.name not in TEXTS:
            return self.raw
        return _ESCAPE.sub(lambda at: "\n" if at[1] in "nN" else at[1], self.raw)


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def one(self, name: str) -> Property:
        found = self.all(name)
        require(len(found) == 1, f"{self.name} has {len(found)} {name}")
        return found[0]

    def text(self, name: str) -> str:
        """The value of a property that may be left out."""
        return self.one(name).value if self.all(name) else ""

    def kids(self, name: str) -> list[Component]:
        return [child for child in self.children if child.name == name]


def require(holds: object, message: str) -> None:
    if not holds:
        raise IllegalError(message)


def read(data: bytes) -> Component:
    """Return the one calendar that the bytes of a feed hold, if nothing in it is illegal."""
    calendar = _tree(_unfolded(data))
    _check_calendar(calendar)
    for event in calendar.kids("VEVENT"):
        _check_event(event)
    return calendar


def events(data: bytes) -> dict[str, Component]:
    """Return the events of a feed by UID."""
    return {event.one("UID").value: event for event in read(data).kids("VEVENT")}


def instants(calendar: Component) -> dict[str, tuple[datetime, datetime]]:
    """Return start and end of each event in UTC, having read local times in two ways.

    Once through the zone that the TZID names, once through the VTIMEZONE in the file.
    """
    return {
        event.one("UID").value: (
            _instant(calendar, event.one("DTSTART")),
            _instant(calendar, event.one("DTEND")),
        )
        for event in calendar.kids("VEVENT")
    }


def by_vtimezone(timezone: Component, wall: datetime) -> datetime:
    """Return a local time in UTC, as the rules of a VTIMEZONE say."""
    return wall.replace(tzinfo=_clock("\r\n".join(_lines(timezone)))).astimezone(UTC)


@cache
def _clock(timezone: str) -> tzinfo:
    clocks = tzical(StringIO(f"BEGIN:VCALENDAR\r\n{timezone}\r\nEND:VCALENDAR\r\n"))
    clock = clocks.get()
    require(clock, "the VTIMEZONE says nothing")
    assert clock is not None
    return clock


def _instant(calendar: Component, at: Property) -> datetime:
    wall = datetime.strptime(at.raw.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if at.raw.endswith("Z"):
        return wall.replace(tzinfo=UTC)
    (timezone,) = (
        zone for zone in calendar.kids("VTIMEZONE") if zone.text("TZID") == at.parameters["TZID"]
    )
    named = wall.replace(tzinfo=ZoneInfo(at.parameters["TZID"])).astimezone(UTC)
    require(named == by_vtimezone(timezone, wall), f"VTIMEZONE says another time than {named}")
    return named


def _unfolded(data: bytes) -> list[str]:
    require(data.endswith(b"\r\n"), "the last line has no end")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    lines: list[str] = []
    for number, line in enumerate(physical, 1):
        require(len(line) <= 75, f"line {number} has {len(line)} octets")
        text = line.decode("utf-8")
        require(not _CONTROL.search(text), f"line {number} has a control character")
        if text.startswith((" ", "\t")):
            lines[-1] += text[1:]
        else:
            require(text, f"line {number} is empty")
            lines.append(text)
    return lines


def _tree(lines: list[str]) -> Component:
    root = Component("")
    open_ones = [root]
    for line in lines:
        prop = _property(line)
        if prop.name == "BEGIN":
            child = Component(prop.raw)
            open_ones[-1].children.append(child)
            open_ones.append(child)
        elif prop.name == "END":
            require(open_ones.pop().name == prop.raw, f"END:{prop.raw} closes nothing")
        else:
            open_ones[-1].properties.append(prop)
    require(open_ones == [root], "a component is not closed")
    require(len(root.children) == 1 and not root.properties, "not exactly one VCALENDAR")
    return root.children[0]


def _property(line: str) -> Property:
    found = _LINE.fullmatch(line)
    require(found, f"not a content line: {line!r}")
    assert found is not None
    name, parameters, raw = found.groups()
    if name in TEXTS:
        require(_TEXT.fullmatch(raw), f"{name} is not escaped: {raw!r}")
    return Property(name, dict(_PARAMETER.findall(parameters)), raw)


def _check_calendar(calendar: Component) -> None:
    require(calendar.name == "VCALENDAR", "not a VCALENDAR")
    for name in ONCE_IN_CALENDAR:
        calendar.one(name)
    require(calendar.one("VERSION").raw == "2.0", "VERSION")
    require(calendar.one("METHOD").raw == "PUBLISH", "METHOD")
    require(calendar.one("REFRESH-INTERVAL").parameters == {"VALUE": "DURATION"}, "REFRESH")
    require(calendar.one("REFRESH-INTERVAL").raw == "PT4H", "REFRESH-INTERVAL")
    require(calendar.one("X-PUBLISHED-TTL").raw == "PT4H", "X-PUBLISHED-TTL")
    require(calendar.children, "a calendar holds one component or more")
    for component in _walk(calendar):
        require(component.name not in FORBIDDEN_COMPONENTS, component.name)
        require(not FORBIDDEN & {one.name for one in component.properties}, "forbidden property")
    uids = Counter(event.one("UID").value for event in calendar.kids("VEVENT"))
    require(all(count == 1 for count in uids.values()), "a UID comes twice")
    zones = [zone.one("TZID").value for zone in calendar.kids("VTIMEZONE")]
    require(len(zones) == len(set(zones)), "a VTIMEZONE comes twice")
    for zone in calendar.kids("VTIMEZONE"):
        kinds = sorted(child.name for child in zone.children)
        require(kinds in (["STANDARD"], ["DAYLIGHT", "STANDARD"]), f"{kinds}")
    for event in calendar.kids("VEVENT"):
        for name in ("DTSTART", "DTEND"):
            at = event.one(name)
            is_known = at.parameters.get("TZID") in zones
            require(at.raw.endswith("Z") or is_known, f"{name} floats")


def _check_event(event: Component) -> None:
    for name in ONCE_IN_EVENT:
        event.one(name)
    for name in ("LOCATION", "DESCRIPTION", "CONFERENCE", "CATEGORIES"):
        require(len(event.all(name)) <= 1, f"{name} comes twice")
    require(not event.all("RRULE"), "RRULE")
    for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
        require(_DATE_TIME.fullmatch(event.one(name).raw), f"{name} is not a date and time")
    require(event.one("DTSTAMP").raw == event.one("LAST-MODIFIED").raw, "DTSTAMP")
    require(event.one("DTSTAMP").raw.endswith("T000000Z"), "DTSTAMP")
    require(event.one("SEQUENCE").raw.isdigit(), "SEQUENCE")
    require(event.one("STATUS").raw in ("CONFIRMED", "TENTATIVE", "CANCELLED"), "STATUS")
    is_cancelled = event.one("STATUS").raw == "CANCELLED"
    require(event.one("TRANSP").raw == ("TRANSPARENT" if is_cancelled else "OPAQUE"), "TRANSP")
    require("\n" not in event.one("SUMMARY").value, "SUMMARY has several lines")
    require(event.one("SUMMARY").value, "SUMMARY is empty")


def _walk(component: Component) -> Iterator[Component]:
    yield component
    for child in component.children:
        yield from _walk(child)


def _lines(component: Component) -> Iterator[str]:
    yield f"BEGIN:{component.name}"
    for one in component.properties:
        parameters = "".join(f";{name}={value}" for name, value in one.parameters.items())
        yield f"{one.name}{parameters}:{one.raw}"
    for child in component.children:
        yield from _lines(child)
    yield f"END:{component.name}"
