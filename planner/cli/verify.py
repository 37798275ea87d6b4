"""`plan verify SCENARIO`: check written files against the scenario, without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.written import written
from planner.documents import RECORD, documents, is_ours, is_same
from planner.domain.digest import digest
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.domain.uids import uids_of
from planner.errors import BadInputError, Complaint, Where
from planner.folder.files import listing, read_regular
from planner.folder.trouble import plainly
from planner.planning import as_recorded
from planner.reading.scenario import Reading, read_scenario
from planner.reading.second import Policy, taken
from planner.verify import breaches


@click.command("verify", short_help="Check written files against the scenario.")
@options.scenario
@options.out
@options.today
def command(scenario: Path, out: Path | None, today: date | None) -> int:
    """Read SCENARIO and its calendars again, and check the files written for it.

    Every rule is checked, every goal recomputed and every file made again, without the solver.
    Busy calendars are read a second time, by a path of its own.
    """
    reading = read_scenario(scenario, today)
    folder = options.folder_of(out, reading.problem.engagement.id)
    record = written(folder)
    if record is None:
        raise BadInputError([Complaint(Where(str(folder / RECORD)), "there is no plan to verify")])
    found = (*_findings(reading.problem, record, folder), *_double_booked(reading, record))
    for finding in found:
        click.echo(finding)
    if found:
        click.echo(f"{folder}: {len(found)} findings")
        return Exit.ACT
    click.echo(f"{folder}: every rule holds, every goal is as stated, every file is as made")
    return Exit.DONE


def _double_booked(reading: Reading, record: Record) -> Iterator[str]:
    """Yield the sessions that lie on a busy minute, by a second reading of the calendars."""
    problem = as_recorded(reading.problem, record)
    for id, files in reading.busy_files.items():
        owner = files.owner
        policy = Policy(
            problem.engagement.id,
            owner.zone,
            owner.tentative_is_busy,
            owner.addresses,
            uids_of(problem),
        )
        led = {
            part.span: placed.id
            for placed in record.plan.sessions
            if id in placed.facilitators and placed.id not in problem.history
            for part in placed.parts
        }
        for path, shown in files.files.items():
            for span, uid in taken(path, policy, led):
                yield f"{led[span]}: {id} is busy then: {shown}: {uid} (read a second time)"


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
            on_disk = read_regular(folder / name)
            if name not in made:
                yield f"{name}: is not part of this plan; planning again removes it"
            elif on_disk is None:
                yield f"{name}: is missing; planning again makes it"
            elif not is_same(name, made[name], on_disk):
                yield f"{name}: is not what the plan says"
