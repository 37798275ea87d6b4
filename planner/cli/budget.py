"""`plan budget SCENARIO`: what is planned, delivered and left; what was confirmed is read back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.deliver import Budget, Typed, budget
from planner.cli.exits import Exit
from planner.cli.replan import Outcome
from planner.cli.screen import screen
from planner.domain.portfolio import Portfolio, PortfolioPlan
from planner.reading.portfolio import is_portfolio, read_portfolio
from planner.reports.budget_json import budget_json
from planner.reports.delivered import render
from planner.reports.portfolio import budget as over_all


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
    if is_portfolio(scenario):
        if delivered or close:
            message = "what was delivered is of one engagement: name its scenario, with --out"
            raise click.UsageError(message)
        return _over_all(scenario, out, today, as_json=as_json)
    found = budget(Typed(scenario, out, today, delivered, close))
    if as_json:
        click.echo(budget_json(found.problem, found.plan), nl=False)
    else:
        click.echo(render(found.problem, found.plan, found.news, **screen()), nl=False)
    return _exit([found])


def _over_all(scenario: Path, out: Path | None, today: date | None, *, as_json: bool) -> int:
    """Show what stands of every engagement of a portfolio, and what all of it comes to."""
    reading = read_portfolio(scenario, today)
    folder = options.folder_of(out, reading.id)
    found = [
        budget(Typed(path, folder / id, one.problem.today, (), ()))
        for id, (path, one) in zip(reading.ids, reading.readings.items(), strict=True)
    ]
    portfolio = Portfolio(reading.id, reading.title, tuple(one.problem for one in found))
    plan = PortfolioPlan(tuple(one.plan for one in found), ())
    if as_json:
        click.echo(over_all.budget_json(portfolio, plan), nl=False)
    else:
        click.echo(over_all.render(portfolio, plan, **screen()), nl=False)
    return _exit(found)


def _exit(found: Iterable[Budget]) -> Exit:
    acts = (one.must_plan or Outcome(one.problem, one.plan, {}).needs_a_person for one in found)
    return Exit.ACT if any(acts) else Exit.DONE
