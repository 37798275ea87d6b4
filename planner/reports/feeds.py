"""The calendars that people subscribe to: one for each facilitator, audience and site, and all.

The text of every property goes through icalendar's encoder. Nothing here asks what time it is,
and a file depends on its own sessions alone, so that what is unchanged stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vText
from icalendar import Event as Component

from planner.domain.plan import Plan, Revision
from planner.domain.problem import Problem
from planner.reports.event import Announcer, Event
from planner.reports.revisions import status
from planner.reports.vtimezone import vtimezone
from planner.reports.wording import Status, one_line

_PRODID = "-//planner//professional learning//EN"
_REFRESH = timedelta(hours=4)
_REFRESH_TEXT = "PT4H"
_COLORS = ("teal", "steelblue", "seagreen", "indigo", "sienna", "darkorange", "crimson", "olive")
_BUSY = {Status.CONFIRMED: "BUSY", Status.TENTATIVE: "TENTATIVE", Status.CANCELLED: "FREE"}
_END = b"END:VCALENDAR\r\n"
_UTC = ZoneInfo("UTC")


def feeds(problem: Problem, plan: Plan) -> dict[str, bytes]:
    """Return each feed by its path in the plan's folder. The plan has its revisions.

    A feed that grows beyond what calendar services read (near 1 MB, some 1,500 events) is not
    split yet.
    """
    notices = tuple(_notices(problem, plan))
    clocks = _clocks(problem, notices)
    entries = tuple(_entry(problem, notice, clocks) for notice in notices)
    return {feed.path: _written(problem, feed, clocks) for feed in _feeds(problem, entries)}


_Clocks = Mapping[ZoneInfo, bytes | None]
"""The VTIMEZONE of each zone; None where times are written in UTC, for want of a yearly rule."""


@dataclass(frozen=True, slots=True)
class _Notice:
    """One part of a session, placed or withdrawn, with what is said of it to whom.

    `attending` has every audience that is there, those inside the session's own included.
    """

    facilitators: tuple[str, ...]
    attending: frozenset[str]
    site: str | None
    revision: Revision
    full: Event
    neutral: Event


@dataclass(frozen=True, slots=True)
class _Entry:
    """A notice as calendars carry it: the component for those concerned and for all others."""

    notice: _Notice
    full: bytes
    neutral: bytes
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Feed:
    """One calendar: whose it is, the zone it names when empty, and what its readers see."""

    path: str
    name: str
    zone: ZoneInfo
    entries: Sequence[_Entry]
    events: Iterable[bytes]


def _notices(problem: Problem, plan: Plan) -> Iterator[_Notice]:
    """Yield all that feeds speak of: sessions by start and id, and their parts in order."""
    known = {gone.placed.id: gone.told for gone in plan.withdrawn}
    announcer, revisions = Announcer(problem, known), plan.revisions or {}
    told = [
        (placed, revisions[placed.id], status(revisions[placed.id])) for placed in plan.sessions
    ]
    told += [
        (gone.placed, gone.revision, Status.CANCELLED)
        for gone in plan.withdrawn
        if gone.revision.published
    ]
    for placed, revision, state in sorted(told, key=lambda one: (one[0].start, one[0].id)):
        attending = _attending(problem, announcer.audience(placed.id))
        said = announcer.announce(placed, state)
        for part, full, neutral in zip(placed.parts, said.full, said.neutral, strict=True):
            yield _Notice(placed.facilitators, attending, part.site, revision, full, neutral)


def _attending(problem: Problem, audience: Iterable[str]) -> frozenset[str]:
    """Return who is there, of those that are still in the scenario."""
    return problem.attending([id for id in audience if id in problem.engagement.audiences])


def _clocks(problem: Problem, notices: Iterable[_Notice]) -> _Clocks:
    engagement = problem.engagement
    starts = [notice.full.start.year for notice in notices]
    years = [engagement.first.year, engagement.last.year, *starts]
    zones = {engagement.zone, _UTC, *(site.zone for site in engagement.sites.values())}
    clocks = {zone: vtimezone(zone, range(min(years), max(years) + 1)) for zone in zones}
    return {zone: _bytes(clock) if clock else None for zone, clock in clocks.items()}


def _entry(problem: Problem, notice: _Notice, clocks: _Clocks) -> _Entry:
    id, zone = problem.engagement.id, _zone(notice.full, clocks)
    full = neutral = _component(id, notice.full, notice.revision, zone)
    if notice.neutral is not notice.full:
        neutral = _component(id, notice.neutral, notice.revision, zone)
    return _Entry(notice, full, neutral, zone)


def _component(engagement: str, event: Event, revision: Revision, zone: ZoneInfo) -> bytes:
    words, revised = event.words, datetime.combine(revision.revised, time(), UTC)
    is_cancelled = event.status is Status.CANCELLED
    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", revision.sequence)
    component.add("dtstamp", revised)
    component.add("last-modified", revised)
    component.add("dtstart", event.start.astimezone(zone))
    component.add("dtend", event.end.astimezone(zone))
    component.add("status", event.status.value)
    component.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    component.add("x-microsoft-cdo-busystatus", vText(_BUSY[event.status]))
    component.add("x-planner-engagement", vText(engagement))
    component.add("x-planner-session", vText(event.session))
    component.add("summary", words.summary)
    if words.location:
        component.add("location", words.location)
    if words.description:
        component.add("description", words.description)
    if words.category:
        component.add("categories", [words.category])
    if "://" in words.link:
        component.add("conference", words.link, parameters={"VALUE": "URI"})
    return _bytes(component)


def _zone(event: Event, clocks: _Clocks) -> ZoneInfo:
    """Return the zone in which times are written: their own, if programs can be told its rule.

    An hour that comes twice is written in UTC: its local time would mean the first one.
    """
    zone = event.start.tzinfo
    if not isinstance(zone, ZoneInfo) or clocks[zone] is None:
        return _UTC
    return _UTC if event.start.fold or event.end.fold else zone


def _bytes(component: Component | Calendar | Timezone) -> bytes:
    return bytes(component.to_ical())


def _feeds(problem: Problem, entries: Sequence[_Entry]) -> Iterator[_Feed]:
    engagement = problem.engagement
    zone, suffix = engagement.zone, f": {engagement.title}"
    for id, facilitator in problem.facilitators.items():
        theirs = [entry for entry in entries if id in entry.notice.facilitators]
        path = f"calendars/facilitators/{_file(id)}"
        yield _Feed(path, facilitator.title + suffix, zone, theirs, (e.full for e in theirs))
    for id, audience in engagement.audiences.items():
        theirs = [entry for entry in entries if id in entry.notice.attending]
        path = f"calendars/audiences/{_file(id)}"
        yield _Feed(path, audience.title + suffix, zone, theirs, (e.full for e in theirs))
    for id, site in engagement.sites.items():
        there = [entry for entry in entries if id == entry.notice.site]
        path = f"calendars/sites/{_file(id)}"
        yield _Feed(path, site.title + suffix, site.zone, there, (e.neutral for e in there))
    everything = (entry.neutral for entry in entries)
    yield _Feed("calendars/all.ics", engagement.title, zone, entries, everything)


def _file(id: str) -> str:
    """Return the name of a file that every system can hold, for any id."""
    return f"{quote(id, safe='')}.ics"


def _written(problem: Problem, feed: _Feed, clocks: _Clocks) -> bytes:
    used = {entry.zone for entry in feed.entries} - {_UTC}
    if not feed.entries:
        used = {feed.zone if clocks[feed.zone] else _UTC}
    zones = [clocks[zone] or b"" for zone in sorted(used, key=str)]
    head = _head(problem, feed).removesuffix(_END)
    return b"".join((head, *zones, *feed.events, _END))


def _head(problem: Problem, feed: _Feed) -> bytes:
    name = vText(one_line(feed.name))
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-caldesc", vText(_about(problem, feed)))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(_REFRESH_TEXT))
    calendar.add("color", vText(_color(feed.path)))
    return _bytes(calendar)


def _about(problem: Problem, feed: _Feed) -> str:
    contract = problem.engagement.contract
    latest = max((entry.notice.revision.revised for entry in feed.entries), default=None)
    news = f"Last changed {latest}." if latest else "No sessions yet."
    return f"{news} DRAFT contract." if contract and contract.state == "draft" else news


def _color(path: str) -> str:
    """Return a colour that a feed keeps, whatever other feeds come and go."""
    return _COLORS[sha256(path.encode()).digest()[0] % len(_COLORS)]
