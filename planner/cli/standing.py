"""The plan of record under a lock, for verbs that go on from it and solve nothing."""

from __future__ import annotations

from pathlib import Path

from planner.cli.again import again
from planner.documents import RECORD
from planner.domain.digest import digest
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder import Folder
from planner.reading.record import read_record


def standing_record(folder: Folder, problem: Problem, scenario: Path, whats_missing: str) -> Record:
    """Return the record of a folder, if its plan still fits the scenario.

    Raises BadInputError where there is none (`whats_missing` says for what), or where scenario, log
    or a calendar have changed since.
    """
    text, shown = folder.read(RECORD), f"{folder.shown}/{RECORD}"
    way_out = again(scenario, Path(folder.shown))
    if text is None:
        message = f"there is no plan {whats_missing}"
        raise BadInputError([Complaint(Where(shown), message, f"plan first: {way_out}")])
    record = read_record(text.decode(errors="replace"), shown)
    if record.digest != digest(problem):
        where = Where(str(scenario))
        message = "has changed since the plan was made, or its log or a calendar has"
        hint = f"plan again first: {way_out}"
        raise BadInputError([Complaint(where, f"{message}; nothing is written", hint)])
    return record
