"""`plan check SCENARIO`: name every mistake of a scenario, and what no plan of it can keep."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from planner.candidates import candidates
from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.written import written
from planner.impossible import impossible
from planner.planning import on_record
from planner.reading.portfolio import is_portfolio, read_portfolio
from planner.reading.scenario import Reading, read_scenario
from planner.reports.phrases import counted


@click.command("check", short_help="Name every mistake of a scenario.")
@options.scenario
@options.out
@options.today
def command(scenario: Path, out: Path | None, today: date | None) -> int:
    """Read SCENARIO and the calendars it names, and name every mistake at once.

    Without a mistake, name what is impossible by arithmetic alone: it would be planned around.
    What a plan in the folder says has happened needs no place any more. Of a portfolio it checks
    each engagement, and that whoever works for several is one person.
    """
    if is_portfolio(scenario):
        return _check_all(scenario, out, today)
    reading = read_scenario(scenario, today)
    folder = options.folder_of(out, reading.problem.engagement.id)
    return _check(scenario, reading, folder)


def _check_all(scenario: Path, out: Path | None, today: date | None) -> int:
    """Check each engagement of a portfolio; what is wrong with any of them is said at once."""
    portfolio = read_portfolio(scenario, today)
    folder = options.folder_of(out, portfolio.id)
    codes = [
        _check(path, reading, folder / id)
        for id, (path, reading) in zip(portfolio.ids, portfolio.readings.items(), strict=True)
    ]
    return max(codes)


def _check(scenario: Path, reading: Reading, folder: Path) -> int:
    """Say what is impossible in a scenario that has no mistakes."""
    for warning in reading.warnings:
        click.echo(f"warning: {warning}", err=True)
    problem = reading.problem
    record = written(folder)
    if record is not None:
        problem = on_record(problem, record)
    found = impossible(problem, candidates(problem))
    for one in found:
        click.echo(f"warning: {one}", err=True)
    wrong = f"{len(found)} impossible" if found else "no mistakes"
    click.echo(
        f"{os.path.relpath(scenario)}: {problem.engagement.title}: "
        f"{counted(len(problem.sessions), 'session')} in "
        f"{counted(len(problem.visits), 'visit')}, "
        f"{counted(len(problem.facilitators), 'facilitator')}; {wrong}"
    )
    return Exit.ACT if found else Exit.DONE
