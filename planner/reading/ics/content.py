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
_VALUE = re.compile(r'^((?:"[^"]*"|[^":])*):(.*)$', re.DOTALL)
_TIME_VALUE = re.compile(r":(?=\s*\d{4}-?\d\d-?\d\d)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_KEPT = _TIMES | {
    "ATTENDEE", "DTSTAMP", "DURATION", "EXRULE", "FBTYPE", "FREEBUSY", "LAST-MODIFIED", "METHOD",
    "RRULE", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "TZID", "TZID-ALIAS-OF", "TZOFFSETFROM",
    "TZOFFSETTO", "UID", "X-LIC-LOCATION", "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS", "X-OWNER", "X-WR-CALNAME", "X-WR-TIMEZONE",
}  # fmt: skip
_DIRECT = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})
_MAX_DEPTH = 4


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
        return next(self.all(name), None)

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
    stack: list[Component] = []
    unread = 0  # how many levels deeper than any component of interest
    for match in _LINE.finditer(text):
        name, rest = match[1].upper(), match[2]
        if name == "BEGIN":
            kind = rest[1:].strip().upper()
            while stack and not _may_hold(stack[-1].kind, kind):
                yield stack.pop()
            if len(stack) < _MAX_DEPTH and not unread:
                stack.append(_begun(kind, stack))
            else:
                unread += 1
        elif name == "END":
            kind = rest[1:].strip().upper()
            if unread:
                unread -= 1
            elif any(component.kind == kind for component in stack):
                while stack[-1].kind != kind:
                    yield stack.pop()
                stack[-1].ended = True
                yield stack.pop()
        elif name in _KEPT and stack and not unread:
            stack[-1].lines.setdefault(name, []).append(rest)
    yield from reversed(stack)


def _may_hold(outer: str, inner: str) -> bool:
    if inner == "VCALENDAR":
        return False
    return outer == "VCALENDAR" or inner not in _DIRECT


def _begun(kind: str, stack: list[Component]) -> Component:
    begun = Component(kind, stack[0] if stack else None)
    if stack and (kind == "VTIMEZONE" or stack[-1].kind == "VTIMEZONE"):
        stack[-1].parts.append(begun)
    return begun


def _property(name: str, line: str) -> Property:
    head, value = _divided(name, line)
    parameters = {
        match[1].strip().upper(): match[2].strip('" ') for match in _PARAMETER.finditer(head)
    }
    return Property(parameters, value.strip())


def _divided(name: str, line: str) -> tuple[str, str]:
    """Split parameters from value; a TZID may hold an unquoted colon, as in "(UTC-06:00)"."""
    if name in _TIMES and (found := _TIME_VALUE.search(line)):
        return line[: found.start()], line[found.end() :]
    if found := _VALUE.match(line):
        return found[1], found[2]
    head, _, value = line.partition(":")
    return head, value


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
