"""What the feeds still tell of a plan whose record can no longer be used.

Subscribed calendars know the events by UID and SEQUENCE. Without these, a session planned anew
would be ignored by them as older than what they have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, Protocol

from planner.domain.confidential import told_of
from planner.domain.feed_paths import owner
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan, Revision, Withdrawn
from planner.domain.problem import Mode, Problem
from planner.domain.record import Record
from planner.domain.uids import uids

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FACILITATORS = PurePosixPath("calendars/facilitators")


class Files(Protocol):
    """A folder that can be read."""

    def names(self) -> tuple[str, ...]:
        """Return all files present, relative to the folder."""

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, None where nothing stands."""


@dataclass(frozen=True, slots=True)
class _Event:
    part: Part
    sequence: int
    revised: date
    status: str
    is_virtual: bool


def salvage(problem: Problem, files: Files) -> tuple[Record, str]:
    """Return a record made from the feeds that can still be read, and what was lost.

    It places the sessions that are still in the scenario, with their dates, facilitators and
    SEQUENCE, and knows whether they were published.
    """
    feeds = _read_feeds(files)
    known = [one for id in problem.sessions for one in _known(problem, feeds, id)]
    known.sort(key=lambda one: (one.placed.start, one.placed.id))
    standing = [one for one in known if not one.cancelled]
    plan = Plan(
        tuple(one.placed for one in standing),
        revisions={one.placed.id: one.revision for one in standing},
        withdrawn=tuple(_withdrawn(problem, one) for one in known if one.cancelled),
    )
    lost = f"{len(standing)} sessions were found again in the feeds; all else in it is lost"
    if feeds.unreadable:
        lost += f" (not readable: {', '.join(feeds.unreadable)})"
    return Record(plan, problem.engagement.id, "", ""), lost


@dataclass(frozen=True, slots=True)
class _Known:
    placed: PlacedSession
    revision: Revision
    cancelled: bool


def _withdrawn(problem: Problem, known: _Known) -> Withdrawn:
    """Return what the feeds call cancelled, with what the scenario says became of it."""
    id = known.placed.id
    mark = problem.by_hand[id].mark if id in problem.lapsed else None
    return Withdrawn(known.placed, known.revision, told_of(problem, id), mark)


@dataclass(frozen=True, slots=True)
class _Feeds:
    """Events by UID, the facilitators whose feeds have each, and the feeds that are no use."""

    events: dict[str, _Event]
    leaders: dict[str, set[str]]
    unreadable: list[str]


def _known(problem: Problem, feeds: _Feeds, id: str) -> Iterator[_Known]:
    """Yield a session as the feeds tell it, if they tell all of its parts."""
    visit = problem.visits[problem.visit_of[id]]
    names = uids(problem.engagement.id, id, problem.sessions[id].length.dates)
    told = [feeds.events[name] for name in names if name in feeds.events]
    if len(told) < len(names):
        return
    mode = Mode.VIRTUAL if told[0].is_virtual else visit.modes[0]
    parts = tuple(
        replace(event.part, site=visit.place(mode, number)) for number, event in enumerate(told)
    )
    team = tuple(who for who in problem.facilitators if who in feeds.leaders[names[0]])
    yield _Known(
        PlacedSession(id, parts, team, mode),
        Revision(
            published=told[0].status != "TENTATIVE",
            sequence=max(event.sequence for event in told),
            revised=max(event.revised for event in told),
            content="",
        ),
        told[0].status == "CANCELLED",
    )


def _read_feeds(files: Files) -> _Feeds:
    feeds = _Feeds({}, defaultdict(set), [])
    for name in files.names():
        path = PurePosixPath(name)
        if path.parts[0] != "calendars" or path.suffix != ".ics":
            continue
        try:
            found = dict(_events(files.read(name) or b""))
        except (ValueError, KeyError, AttributeError, TypeError):
            feeds.unreadable.append(name)
            continue
        for uid, event in found.items():
            feeds.events.setdefault(uid, event)
            if path.parent == _FACILITATORS:
                feeds.leaders[uid].add(owner(name))
    return feeds


def _events(text: bytes) -> Iterator[tuple[str, _Event]]:
    from icalendar import Calendar  # noqa: PLC0415

    for event in Calendar.from_ical(text).walk("VEVENT"):
        part = Part(_instant(event.decoded("DTSTART")), _instant(event.decoded("DTEND")))
        revised = event.decoded("LAST-MODIFIED").date()
        yield (
            str(event["UID"]),
            _Event(
                part,
                int(event.decoded("SEQUENCE")),
                revised,
                str(event["STATUS"]),
                "CONFERENCE" in event,
            ),
        )


def _instant(at: Any) -> int:
    return int((at - _EPOCH) // timedelta(minutes=1))
