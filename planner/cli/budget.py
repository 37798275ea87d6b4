"""`plan budget SCENARIO`: what is planned, delivered and left; what was confirmed is read back."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.deliver import Budget, Typed, budget
from planner.cli.exits import Exit
from planner.cli.replan import Outcome
from planner.reports.budget_json import budget_json
from planner.reports.delivered import render

_PLAIN_WIDTH = 100


@click.command("budget", short_help="Show what is planned, delivered and left.")
@options.scenario
@click.option(
    "--delivered",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read a month that was confirmed. Repeatable.",
)
@click.option(
    "--close", multiple=True, type=options.Month(), help="Close a month as signed. Repeatable."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@options.out
@options.today
def command(  # noqa: PLR0913 - what is typed
    *,
    scenario: Path,
    delivered: tuple[Path, ...],
    close: tuple[str, ...],
    as_json: bool,
    out: Path | None,
    today: date | None,
) -> int:
    """Show what of SCENARIO's contract is planned, delivered and left, line by line.

    With --delivered, what was confirmed, corrected or struck in a month is added to the log beside
    the scenario; only the log says that something was delivered. The same file read again changes
    nothing.
    """
    found = budget(Typed(scenario, out, today, delivered, close))
    click.echo(budget_json(found.problem, found.plan) if as_json else _text(found), nl=False)
    needs_a_person = found.must_plan or Outcome(found.problem, found.plan, {}).needs_a_person
    return Exit.ACT if needs_a_person else Exit.DONE


def _text(found: Budget) -> str:
    colour = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if colour else _PLAIN_WIDTH
    return render(found.problem, found.plan, found.news, width=width, colour=colour)
