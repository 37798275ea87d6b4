"""What plan and log have, by the names under which people hand it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.clock import moment
from planner.domain.confidential import public_ids
from planner.domain.delivery import Awaited, first_planned
from planner.domain.log import Amounts, Entry, Slot, stories
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Of:
    """What plan and log have of the slot that a row names; `told` is all that the log has."""

    slot: Slot
    planned: Part | None
    expected: Amounts
    line: str | None
    told: Sequence[Entry]

    @property
    def before(self) -> Entry | None:
        """The word that holds so far."""
        return self.told[-1] if self.told else None


@dataclass(frozen=True)
class Known:
    """What plan and log have: slots by who was to lead which part, and the words on each."""

    problem: Problem
    plan: Plan

    @cached_property
    def told(self) -> Mapping[Slot, Sequence[Entry]]:
        """All that was said of each slot, the word that holds last."""
        return stories(self.problem.log)

    @cached_property
    def planned(self) -> Mapping[Slot, Awaited]:
        """What the plan has of each slot, as it was before it followed the log."""
        return first_planned(self.problem, self.plan)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The ids that anyone may read, by those of the sessions."""
        return public_ids(self.problem)

    @cached_property
    def sessions(self) -> Mapping[str, str]:
        """The ids of sessions by those that anyone may read, and by themselves."""
        public = {shown: id for id, shown in self.names.items()}
        return {**{id: id for id in self.problem.sessions}, **public}

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The ids of facilitators by id and title, whatever the capitals."""
        found = {one.title.casefold(): id for id, one in self.problem.facilitators.items()}
        return found | {id.casefold(): id for id in self.problem.facilitators}

    @cached_property
    def dates(self) -> Mapping[tuple[str, str], frozenset[date]]:
        """The dates on which the plan, or the log of it, has a part of a session."""
        zone = self.problem.engagement.zone
        parts = [(one.slot, one.part) for one in self.planned.values()]
        parts += [
            (slot, words[-1].planned) for slot, words in self.told.items() if words[-1].planned
        ]
        found: dict[tuple[str, str], frozenset[date]] = {}
        for slot, part in parts:
            key = slot.session, str(slot.part or "")
            found[key] = found.get(key, frozenset()) | {moment(part.start, zone).date()}
        return found
