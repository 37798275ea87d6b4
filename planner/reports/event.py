"""Everything any feed says of one session, as data: in full, and neutrally where it must.

Of a confidential session only its own facilitators and audience read whom and what it is about.
Everybody else reads that there is coaching, when, and at which site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from json import dumps

from planner.domain.clock import moment
from planner.domain.confidential import public_ids, request_of, told_of
from planner.domain.placement import PlacedSession
from planner.domain.plan import Told
from planner.domain.problem import Problem, Request
from planner.domain.uids import uids
from planner.reports.wording import Status, Subject, Words, in_full, neutrally


@dataclass(frozen=True, slots=True)
class Event:
    """One part of a session as one kind of reader sees it.

    `session` is the id that this reader may know; `start` and `end` are in the zone of the place.
    """

    uid: str
    session: str
    status: Status
    start: datetime
    end: datetime
    words: Words


@dataclass(frozen=True, slots=True)
class Announcement:
    """The events of one session, one for each part: for those concerned, and for all others."""

    full: tuple[Event, ...]
    neutral: tuple[Event, ...]

    @property
    def content(self) -> str:
        """The hash of all that any feed says of the session, apart from when it was revised."""
        said = [_said(event) for event in (*self.full, *self.neutral)]
        return sha256(dumps(said).encode()).hexdigest()


def content(problem: Problem, placed: PlacedSession, status: Status) -> str:
    """Return the hash of all that any feed says of one session, apart from when it was revised."""
    return Announcer(problem).announce(placed, status).content


@dataclass(frozen=True)
class Announcer:
    """Announces the sessions of a problem, and those that have left it since and are `known`."""

    problem: Problem
    known: Mapping[str, Told] = field(default_factory=dict)

    def announce(self, placed: PlacedSession, status: Status) -> Announcement:
        """Return what the feeds say of a session."""
        subject = self._subject(placed, status)
        numbers = range(1, len(placed.parts) + 1)
        full = self._events(subject, placed.id, [in_full(subject, number) for number in numbers])
        if not self.is_confidential(placed.id):
            return Announcement(full, full)
        words = [neutrally(subject, number) for number in numbers]
        return Announcement(full, self._events(subject, self._public_id(placed.id), words))

    def is_confidential(self, session_id: str) -> bool:
        """Tell whether others may not know whom and what a session is about."""
        return self.told(session_id).confidential

    def audience(self, session_id: str) -> tuple[str, ...]:
        """Return whom a session is for."""
        return self.told(session_id).audience

    def told(self, session_id: str) -> Told:
        """Return what a session is to people.

        Of one that has left and is not known, its id names request and audience; where the
        request has left too, nobody can tell, so it is held to be confidential.
        """
        if session_id in self.problem.sessions:
            return told_of(self.problem, session_id)
        if session_id in self.known:
            return self.known[session_id]
        engagement, (request, *words) = self.problem.engagement, session_id.split("/")
        audience = tuple(word for word in words if word in engagement.audiences)
        if request not in engagement.requests:
            return Told(request, "", "", audience, confidential=True)
        left = engagement.requests[request]
        return Told(request, left.title, left.type, audience, left.confidential)

    @cached_property
    def _public_ids(self) -> Mapping[str, str]:
        return public_ids(self.problem)

    def _public_id(self, session_id: str) -> str:
        return self._public_ids.get(session_id, session_id.partition("/")[0])

    def _request(self, session_id: str) -> Request | None:
        if session_id in self.problem.sessions:
            return request_of(self.problem, session_id)
        told = self.told(session_id)
        if session_id not in self.known:
            return self.problem.engagement.requests.get(told.request)
        return Request(told.request, told.title, told.type, told.confidential, "", "", "", "", "")

    def _subject(self, placed: PlacedSession, status: Status) -> Subject:
        engagement, facilitators = self.problem.engagement, self.problem.facilitators
        team = (facilitators[id].title for id in placed.facilitators if id in facilitators)
        return Subject(
            engagement=engagement,
            placed=placed,
            status=status,
            request=self._request(placed.id),
            audience=tuple(self._audience_title(id) for id in self.audience(placed.id)),
            team=tuple(team),
            sites=tuple(engagement.sites.get(part.site or "") for part in placed.parts),
        )

    def _audience_title(self, id: str) -> str:
        known = self.problem.engagement.audiences.get(id)
        return known.title if known else id

    def _events(self, subject: Subject, shown: str, words: Sequence[Words]) -> tuple[Event, ...]:
        placed, engagement = subject.placed, subject.engagement
        zones = [site.zone if site else engagement.zone for site in subject.sites]
        names = uids(engagement.id, placed.id, len(placed.parts))
        return tuple(
            Event(
                uid, shown, subject.status, moment(part.start, zone), moment(part.end, zone), text
            )
            for uid, part, zone, text in zip(names, placed.parts, zones, words, strict=True)
        )


def _said(event: Event) -> Sequence[str]:
    times = (event.start.isoformat(), event.end.isoformat(), str(event.start.tzinfo))
    return (event.uid, event.session, event.status, *times, *astuple(event.words))
