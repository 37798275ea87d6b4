"""`plan verify SCENARIO`: check written files against the scenario, without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.documents import RECORD, documents, is_ours
from planner.domain.digest import digest
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.folder.files import listing, read_regular
from planner.folder.trouble import plainly
from planner.planning import as_recorded
from planner.reading.record import read_record
from planner.reading.scenario import read_scenario
from planner.verify import breaches


@click.command("verify", short_help="Check written files against the scenario.")
@options.scenario
@options.out
@options.today
def command(scenario: Path, out: Path | None, today: date | None) -> int:
    """Read SCENARIO and its calendars again, and check the files written for it.

    Every rule is checked, every goal recomputed and every file made again, without the solver.
    """
    reading = read_scenario(scenario, today)
    folder = options.folder_of(out, reading.problem.engagement.id)
    shown = str(folder / RECORD)
    with plainly(shown):
        text = read_regular(folder / RECORD)
    if text is None:
        raise BadInputError([Complaint(Where(shown), "there is no plan to verify")])
    record = read_record(text.decode(errors="replace"), shown)
    found = tuple(_findings(reading.problem, record, folder))
    for finding in found:
        click.echo(finding)
    if found:
        click.echo(f"{folder}: {len(found)} findings")
        return Exit.ACT
    click.echo(f"{folder}: every rule holds, every goal is as stated, every file is as made")
    return Exit.DONE


def _findings(problem: Problem, record: Record, folder: Path) -> Iterator[str]:
    if record.digest != digest(problem):
        yield "the scenario or a calendar has changed since this plan was made; plan again"
    stood = as_recorded(problem, record)
    found = tuple(breaches(stood, record.plan))
    for breach in found:
        who = ", ".join(breach.sessions) or "the plan"
        yield f"{who}: {breach.message} (every session {breach.rule})"
    if any(placed.id not in problem.sessions for placed in record.plan.sessions):
        return
    made = documents(stood, record.plan, record.digest, record.version)
    with plainly(str(folder)):
        for name in sorted(made.keys() | set(filter(is_ours, listing(folder)[0]))):
            written = read_regular(folder / name)
            if name not in made:
                yield f"{name}: is not part of this plan; planning again removes it"
            elif written is None:
                yield f"{name}: is missing; planning again makes it"
            elif written != made[name]:
                yield f"{name}: is not what the plan says"
