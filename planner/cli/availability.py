"""`plan availability SCENARIO`: who is free when, and why not, before anything is planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.folder import open_folder
from planner.reading.scenario import read_scenario
from planner.reports.availability import availability_csv, availability_grid

NAME = "availability.csv"


@click.command("availability", short_help="Show who is free when, and why not.")
@options.scenario
@options.out
@options.today
def command(scenario: Path, out: Path | None, today: date | None) -> int:
    """Show, week by week, what schools are and who is free, from SCENARIO and its calendars.

    The same, with the reason for each half that is not free, is written to availability.csv in
    the plan's folder; whatever else is there stays as it is.
    """
    reading = read_scenario(scenario, today)
    for warning in reading.warnings:
        click.echo(f"warning: {warning}", err=True)
    problem, absences = reading.problem, reading.absences
    engagement = problem.engagement.id
    with open_folder(options.folder_of(out, engagement), engagement) as folder:
        table = availability_csv(problem, absences)
        folder.replace({NAME: table}, lambda name: name == NAME)
        click.echo(f"wrote {folder.shown}/{NAME}", err=True)
    click.echo(availability_grid(problem, absences), nl=False)
    return Exit.DONE
