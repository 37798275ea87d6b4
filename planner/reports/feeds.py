"""The calendars that people subscribe to: one for each facilitator, audience and site, and all.

The text of every property goes through icalendar's encoder. Nothing here asks what time it is,
and a file depends on its own sessions alone, so that what is unchanged stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from operator import attrgetter
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vText
from icalendar import Event as Component

from planner.domain.feed_paths import ALL, Readers, feed_path, period_path
from planner.domain.plan import Plan, Revision
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.domain.problem import Problem
from planner.reports.event import Announcer, Event
from planner.reports.revisions import status, status_off
from planner.reports.terms import PERIODS, Naming, Period
from planner.reports.vtimezone import vtimezone
from planner.reports.wording import Status, listed, one_line

_PRODID = "-//planner//professional learning//EN"
_REFRESH = timedelta(hours=4)
_REFRESH_TEXT = "PT4H"
_COLORS = ("teal", "steelblue", "seagreen", "indigo", "sienna", "darkorange", "crimson", "olive")
_BUSY = {Status.CONFIRMED: "BUSY", Status.TENTATIVE: "TENTATIVE"}
_END = b"END:VCALENDAR\r\n"
_UTC = ZoneInfo("UTC")

MOST_BYTES = 900_000
"""The largest file: calendar services stop reading near 1 MB, some 1,200 events."""


def feeds(problem: Problem, plan: Plan, most_bytes: int = MOST_BYTES) -> dict[str, bytes]:
    """Return each feed by its path in the plan's folder. The plan has its revisions.

    One that would be larger than `most_bytes` is told apart by term, and by month where a term
    is too large in turn: the first period keeps the feed's name, each later period of the
    contract has a file beside it, sessions or not.
    """
    notices = tuple(_notices(problem, plan))
    clocks = _clocks([problem], notices)
    entries = tuple(_entry(problem, notice, clocks) for notice in notices)
    return _all_files(_feeds(problem, entries), clocks, most_bytes)


def facilitators_feeds(
    portfolio: Portfolio, plan: PortfolioPlan, most_bytes: int = MOST_BYTES
) -> dict[str, bytes]:
    """Return the feed of each facilitator over all engagements, by its path.

    An event is the same in it as in the feed of its engagement.
    """
    told = [(problem, tuple(_notices(problem, one))) for problem, one in members(portfolio, plan)]
    clocks = _clocks(portfolio.problems, [notice for _, notices in told for notice in notices])
    entries = [_entry(problem, notice, clocks) for problem, notices in told for notice in notices]
    entries.sort(key=lambda entry: (entry.notice.full.start, entry.notice.full.uid))
    return _all_files(_feeds_of_all(portfolio, entries), clocks, most_bytes)


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
    """One calendar: whose it is, the zone it names when empty, and what its readers see.

    `term` has the first and the last date of what it speaks of, `notes` what is said of the whole;
    `beside` has the paths of the other files, where one file does not hold all of it.
    """

    path: str
    name: str
    zone: ZoneInfo
    entries: Sequence[_Entry]
    shown: Callable[[_Entry], bytes]
    term: tuple[date, date]
    notes: tuple[str, ...]
    beside: tuple[str, ...] = ()


def _notices(problem: Problem, plan: Plan) -> Iterator[_Notice]:
    """Yield all that feeds speak of: sessions by start and id, and their parts in order."""
    known = {gone.placed.id: gone.told for gone in plan.withdrawn}
    announcer, revisions = Announcer(problem, known, plan.placed), plan.revisions or {}
    told = [
        (placed, revisions[placed.id], status(revisions[placed.id])) for placed in plan.sessions
    ]
    told += [
        (gone.placed, gone.revision, status_off(gone.mark))
        for gone in plan.withdrawn
        if gone.revision.published
    ]
    for placed, revision, state in sorted(told, key=lambda one: (one[0].start, one[0].id)):
        attending = announcer.attending(placed.id)
        said = announcer.announce(placed, state)
        for part, full, neutral in zip(placed.parts, said.full, said.neutral, strict=True):
            yield _Notice(placed.facilitators, attending, part.site, revision, full, neutral)


def _clocks(problems: Iterable[Problem], notices: Iterable[_Notice]) -> _Clocks:
    years = [notice.full.start.year for notice in notices]
    zones = {_UTC}
    for engagement in (problem.engagement for problem in problems):
        years += [engagement.first.year, engagement.last.year]
        zones |= {engagement.zone, *(site.zone for site in engagement.sites.values())}
    return {zone: _clock(zone, range(min(years), max(years) + 1)) for zone in zones}


@cache
def _clock(zone: ZoneInfo, years: range) -> bytes | None:
    clock = vtimezone(zone, years)
    return _bytes(clock) if clock else None


def _entry(problem: Problem, notice: _Notice, clocks: _Clocks) -> _Entry:
    id, zone = problem.engagement.id, _zone(notice.full, clocks)
    full = neutral = _component(id, notice.full, notice.revision, zone)
    if notice.neutral is not notice.full:
        neutral = _component(id, notice.neutral, notice.revision, zone)
    return _Entry(notice, full, neutral, zone)


def _component(engagement: str, event: Event, revision: Revision, zone: ZoneInfo) -> bytes:
    words, revised = event.words, datetime.combine(revision.revised, time(), UTC)
    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", revision.sequence)
    component.add("dtstamp", revised)
    component.add("last-modified", revised)
    component.add("dtstart", event.start.astimezone(zone))
    component.add("dtend", event.end.astimezone(zone))
    component.add("status", event.status.of_event)
    component.add("transp", "TRANSPARENT" if event.status.is_off else "OPAQUE")
    component.add("x-microsoft-cdo-busystatus", vText(_BUSY.get(event.status, "FREE")))
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
    term = engagement.first, engagement.last
    contract = engagement.contract
    notes = ("DRAFT contract.",) if contract and contract.is_draft else ()
    full, neutral = attrgetter("full"), attrgetter("neutral")
    for id, facilitator in problem.facilitators.items():
        theirs = [entry for entry in entries if id in entry.notice.facilitators]
        path = feed_path(Readers.FACILITATORS, id)
        yield _Feed(path, facilitator.title + suffix, zone, theirs, full, term, notes)
    for id, audience in engagement.audiences.items():
        theirs = [entry for entry in entries if id in entry.notice.attending]
        path = feed_path(Readers.AUDIENCES, id)
        yield _Feed(path, audience.title + suffix, zone, theirs, full, term, notes)
    for id, site in engagement.sites.items():
        there = [entry for entry in entries if id == entry.notice.site]
        path, name = feed_path(Readers.SITES, id), site.title + suffix
        yield _Feed(path, name, site.zone, there, neutral, term, notes)
    yield _Feed(ALL, engagement.title, zone, entries, neutral, term, notes)


def _feeds_of_all(portfolio: Portfolio, entries: Sequence[_Entry]) -> Iterator[_Feed]:
    years = [problem.engagement for problem in portfolio.problems]
    term = min(year.first for year in years), max(year.last for year in years)
    drafts = [year.title for year in years if year.contract and year.contract.is_draft]
    notes = (f"DRAFT contract: {listed(drafts)}.",) if drafts else ()
    for id, facilitator in portfolio.facilitators.items():
        theirs = [entry for entry in entries if id in entry.notice.facilitators]
        path, name = feed_path(Readers.FACILITATORS, id), f"{facilitator.title}: {portfolio.title}"
        zone = next(p.engagement.zone for p in portfolio.problems if id in p.facilitators)
        yield _Feed(path, name, zone, theirs, attrgetter("full"), term, notes)


def _all_files(feeds: Iterable[_Feed], clocks: _Clocks, most_bytes: int) -> dict[str, bytes]:
    return {path: data for feed in feeds for path, data in _files(feed, clocks, most_bytes).items()}


def _files(feed: _Feed, clocks: _Clocks, most_bytes: int) -> dict[str, bytes]:
    """Return the file of a feed or, where it is too large, those of its periods by path."""
    files = {feed.path: _written(feed, clocks)}
    for naming in PERIODS:
        if all(len(data) <= most_bytes for data in files.values()):
            break
        periods = _told_apart(feed, naming)
        files = {part.path: _written(part, clocks) for part in periods}
    return files


def _told_apart(feed: _Feed, naming: Naming) -> Iterator[_Feed]:
    """Yield a feed period by period, over the whole contract, so that no file comes and goes.

    What lies outside the contract's dates is with the first or the last of them.
    """
    first, last = feed.term
    days = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    within: dict[Period, list[_Entry]] = {period: [] for period in map(naming, days)}
    for entry in feed.entries:
        day = entry.notice.full.start.date()
        within[naming(min(max(day, first), last))].append(entry)
    names = [feed.path, *(period_path(feed.path, period.name) for period in [*within][1:])]
    for path, (period, entries) in zip(names, within.items(), strict=True):
        others = tuple(name for name in names if name != path)
        name = f"{feed.name}, {period.title}"
        yield replace(feed, path=path, name=name, entries=entries, beside=others)


def _written(feed: _Feed, clocks: _Clocks) -> bytes:
    used = {entry.zone for entry in feed.entries} - {_UTC}
    if not feed.entries:
        used = {feed.zone if clocks[feed.zone] else _UTC}
    zones = [clocks[zone] or b"" for zone in sorted(used, key=str)]
    head = _head(one_line(feed.name), _about(feed), _color(feed.path))
    return b"".join((head, *zones, *map(feed.shown, feed.entries), _END))


@lru_cache(maxsize=1 << 10)
def _head(name: str, about: str, color: str) -> bytes:
    """Return all of a file that comes before its zones and events."""
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-caldesc", vText(about))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(_REFRESH_TEXT))
    calendar.add("color", vText(color))
    return _bytes(calendar).removesuffix(_END)


def _about(feed: _Feed) -> str:
    """Return what the calendar says of itself; it counts nothing, for it should change rarely.

    vdirsyncer makes every event anew when anything in the head of its calendar changes.
    """
    latest = max((entry.notice.revision.revised for entry in feed.entries), default=None)
    told = [f"Last changed {latest}." if latest else "No sessions yet."]
    if any(entry.notice.full.status is Status.TENTATIVE for entry in feed.entries):
        told.append("Tentative dates are drafts and may still change.")
    told += feed.notes
    if feed.beside:
        files = listed([PurePosixPath(path).name for path in feed.beside])
        told.append(f"One of several calendars, for their size; the others are {files}.")
    return " ".join(told)


def _color(path: str) -> str:
    """Return a colour that a feed keeps, whatever other feeds come and go."""
    return _COLORS[sha256(path.encode()).digest()[0] % len(_COLORS)]
