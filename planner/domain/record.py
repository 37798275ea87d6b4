"""The plan that was written last: what people were told, and where planning goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan, Revision, Told

FORMAT = 1
"""The layout of plan.json that this planner writes and reads."""

WITHDRAWN = "withdrawn"
"""The status of what planning took back; of what has lapsed it is the scenario's own word."""

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class LineTotal:
    """A contract line as a record has it: its figures as they are written."""

    id: str
    title: str
    unit: str
    planned: str
    unplanned: str
    amount: str


@dataclass(frozen=True, slots=True)
class Titles:
    """What people call those in a record, by id, and which audiences each audience includes."""

    engagement: str = ""
    facilitators: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A plan read back from plan.json, with what it was made from.

    `digest` is that of the inputs, `version` that of the planner that made it. The plan has a
    revision for each of its sessions. `told`, `titles`, `lines`, `zone` and `state` (the
    contract's) are what it takes to speak of it without its scenario. `today` is the date it was
    planned as of: what lay before was history; None where that is not known.
    """

    plan: Plan
    engagement: str
    digest: str
    version: str
    told: Mapping[str, Told] = field(default_factory=dict)
    titles: Titles = Titles()
    lines: tuple[LineTotal, ...] = ()
    zone: ZoneInfo = _UTC
    today: date | None = None
    state: str | None = None

    @cached_property
    def baseline(self) -> Mapping[str, PlacedSession]:
        """What the record places, and where what has lapsed was, by session id."""
        lapsed = {gone.placed.id: gone.placed for gone in self.plan.withdrawn if gone.mark}
        return {**lapsed, **self.plan.placed}

    @cached_property
    def revisions(self) -> Mapping[str, Revision]:
        """The last revision that calendars saw of each session, withdrawn ones included."""
        withdrawn = {gone.placed.id: gone.revision for gone in self.plan.withdrawn}
        return {**withdrawn, **(self.plan.revisions or {})}

    @cached_property
    def published(self) -> frozenset[str]:
        """The sessions of the baseline that people were told of."""
        told = {id for id, revision in self.revisions.items() if revision.published}
        return frozenset(told & self.baseline.keys())

    @cached_property
    def latest_revised(self) -> date | None:
        """The day of the last change; planning never goes back before it. None: no sessions."""
        return max((revision.revised for revision in self.revisions.values()), default=None)


def canonical(document: Mapping[str, Any]) -> str:
    """Return the one way in which a document is written, so that its bytes can be compared."""
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def seal(document: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of a document as written without its key `seal`."""
    unsealed = {key: value for key, value in document.items() if key != "seal"}
    return sha256(canonical(unsealed).encode()).hexdigest()
