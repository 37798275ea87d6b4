"""A problem and its plan, told in the titles that people know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.clock import moment
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem, Session
from planner.reports.phrases import dated, day_of


@dataclass(frozen=True, slots=True)
class Titles:
    """What ids are called. Nothing is held back: who may read what is for the report to say."""

    problem: Problem
    plan: Plan

    def people(self, ids: Iterable[str]) -> str:
        """Return facilitators in a sentence."""
        return " and ".join(map(self.person, ids))

    def person(self, id: str) -> str:
        """Return a facilitator's title; of one who has left the scenario, the id."""
        known = self.problem.facilitators
        return known[id].title if id in known else id

    def team(self, placed: PlacedSession) -> str:
        """Return the facilitators of a session in a list."""
        return ", ".join(map(self.person, placed.facilitators))

    def audience(self, session: Session) -> str:
        """Return all who attend a session together."""
        audiences = self.problem.engagement.audiences
        return " + ".join(audiences[id].title for id in session.audience)

    def site(self, id: str) -> str:
        """Return the title of a site; of one that has left the scenario, the id."""
        known = self.problem.engagement.sites
        return known[id].title if id in known else id

    def place(self, placed: PlacedSession) -> str:
        """Return the site where a session begins, or that it is virtual."""
        return self.places(placed)[0]

    def places(self, placed: PlacedSession) -> tuple[str, ...]:
        """Return the site of each part of a session, or that it is virtual."""
        return tuple(
            placed.mode if part.site is None else self.site(part.site) for part in placed.parts
        )

    def place_of(self, placed: PlacedSession, part: Part) -> str:
        """Return the site of one part of a session, or that it is virtual."""
        return self.places(placed)[placed.parts.index(part)]

    def shared_place(self, sessions: Iterable[PlacedSession]) -> str | None:
        """Return where all the sessions are held, or None when in several places."""
        places = {place for placed in sessions for place in self.places(placed)}
        return places.pop() if len(places) == 1 else None

    def request(self, id: str) -> str:
        """Return the title of a request; where another has the same, with the id behind it."""
        requests = self.problem.engagement.requests
        title = requests[id].title
        same = sum(request.title == title for request in requests.values())
        return title if same == 1 else f"{title} ({id})"

    def series(self, id: str) -> str:
        """Return the title of a series: of its request, and of the audience if it has its own."""
        if id in self.problem.engagement.requests:
            return self.request(id)
        request, _, audience = id.partition("/")
        known = self.problem.engagement.audiences
        who = known[audience].title if audience in known else audience
        return f"{self.request(request)}, {who}"

    def when(self, session: str) -> str:
        """Return the date of a placed session."""
        return day_of(self.plan.placed[session].date(self.problem.engagement.zone))

    def day(self, placed: PlacedSession, part: Part) -> str:
        """Return which of several dates of a session a part is, "" of an only one."""
        count = len(placed.parts)
        return f"day {placed.parts.index(part) + 1} of {count}" if count > 1 else ""

    def date(self, part: Part) -> str:
        """Return the date of a part, with its year."""
        return dated(moment(part.start, self.problem.engagement.zone).date())

    def clock(self, part: Part) -> str:
        """Return the clock times of a part."""
        zone = self.problem.engagement.zone
        return f"{moment(part.start, zone):%H:%M}-{moment(part.end, zone):%H:%M}"
