"""Content lines and components (RFC 5545 sections 3.1, 3.2 and 3.6), read tolerantly.

Only the properties that decide about time are kept. Their values stay text until somebody asks:
a value that means nothing must cost its own component and no other, and a duration's text says
what a `timedelta` cannot (P1D and PT24H differ when clocks change).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_LINE = re.compile(r"^([A-Za-z0-9-]+)([;:][^\n]*)", re.MULTILINE)
_PARAMETER = re.compile(r';([^=;:"]+)=("[^"]*"|[^;]*)')
_HEAD = re.compile(r'(?:"[^"]*"|[^":])*:')
_TIME_VALUE = re.compile(r":(?=\s*\d{4}-?\d\d-?\d\d)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_KEPT = _TIMES | {
    "ATTENDEE", "DTSTAMP", "DURATION", "EXRULE", "FBTYPE", "FREEBUSY", "LAST-MODIFIED", "METHOD",
    "RRULE", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "TZID", "TZID-ALIAS-OF", "TZOFFSETFROM",
    "TZOFFSETTO", "UID", "X-LIC-LOCATION", "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS", "X-OWNER", "X-WR-CALNAME", "X-WR-TIMEZONE",
}  # fmt: skip
_LISTING = frozenset({"EXDATE", "FREEBUSY", "RDATE"})
_REPEATED = frozenset({"ATTENDEE", "EXRULE", "RRULE"})
_DIRECT = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})
_MAX_DEPTH = 4
_MAX_LINE = 5_000  # characters, but for lists of dates


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: the parameters by upper-case name, and the value as written."""

    parameters: Mapping[str, str]
    value: str


@dataclass(slots=True, eq=False)
class Component:
    """One component: its kept lines by upper-case name, its parts, and the calendar it is in.

    `ended` is false where the file breaks off before END.
    """

    kind: str
    calendar: Component | None
    lines: dict[str, list[str]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)
    ended: bool = False

    def all(self, name: str) -> Iterator[Property]:
        """Yield the properties of a name, in the order written."""
        return (_property(name, line) for line in self.lines.get(name, ()))

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        lines = self.lines.get(name)
        return _property(name, lines[0]) if lines else None

    def text(self, name: str) -> str:
        """Return the first value of a name without escapes (RFC 5545 section 3.3.11), or ""."""
        found = self.first(name)
        return "" if found is None else _ESCAPED.sub(_unescaped, found.value).strip()

    def word(self, name: str) -> str:
        """Return the first value of a name in upper case, for values that are keywords."""
        return self.text(name).upper()


def components(text: str) -> Iterator[Component]:
    """Yield each component of the unfolded text when it ends, parts before wholes.

    Several VCALENDARs may follow one another. An END that is missing is assumed where the next
    calendar component, or the file's end, shows that it should have been.
    """
    nesting = _Nesting()
    for match in _LINE.finditer(text):
        name, rest = match[1].upper(), match[2]
        if name == "BEGIN":
            yield from nesting.begin(rest[1:].strip().upper())
        elif name == "END":
            yield from nesting.end(rest[1:].strip().upper())
        elif name in _KEPT:
            nesting.keep(name, rest)
    yield from reversed(nesting.open)


@dataclass(slots=True)
class _Nesting:
    """The components that have begun and not ended, outermost first.

    `unread` counts those that have begun deeper than anything of interest lies.
    """

    open: list[Component] = field(default_factory=list)
    unread: int = 0

    def begin(self, kind: str) -> Iterator[Component]:
        """Open a component; yield those that should have ended before it."""
        while self.open and not _may_hold(self.open[-1].kind, kind):
            yield self.open.pop()
        if kind in _DIRECT:
            self.unread = 0
        if self.unread or len(self.open) == _MAX_DEPTH:
            self.unread += 1
            return
        begun = Component(kind, self.open[0] if self.open else None)
        if self.open and "VTIMEZONE" in (kind, self.open[-1].kind):
            self.open[-1].parts.append(begun)
        self.open.append(begun)

    def end(self, kind: str) -> Iterator[Component]:
        """Close a component; yield it, and before it those inside that should have ended."""
        if self.unread:
            self.unread -= 1
        elif any(component.kind == kind for component in self.open):
            while self.open[-1].kind != kind:
                yield self.open.pop()
            self.open[-1].ended = True
            yield self.open.pop()

    def keep(self, name: str, rest: str) -> None:
        """Keep a line of the innermost component: lists whole, single values once."""
        if not self.open or self.unread:
            return
        lines = self.open[-1].lines.setdefault(name, [])
        if name in _LISTING:
            lines.append(rest)
        elif not lines or name in _REPEATED:
            lines.append(rest[:_MAX_LINE])


def _may_hold(outer: str, inner: str) -> bool:
    return inner != "VCALENDAR" and (outer == "VCALENDAR" or inner not in _DIRECT)


def _property(name: str, line: str) -> Property:
    head, value = _divided(name, line)
    parameters = {
        match[1].strip().upper(): match[2].strip('" ') for match in _PARAMETER.finditer(head)
    }
    return Property(parameters, value.strip())


def _divided(name: str, line: str) -> tuple[str, str]:
    """Split parameters from value; a TZID may hold an unquoted colon, as in "(UTC-06:00)"."""
    found = _TIME_VALUE.search(line, 0, _MAX_LINE) if name in _TIMES else None
    found = found or _HEAD.match(line, 0, _MAX_LINE)
    if found:
        return line[: found.end() - 1], line[found.end() :]
    head, _, value = line.partition(":")
    return head[:_MAX_LINE], value


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
