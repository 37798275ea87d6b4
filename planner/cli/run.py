"""Planning from the command line: read, lock, solve, verify, write, and only then print."""

from __future__ import annotations

import sys

import click

from planner.cli.exits import Exit
from planner.cli.make import Wanted
from planner.cli.news import entries
from planner.cli.options import folder_of
from planner.cli.putting import put
from planner.cli.recorded import record_in
from planner.cli.replan import Outcome, Replanning
from planner.cli.scenario_file import Edited, edit, read_edited
from planner.cli.screen import screen
from planner.cli.warnings import warn
from planner.cli.written import written
from planner.domain.difference import difference
from planner.domain.record import Record
from planner.folder import open_folder
from planner.planning import RefusedPlanError
from planner.reading.scenario import Reading, read_scenario
from planner.reports.changes import changes_json, changes_text
from planner.reports.progress import progress

READING = "reading scenarios and calendars"


def make(wanted: Wanted) -> int:
    """Plan as wanted and return the exit code; nothing is printed before all is written."""
    try:
        outcome, record = _shown(wanted) if wanted.news and not wanted.save else _written(wanted)
    except RefusedPlanError as refused:
        warn(f"the verifier refused the plan, so nothing was written:\n{refused}")
        return Exit.NOTHING
    if not wanted.quiet or wanted.as_json:
        tell(wanted, outcome, record)
    return Exit.ACT if outcome.needs_a_person else Exit.DONE


def _shown(wanted: Wanted) -> tuple[Outcome, Record | None]:
    """Return what the news would come to, and what stands; nothing is written."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        shown.say(READING)
        reading, _ = read_news(wanted, read_scenario(wanted.scenario, wanted.today))
        record = written(folder_of(wanted.out, reading.problem.engagement.id))
        return Replanning(wanted, reading, shown.say).outcome(record), record


def _written(wanted: Wanted) -> tuple[Outcome, Record | None]:
    """Return the plan that now stands in the folder, and what stood there before."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        shown.say(READING)
        reading, edited = read_news(wanted, read_scenario(wanted.scenario, wanted.today))
        engagement = reading.problem.engagement
        with open_folder(folder_of(wanted.out, engagement.id), engagement.id) as folder:
            record, kept = record_in(folder, reading.problem, fresh=wanted.fresh)
            outcome = Replanning(wanted, reading, shown.say).outcome(record)
            put(folder, {**outcome.files, **kept}, edited)
    return outcome, record


def read_news(wanted: Wanted, reading: Reading) -> tuple[Reading, Edited | None]:
    """Return a scenario with the news in it, and its file as it would be."""
    edited = None
    if wanted.news:
        edited = edit(wanted.scenario, entries(wanted.news, reading.problem))
        reading = read_edited(wanted.scenario, wanted.today, edited)
    warn(*reading.warnings)
    return reading, edited


def tell(wanted: Wanted, outcome: Outcome, record: Record | None) -> None:
    """Print what news would change or, once a plan is written, its summary and what changed."""
    is_shown = bool(wanted.news) and not wanted.save
    if wanted.as_json and not is_shown:
        click.echo(outcome.text, nl=False)
        return
    told = difference(record, outcome.record)
    if wanted.as_json:
        click.echo(changes_json(told), nl=False)
        return
    shown = _about(outcome, is_whole=not is_shown)
    if is_shown or (record is not None and told):
        shown = "\n".join(filter(None, (shown, changes_text(told))))
    click.echo(shown, nl=False)


def _about(outcome: Outcome, *, is_whole: bool) -> str:
    """Return the summary of a plan or, of a dry run, only what a person would have to act on."""
    from planner.reports.summary import render, render_trouble  # noqa: PLC0415

    about = render if is_whole else render_trouble
    return about(outcome.problem, outcome.plan, **screen())
