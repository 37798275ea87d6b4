"""`plan check SCENARIO`: name every mistake of a scenario, and what no plan of it can keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planner.candidates import candidates
from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.written import written
from planner.impossible import impossible
from planner.planning import on_record
from planner.reading.scenario import read_scenario
from planner.reports.phrases import counted


@click.command("check", short_help="Name every mistake of a scenario.")
@options.scenario
@options.out
@options.today
def command(scenario: Path, out: Path | None, today: date | None) -> int:
    """Read SCENARIO and the calendars it names, and name every mistake at once.

    Without a mistake, name what is impossible by arithmetic alone: it would be planned around.
    What a plan in the folder says has happened needs no place any more.
    """
    reading = read_scenario(scenario, today)
    for warning in reading.warnings:
        click.echo(f"warning: {warning}", err=True)
    problem = reading.problem
    record = written(options.folder_of(out, problem.engagement.id))
    if record is not None:
        problem = on_record(problem, record)
    found = impossible(problem, candidates(problem))
    for one in found:
        click.echo(f"warning: {one}", err=True)
    wrong = f"{len(found)} impossible" if found else "no mistakes"
    click.echo(
        f"{scenario}: {problem.engagement.title}: {counted(len(problem.sessions), 'session')} in "
        f"{counted(len(problem.visits), 'visit')}, "
        f"{counted(len(problem.facilitators), 'facilitator')}; {wrong}"
    )
    return Exit.ACT if found else Exit.DONE
