"""What comes out: sessions with their places, what is left over, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.by_hand import Mark
from planner.domain.placement import PlacedSession


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A session that found no place, and why, in sentences a manager can act on."""

    id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalResult:
    """How a goal ended: its value, the proven bound below it (equal: optimal), and the unit."""

    tier: int
    name: str
    value: int
    bound: int
    unit: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What calendars need to follow a session: RFC 5545 SEQUENCE, and when it last changed.

    `content` is the hash of all that any feed says of the session; while it stays, so do
    `sequence` and `revised`.
    """

    published: bool
    sequence: int
    revised: date
    content: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a session is to people, in words that outlive its request; `audience` has ids."""

    request: str
    title: str
    type: str
    audience: tuple[str, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A session that no longer takes place, as it was and as people were told of it.

    One that was missed or cancelled has that `mark`, and is kept for good; a published one that
    planning took back has none, and is kept until its date is past.
    """

    placed: PlacedSession
    revision: Revision
    told: Told
    mark: Mark | None = None


@dataclass(frozen=True)
class Plan:
    """One year. `sessions` are sorted by start and id; `revisions` has each of them by id.

    `previous` has, for each session that the planning moved or dropped, where it was before;
    `released` are the published ones that it was free to move.
    """

    sessions: tuple[PlacedSession, ...]
    unplaced: tuple[Unplaced, ...] = ()
    goals: tuple[GoalResult, ...] = ()
    revisions: Mapping[str, Revision] | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    previous: tuple[PlacedSession, ...] = ()
    reproducible: bool = True
    released: tuple[str, ...] = ()

    @cached_property
    def placed(self) -> Mapping[str, PlacedSession]:
        """Every placed session by its id."""
        return {session.id: session for session in self.sessions}


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a plan breaks, the sessions that break it, and how."""

    rule: str
    sessions: tuple[str, ...]
    message: str
