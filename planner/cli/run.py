"""Planning from the command line: read, lock, solve, verify, write, and only then print."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping

import click

from planner.cli.exits import Exit
from planner.cli.make import Wanted
from planner.cli.options import folder_of
from planner.cli.replacing import replace_files, uninterrupted
from planner.cli.replan import Outcome, Replanning
from planner.cli.warnings import warn
from planner.documents import RECORD
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError
from planner.folder import Folder, open_folder
from planner.planning import RefusedPlanError
from planner.reading.record import read_record
from planner.reading.salvage import salvage
from planner.reading.scenario import read_scenario
from planner.reports.progress import progress

_PLAIN_WIDTH = 100


def make(wanted: Wanted) -> int:
    """Plan as wanted and return the exit code; nothing is printed before all is written."""
    try:
        outcome = _written(wanted)
    except RefusedPlanError as refused:
        warn(f"the verifier refused the plan, so nothing was written:\n{refused}")
        return Exit.NOTHING
    if wanted.as_json:
        click.echo(outcome.text, nl=False)
    elif not wanted.quiet:
        _print_summary(outcome)
    return Exit.ACT if outcome.needs_a_person else Exit.DONE


def _written(wanted: Wanted) -> Outcome:
    """Return the plan that now stands in the folder."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        shown.say("reading the scenario and its calendars")
        reading = read_scenario(wanted.scenario, wanted.today)
        warn(*reading.warnings)
        engagement = reading.problem.engagement
        with open_folder(folder_of(wanted.out, engagement.id), engagement.id) as folder:
            record, kept = _record(reading.problem, folder, fresh=wanted.fresh)
            outcome = Replanning(wanted, reading, shown.say).outcome(record)
            with uninterrupted():
                replace_files(folder, {**outcome.files, **kept})
    return outcome


def _record(
    problem: Problem, folder: Folder, *, fresh: bool
) -> tuple[Record | None, Mapping[str, bytes]]:
    """Return the record of a folder, and under what name one that is no use is kept."""
    text = folder.read(RECORD)
    if text is None:
        return None, {}
    try:
        return read_record(text.decode(errors="replace"), f"{folder.shown}/{RECORD}"), {}
    except BadInputError as unusable:
        if not fresh:
            raise
        record, lost = salvage(problem, folder)
        name = _free_name(f"{RECORD}.unusable", folder.names())
        warn(str(unusable), f"it is kept as {name}; {lost}")
        return record, {name: text}


def _print_summary(outcome: Outcome) -> None:
    from planner.reports.summary import render  # noqa: PLC0415

    colour = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if colour else _PLAIN_WIDTH
    click.echo(render(outcome.problem, outcome.plan, width=width, colour=colour), nl=False)


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    numbered = (f"{name}.{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)
