"""The engagements of a portfolio, each with its scenario, its record and its own folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from planner.cli.make import Wanted
from planner.cli.options import folder_of
from planner.cli.recorded import record_in
from planner.cli.replan import Outcome, Replanning
from planner.documents import inside
from planner.domain.portfolio import BETWEEN, Inputs, PortfolioRecord, within
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder import Folder, open_folder
from planner.planning import EVERY
from planner.reading.portfolio import PortfolioReading


@contextmanager
def open_portfolio(out: Path | None, reading: PortfolioReading) -> Iterator[Folder]:
    """Lock the folder of a portfolio, and in it those of its engagements, which verbs take too.

    FolderError where another run holds one of them, or where one belongs to something else.
    """
    path = folder_of(out, reading.id)
    with ExitStack() as locks:
        folder = locks.enter_context(open_folder(path, reading.id))
        for id in reading.ids:
            locks.enter_context(open_folder(path / id, id))
        yield folder


@dataclass(frozen=True)
class Inside:
    """The place of one engagement in a portfolio's folder, to be read."""

    folder: Folder
    engagement: str

    @property
    def shown(self) -> str:
        """Its path for people."""
        return f"{self.folder.shown}/{self.engagement}"

    def names(self) -> tuple[str, ...]:
        """All files present, relative to it."""
        start = inside(self.engagement, "")
        return tuple(
            name.removeprefix(start) for name in self.folder.names() if name.startswith(start)
        )

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, None where nothing stands."""
        return self.folder.read(inside(self.engagement, name))


@dataclass(frozen=True)
class Member:
    """One engagement of a portfolio: how it is planned, what stands, and files to be kept.

    `inputs` are what it is planned from now; `was` is what it was planned from with the others.
    """

    replanning: Replanning
    record: Record | None
    kept: Mapping[str, bytes]
    inputs: Inputs
    was: Inputs | None

    @property
    def problem(self) -> Problem:
        """The engagement as its scenario states it."""
        return self.replanning.reading.problem

    @property
    def id(self) -> str:
        """The id of the engagement."""
        return self.problem.engagement.id

    @property
    def stands(self) -> bool:
        """Tell whether its record's plan is of its inputs, and its contract pays for it."""
        if self.record is None or self.was is None or self.was.beside != self.inputs.beside:
            return False
        is_of_these = self.record.digest in (self.was.alone, self.inputs.alone)
        return is_of_these and self.replanning.is_paid(self.record)

    def standing(self) -> Outcome:
        """Return what stands, with every file made again; BadInputError where nothing does."""
        if self.record is None or not self.stands:
            where = Where(str(self.replanning.wanted.scenario))
            message = f"has no plan of {self.id} as its scenario is now, beside which to plan"
            raise BadInputError([Complaint(where, message, "plan all of it once, without --only")])
        return self.replanning.kept(self.record)


def members_of(
    wanted: Wanted,
    reading: PortfolioReading,
    folder: Folder,
    before: PortfolioRecord | None,
    say: Callable[[str], None],
) -> tuple[Member, ...]:
    """Return the engagements of a portfolio with what its folder has of them.

    `before` is what its plan.json says over all.
    """
    found: list[Member] = []
    readings = reading.readings.items()
    for id, (path, one), inputs in zip(reading.ids, readings, reading.inputs, strict=True):
        was = before.inputs.get(id) if before else None
        own = replace(wanted, scenario=path, release=_released(wanted, reading, id))
        record, kept = record_in(Inside(folder, id), one.problem, fresh=wanted.fresh)
        found.append(Member(Replanning(own, one, say), record, kept, inputs, was))
    return tuple(found)


def _released(wanted: Wanted, reading: PortfolioReading, engagement: str) -> tuple[str, ...]:
    """Return the sessions of one engagement that may move; a portfolio names them with its id."""
    starts = tuple(within(id, "") for id in reading.ids)
    unknown = [id for id in wanted.release if id != EVERY and not id.startswith(starts)]
    if unknown:
        where = Where(str(wanted.scenario), key="--release")
        message = f"no engagement has a session {unknown[0]!r}"
        hint = f'write the engagement before it, as in "{reading.ids[0]}{BETWEEN}SESSION"'
        raise BadInputError([Complaint(where, message, hint)])
    start = within(engagement, "")
    named = (id.removeprefix(start) for id in wanted.release if id.startswith(start))
    return (*named, *(id for id in wanted.release if id == EVERY))
