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
from planner.domain.overrides import made_up_by
from planner.domain.placement import PlacedSession
from planner.domain.plan import Told
from planner.domain.problem import FOLLOW_UP, Problem, Request
from planner.domain.uids import uids
from planner.reports.phrases import dated
from planner.reports.wording import Status, Subject, Words, in_full, neutrally, titled


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
    """Announces the sessions of a problem, and those that have left it since and are `known`.

    `placed` has those that a plan places, which tells when a missed one is made up for.
    """

    problem: Problem
    known: Mapping[str, Told] = field(default_factory=dict)
    placed: Mapping[str, PlacedSession] = field(default_factory=dict)

    def announce(self, placed: PlacedSession, status: Status) -> Announcement:
        """Return what the feeds say of a session."""
        subject = self._subject(placed, status)
        numbers = range(1, len(placed.parts) + 1)
        known_as = self._id_for_those_concerned(placed.id)
        full = self._events(subject, known_as, [in_full(subject, number) for number in numbers])
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

    def attending(self, session_id: str) -> frozenset[str]:
        """Return all audiences that are there, of those that are still in the scenario."""
        known = self.problem.engagement.audiences
        return self.problem.attending([id for id in self.audience(session_id) if id in known])

    def told(self, session_id: str) -> Told:
        """Return what a session is to people.

        Of one that has left and is not known, its id names request and audience, that of a
        follow-up only its request; where the request has left too, nobody can tell, so it is held
        to be confidential.
        """
        if session_id in self.problem.sessions:
            return told_of(self.problem, session_id)
        if session_id in self.known:
            return self.known[session_id]
        engagement, (request, *words) = self.problem.engagement, session_id.split("/")
        is_follow_up = session_id.endswith(FOLLOW_UP)
        named = () if is_follow_up else words
        audience = tuple(word for word in named if word in engagement.audiences)
        left = self._left(session_id)
        if left is None:
            return Told(request, "", "", audience, confidential=True)
        return Told(request, left.title, left.type, audience, left.confidential)

    def _id_for_those_concerned(self, session_id: str) -> str:
        """Return the id that those in a session read.

        A follow-up's id names whom its session was with, and others may be in the follow-up.
        """
        session = self.problem.sessions.get(session_id)
        is_follow_up = session is not None and session.follows
        return self._public_id(session_id) if is_follow_up else session_id

    @cached_property
    def _public_ids(self) -> Mapping[str, str]:
        return public_ids(self.problem)

    def _public_id(self, session_id: str) -> str:
        return self._public_ids.get(session_id, session_id.partition("/")[0])

    def _request(self, session_id: str) -> Request | None:
        if session_id in self.problem.sessions:
            return request_of(self.problem, session_id)
        if session_id not in self.known:
            return self._left(session_id)
        told = self.known[session_id]
        return Request(told.request, told.title, told.type, told.confidential, "", "", "", "", "")

    def _left(self, session_id: str) -> Request | None:
        """Return the request that a session came of; of a follow-up, that of follow-ups."""
        request = self.problem.engagement.requests.get(session_id.partition("/")[0])
        return request.follow_up if request and session_id.endswith(FOLLOW_UP) else request

    def _subject(self, placed: PlacedSession, status: Status) -> Subject:
        engagement, facilitators = self.problem.engagement, self.problem.facilitators
        team = (facilitators[id].title for id in placed.facilitators if id in facilitators)
        return Subject(
            engagement=engagement,
            placed=placed,
            status=status,
            request=self._request(placed.id),
            before=self._before(placed.id),
            made_up=self._made_up(placed.id) if status is Status.MISSED else "",
            audience=self._audience_titles(placed.id),
            team=tuple(team),
            sites=tuple(engagement.sites.get(part.site or "") for part in placed.parts),
        )

    def _before(self, session_id: str) -> str:
        """Return what a follow-up follows, as far as those in it may know; else an empty text."""
        session = self.problem.sessions.get(session_id)
        if session is None or not session.follows:
            return ""
        before = session_id.removesuffix(FOLLOW_UP)
        request = request_of(self.problem, before)
        return "" if request.confidential else titled(request.title, self._audience_titles(before))

    def _made_up(self, session_id: str) -> str:
        """Return when a missed session is made up for, an empty text where nobody knows."""
        there = self.placed.get(made_up_by(self.problem, session_id))
        if there is None:
            return ""
        engagement = self.problem.engagement
        site = engagement.sites.get(there.site or "")
        start = moment(there.start, site.zone if site else engagement.zone)
        return f"{dated(start.date())}, {start:%H:%M}"

    def _audience_titles(self, session_id: str) -> tuple[str, ...]:
        known = self.problem.engagement.audiences
        return tuple(known[id].title if id in known else id for id in self.audience(session_id))

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
