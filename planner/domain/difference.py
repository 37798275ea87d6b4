"""What is otherwise in one plan of record than in another, as data.

Both sides are records, so that two folders can be compared without their scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.placement import PlacedSession
from planner.domain.plan import Told
from planner.domain.record import LineTotal, Record, Titles


class Kind(StrEnum):
    """What has changed for a session: its times or place, who leads it, or whether it is held.

    Withdrawn is what planning took back; missed and cancelled are what people say.
    """

    MOVED = "moved"
    REASSIGNED = "reassigned"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Change:
    """One session and how it was and is: `old` is None when new, `new` when withdrawn.

    `kinds` has both words where a session moved and others lead it now. `published`: people had
    been told of it.
    """

    id: str
    kinds: tuple[Kind, ...]
    told: Told
    old: PlacedSession | None
    new: PlacedSession | None
    published: bool

    @property
    def places(self) -> tuple[PlacedSession, ...]:
        """How it was and how it is, as far as it was and is."""
        return tuple(placed for placed in (self.old, self.new) if placed is not None)

    @property
    def facilitators(self) -> tuple[str, ...]:
        """Everybody who led it or leads it now."""
        return tuple(dict.fromkeys(id for one in self.places for id in one.facilitators))

    @property
    def sites(self) -> tuple[str, ...]:
        """Every site where it was or is."""
        parts = (part for one in self.places for part in one.parts)
        return tuple(dict.fromkeys(part.site for part in parts if part.site is not None))


@dataclass(frozen=True, slots=True)
class LineChange:
    """A contract line whose figures differ; a side is None where it has no such line."""

    old: LineTotal | None
    new: LineTotal | None

    @property
    def line(self) -> LineTotal:
        """The line as it is or, where it is gone, as it was."""
        line = self.new or self.old
        assert line is not None  # noqa: S101 - one side has it
        return line


@dataclass(frozen=True)
class Difference:
    """All that differs, sessions in order of their new date; both sides as they were written."""

    old: Record | None
    new: Record
    changes: tuple[Change, ...]
    lines: tuple[LineChange, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.lines or self.published)

    @property
    def published(self) -> tuple[str, ...]:
        """The sessions that people have been told of since, and not before; in order of time."""
        before = {} if self.old is None else self.old.revisions
        return tuple(
            id
            for id in self.new.plan.placed
            if id in self.new.published and not (id in before and before[id].published)
        )

    @property
    def titles(self) -> Titles:
        """What people call everybody in either side."""
        before, now = (self.old or self.new).titles, self.new.titles
        return Titles(
            now.engagement,
            {**before.facilitators, **now.facilitators},
            {**before.audiences, **now.audiences},
            {**before.sites, **now.sites},
            {**before.includes, **now.includes},
        )

    def concerning(self, audience: str) -> Iterator[Change]:
        """Yield the changes for an audience: its own, and those of all that include it."""
        includes = self.titles.includes
        for change in self.changes:
            if any(
                id == audience or audience in includes.get(id, ()) for id in change.told.audience
            ):
                yield change


def difference(old: Record | None, new: Record) -> Difference:
    """Return what the new record has otherwise than the old one; None: there was no plan."""
    changes = sorted(_changes(old, new), key=lambda one: (one.places[-1].start, one.id))
    return Difference(old, new, tuple(changes), tuple(_lines(old, new)))


def _changes(old: Record | None, new: Record) -> Iterator[Change]:
    before = old.plan.placed if old else {}
    lapsed = {gone.placed.id: Kind(gone.mark) for gone in new.plan.withdrawn if gone.mark}
    for id in dict.fromkeys((*before, *new.plan.placed)):
        was, now = before.get(id), new.plan.placed.get(id)
        kinds = tuple(_kinds(was, now, lapsed.get(id, Kind.WITHDRAWN)))
        if kinds:
            told = new.told.get(id) or (old or new).told[id]
            known = (old.revisions if old else {}).get(id)
            yield Change(id, kinds, told, was, now, known is not None and known.published)


def _kinds(was: PlacedSession | None, now: PlacedSession | None, gone: Kind) -> Iterator[Kind]:
    if was is None:
        yield Kind.NEW
    elif now is None:
        yield gone
    else:
        if (was.parts, was.mode) != (now.parts, now.mode):
            yield Kind.MOVED
        if was.facilitators != now.facilitators:
            yield Kind.REASSIGNED


def _lines(old: Record | None, new: Record) -> Iterator[LineChange]:
    before = {line.id: line for line in old.lines} if old else {}
    after = {line.id: line for line in new.lines}
    for id in dict.fromkeys((*after, *before)):
        if before.get(id) != after.get(id):
            yield LineChange(before.get(id), after.get(id))
