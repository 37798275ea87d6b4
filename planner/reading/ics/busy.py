"""When a person is busy, by their calendar: the policy, in one place.

What counts: opaque events, tentative ones as the policy says, and free-busy periods. What does
not: transparent and cancelled events, Outlook's free and working elsewhere, meetings that the
owner declined, and moments without a length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.clock import Span, merged
from planner.errors import BadInputError, Complaint, Where
from planner.reading.ics.content import Component
from planner.reading.ics.document import read_document
from planner.reading.ics.limits import TooManyStepsError
from planner.reading.ics.overrides import Event
from planner.reading.ics.recurrence import VALUE_STEPS, Frame, Instance, Series, read_series
from planner.reading.ics.values import listed, period

_MINUTE = 60
_BUSY_STATUSES = ("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS")
_OWNER_PROPERTIES = ("X-OWNER", "X-WR-CALNAME")
_CANCELLED_TITLE = re.compile(
    r"(cancell?ed|cancelad[oa]|annulée?|abgesagt)( event)?\s*:", re.IGNORECASE
)
_MAX_ADDRESS = 320
_ADDRESS = re.compile(r"[^\s@:]+@[^\s@:]+")


@dataclass(frozen=True, slots=True)
class BusyPolicy:
    """How a calendar's owner is read."""

    zone: ZoneInfo
    """The owner's: whole days are its days, and floating times its times."""

    tentative_is_busy: bool = True
    owners: frozenset[str] = frozenset()
    """The owner's mail addresses in lower case, to know the meetings that they declined."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One instance, and why it counts or does not.

    `reason` is "busy", "tentative" or "out of office" for what counts, otherwise why it does not:
    "transparent", "free", "working elsewhere", "cancelled", "declined", "tentative", "no time".
    `rule` is the RRULE that made it, or "single", "start", "added", "override", "free-busy".
    `span` is whole minutes that cover the instance; it may reach out of the window.
    """

    span: Span
    uid: str
    reason: str
    rule: str
    busy: bool


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """What a calendar says about a window; the occurrences are sorted and touch the window."""

    occurrences: tuple[Occurrence, ...]
    warnings: tuple[str, ...]
    window: Span

    @property
    def busy(self) -> tuple[Span, ...]:
        """The busy time: merged, sorted, clipped to the window."""
        return merged(
            Span(max(each.span.start, self.window.start), min(each.span.end, self.window.end))
            for each in self.occurrences
            if each.busy
        )


def read_busy(path: Path, shown: str, policy: BusyPolicy, window: Span) -> BusyCalendar:
    """Read the busy time in `window` from an .ics file (RFC 5545, as programs really write it).

    `shown` is the path as messages name it. One bad event never costs the file: it is left out
    with a warning that names the file and its UID, and no title. Raise `BadInputError` if the
    file cannot be read or is no calendar.
    """
    document = read_document(path, shown, policy.zone, window)
    verdicts = {event: _verdict(event, policy) for event in document.events}
    found = [
        _occurrence(event.uid, instance, verdicts[event])
        for event, instance in document.occurrences()
    ]
    try:
        for event in document.free_busy:
            found += _free_busy(event, policy, document.frame)
    except TooManyStepsError:
        message = "holds too many free-busy periods"
        raise BadInputError([Complaint(Where(shown), message)]) from None
    found = sorted(set(found), key=_in_order)
    return BusyCalendar(tuple(found), document.frame.warnings.listed(), window)


def _in_order(each: Occurrence) -> tuple[int, int, str, str, str]:
    return each.span.start, each.span.end, each.uid, each.reason, each.rule


def _occurrence(uid: str, instance: Instance, verdict: tuple[str, bool]) -> Occurrence:
    """Round outwards to whole minutes; what has no length takes no time."""
    span = Span(instance.start // _MINUTE, -(-instance.end // _MINUTE))
    reason, busy = ("no time", False) if instance.start == instance.end else verdict
    return Occurrence(span, uid, reason, instance.origin, busy)


def _verdict(event: Event, policy: BusyPolicy) -> tuple[str, bool]:
    """Return why an event's instances count or do not, and whether they do."""
    component, calendar = event.component, event.component.calendar
    status = component.word("STATUS")
    shown_as = {component.word(name) for name in _BUSY_STATUSES}
    answers = set(_own_answers(component, policy.owners))
    withdrawn = calendar is not None and calendar.word("METHOD") == "CANCEL"
    called_off = _CANCELLED_TITLE.match(component.text("SUMMARY")) is not None
    free = (
        ("cancelled", status == "CANCELLED" or withdrawn or called_off),
        ("declined", answers == {"DECLINED"}),
        ("transparent", component.word("TRANSP") == "TRANSPARENT"),
        ("free", "FREE" in shown_as),
        ("working elsewhere", "WORKINGELSEWHERE" in shown_as),
    )
    for reason, holds in free:
        if holds:
            return reason, False
    if "OOF" in shown_as:
        return "out of office", True
    if status == "TENTATIVE" or "TENTATIVE" in shown_as or answers == {"TENTATIVE"}:
        return "tentative", policy.tentative_is_busy
    return "busy", True


def _own_answers(component: Component, owners: frozenset[str]) -> Iterator[str]:
    """Yield the owner's PARTSTATs; the calendar may also say itself whose it is."""
    calendar = component.calendar
    named = {calendar.text(name) for name in _OWNER_PROPERTIES} if calendar else set()
    own = owners | {_address(name) for name in named}
    for attendee in component.all("ATTENDEE"):
        addresses = {_address(attendee.value), _address(attendee.parameters.get("EMAIL", ""))}
        if not own.isdisjoint(addresses - {""}):
            yield attendee.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()


def _address(text: str) -> str:
    """Return the bare mail address in a value such as "mailto:A@b.org", in lower case, or ""."""
    found = _ADDRESS.search(text[:_MAX_ADDRESS])
    return found[0].lower() if found else ""


def _free_busy(event: Event, policy: BusyPolicy, frame: Frame) -> Iterator[Occurrence]:
    """Yield the periods of a VFREEBUSY (RFC 5545 section 3.6.4) that touch the window.

    Radicale writes a component for each period instead, with FBTYPE as a property.
    """
    frame.warnings.uid = event.uid
    component, scope = event.component, event.scope
    found: list[tuple[Series, str]] = []
    for line, text in listed(component, "FREEBUSY"):
        frame.steps.spend(VALUE_STEPS)
        with frame.warnings.unreadable():
            series = Series(component, scope, *period(text, line, scope))
            found.append((series, line.parameters.get("FBTYPE", "BUSY").upper()))
    if "FREEBUSY" not in component.lines and component.word("FBTYPE"):
        with frame.warnings.unreadable():
            found.append((read_series(component, scope), component.word("FBTYPE")))
    for series, kind in found:
        with frame.warnings.unreadable():
            instance = series.instance(series.start.wall, "free-busy")
            if frame.touches(instance):
                yield _occurrence(event.uid, instance, _free_busy_verdict(kind, policy))


def _free_busy_verdict(kind: str, policy: BusyPolicy) -> tuple[str, bool]:
    """Judge an FBTYPE (RFC 5545 section 3.2.9); one that is not known is busy."""
    if kind == "FREE":
        return "free", False
    if kind == "BUSY-TENTATIVE":
        return "tentative", policy.tentative_is_busy
    return "busy", True
