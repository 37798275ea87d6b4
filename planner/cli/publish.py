"""`plan publish SCENARIO`: mark what was sent: planning keeps it, calendars confirm it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.putting import put
from planner.cli.warnings import raised_today, warn
from planner.documents import RECORD, documents
from planner.domain.digest import digest
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder import Folder, open_folder
from planner.planning import check_standing
from planner.publishing import published
from planner.reading.record import read_record
from planner.reading.scenario import read_scenario


@click.command("publish", short_help="Mark what was sent to people.")
@options.scenario
@options.out
@options.today
@click.option(
    "--until", type=options.Day(), help="Publish only what starts on or before this date."
)
def command(scenario: Path, out: Path | None, today: date | None, until: date | None) -> int:
    """Mark the planned sessions of SCENARIO as sent to people.

    Calendars then show them as confirmed, and planning moves them only where it must. A plan that
    no longer fits its scenario is refused: plan again first.
    """
    problem = read_scenario(scenario, today).problem
    engagement = problem.engagement
    with open_folder(options.folder_of(out, engagement.id), engagement.id) as folder:
        record = _record(folder)
        if record.digest != digest(problem):
            where = Where(str(scenario))
            message = "has changed since the plan was made, or a calendar has; nothing is published"
            raise BadInputError([Complaint(where, message, f"plan again first: plan {scenario}")])
        told, plan = published(problem, record, until)
        check_standing(told, plan)
        if plan != record.plan:
            warn(*raised_today(problem.today, told.today, "publishing"))
        put(folder, documents(told, plan, record.digest, record.version))
        click.echo(_said(folder, record, told))
    return Exit.DONE


def _record(folder: Folder) -> Record:
    text, shown = folder.read(RECORD), f"{folder.shown}/{RECORD}"
    if text is None:
        raise BadInputError([Complaint(Where(shown), "there is no plan to publish")])
    return read_record(text.decode(errors="replace"), shown)


def _said(folder: Folder, record: Record, told: Problem) -> str:
    before = record.published & record.plan.placed.keys()
    now = before | (told.published & record.plan.placed.keys())
    drafts = len(record.plan.sessions) - len(now)
    return (
        f"{folder.shown}: {len(now - before)} published now, {len(before)} before, "
        f"{drafts} still drafts"
    )
