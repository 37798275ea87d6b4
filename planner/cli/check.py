"""`plan check SCENARIO`: read everything a plan is made from, and name every mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.reading.scenario import read_scenario


@click.command("check", short_help="Name every mistake of a scenario.")
@options.scenario
@options.today
def command(scenario: Path, today: date | None) -> int:
    """Read SCENARIO and the calendars it names, and name every mistake at once."""
    reading = read_scenario(scenario, today)
    for warning in reading.warnings:
        click.echo(f"warning: {warning}", err=True)
    problem = reading.problem
    click.echo(
        f"{scenario}: {problem.engagement.title}: {len(problem.sessions)} sessions in "
        f"{len(problem.visits)} visits, {len(problem.facilitators)} facilitators; no mistakes"
    )
    return Exit.DONE
