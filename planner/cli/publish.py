"""`plan publish SCENARIO`: mark what was sent: planning keeps it, calendars confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from planner.cli import options
from planner.cli.again import again
from planner.cli.exits import Exit
from planner.cli.members import Inside, open_portfolio
from planner.cli.over_all import Standing, known
from planner.cli.putting import put
from planner.cli.recorded import Place
from planner.cli.replan import Outcome
from planner.cli.warnings import raised_today, warn
from planner.documents import RECORD, documents, is_ours_in
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder import open_folder
from planner.planning import check_standing
from planner.publishing import published
from planner.reading.portfolio import is_portfolio, read_portfolio
from planner.reading.record import read_record
from planner.reading.scenario import Reading, read_scenario


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
    no longer fits its scenario is refused: plan again first. Of a portfolio all engagements are
    published, or none.
    """
    if is_portfolio(scenario):
        return _publish_all(scenario, out, today, until)
    reading = read_scenario(scenario, today)
    id = reading.problem.engagement.id
    with open_folder(options.folder_of(out, id), id) as folder:
        done = _published(scenario, reading, folder, until)
        put(folder, done.outcome.files)
        click.echo(done.said)
    return Exit.DONE


def _publish_all(scenario: Path, out: Path | None, today: date | None, until: date | None) -> int:
    """Mark the planned sessions of every engagement of a portfolio as sent to people."""
    reading = read_portfolio(scenario, today)
    with open_portfolio(out, reading) as folder:
        done = [
            _published(scenario, one, Inside(folder, id), until)
            for id, one in zip(reading.ids, reading.readings.values(), strict=True)
        ]
        over_all = Standing.of(reading, [one.outcome for one in done], known(folder))
        put(folder, over_all.files, owned=partial(is_ours_in, reading.ids))
        for one in done:
            click.echo(one.said)
    return Exit.DONE


@dataclass(frozen=True)
class _Published:
    """A plan of which people were told, as it stands now, and what is said of it."""

    outcome: Outcome
    said: str


def _published(scenario: Path, reading: Reading, folder: Place, until: date | None) -> _Published:
    record, problem = _record(folder), reading.problem
    if record.digest != reading.digest:
        where = Where(str(scenario))
        message = "has changed since the plan was made, or a calendar has; nothing is published"
        way_out = f"plan again first: {again(scenario, Path(folder.shown))}"
        raise BadInputError([Complaint(where, message, way_out)])
    told, plan = published(problem, record, until)
    check_standing(told, plan)
    if plan != record.plan:
        warn(*raised_today(problem.today, told.today, "publishing"))
    outcome = Outcome(told, plan, documents(told, plan, record.digest, record.version))
    return _Published(outcome, _said(folder, record, told))


def _record(folder: Place) -> Record:
    text, shown = folder.read(RECORD), f"{folder.shown}/{RECORD}"
    if text is None:
        raise BadInputError([Complaint(Where(shown), "there is no plan to publish")])
    return read_record(text.decode(errors="replace"), shown)


def _said(folder: Place, record: Record, told: Problem) -> str:
    before = record.published & record.plan.placed.keys()
    now = before | (told.published & record.plan.placed.keys())
    drafts = len(record.plan.sessions) - len(now)
    return (
        f"{folder.shown}: {len(now - before)} published now, {len(before)} before, "
        f"{drafts} still drafts"
    )
