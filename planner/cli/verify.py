"""`plan verify SCENARIO`: check written files against the scenario, without the solver."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.written import written, written_over_all
from planner.documents import RECORD, documents, is_ours, is_same, portfolio_documents
from planner.domain.digest import digest
from planner.domain.plan import Breach
from planner.domain.portfolio import Inputs, Portfolio
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.domain.uids import uids_of
from planner.errors import BadInputError, Complaint, Where
from planner.folder.files import listing, read_regular
from planner.folder.trouble import plainly
from planner.planning import as_recorded
from planner.portfolio import breaches_between, joined, results_of
from planner.reading.portfolio import PortfolioReading, is_portfolio, read_portfolio
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
    Busy calendars are read a second time, by a path of its own. Of a portfolio it checks each
    engagement, and that nobody is in two places between them.
    """
    if is_portfolio(scenario):
        portfolio = read_portfolio(scenario, today)
        folder = options.folder_of(out, portfolio.id)
        found = tuple(_of_portfolio(portfolio, folder))
    else:
        reading = read_scenario(scenario, today)
        folder = options.folder_of(out, reading.problem.engagement.id)
        ours = uids_of(reading.problem)
        found = tuple(_of_engagement(reading, _record(folder), folder, ours))
    for finding in found:
        click.echo(finding)
    if found:
        click.echo(f"{folder}: {len(found)} findings")
        return Exit.ACT
    click.echo(f"{folder}: every rule holds, every goal is as stated, every file is as made")
    return Exit.DONE


def _record(folder: Path) -> Record:
    record = written(folder)
    if record is None:
        raise BadInputError([Complaint(Where(str(folder / RECORD)), "there is no plan to verify")])
    return record


def _of_engagement(
    reading: Reading, record: Record, folder: Path, ours: Collection[str]
) -> Iterator[str]:
    """Yield what is wrong with an engagement's plan and files; `ours` are our own events' UIDs."""
    problem = reading.problem
    if record.digest != reading.digest:
        yield "the scenario or a calendar has changed since this plan was made; plan again"
    stood = as_recorded(problem, record)
    yield from map(_told, breaches(stood, record.plan))
    if _is_known(problem, record):
        made = documents(stood, record.plan, record.digest, record.version)
        yield from _other_files(made, folder, is_ours)
    yield from _double_booked(reading, record, ours)


def _of_portfolio(reading: PortfolioReading, folder: Path) -> Iterator[str]:
    """Yield what is wrong with each engagement, between them, and with the files over all."""
    each = [
        (id, one, _record(folder / id))
        for id, one in zip(reading.ids, reading.readings.values(), strict=True)
    ]
    for id, one, record in each:
        found = _of_engagement(one, record, folder / id, reading.ours)
        yield from (f"{id}: {finding}" for finding in found)
    if not all(_is_known(one.problem, record) for _, one, record in each):
        return
    problems = [as_recorded(one.problem, record) for _, one, record in each]
    plans = [record.plan for _, _, record in each]
    yield from dict.fromkeys(map(_told, breaches_between(problems, plans)))
    known = written_over_all(folder)
    results = results_of(problems, plans, known.groups)
    stated = {group.engagements: group.goals for group in known.groups}
    for numbers, goals in results.items():
        ids = tuple(reading.ids[number] for number in numbers)
        if stated.get(ids) != goals:
            yield f"{RECORD}: does not say of {', '.join(ids)} together what holds of them"
    portfolio = Portfolio(reading.id, reading.title, tuple(problems))
    inputs = [Inputs(record.digest, digest(one.problem)) for _, one, record in each]
    made = portfolio_documents(
        portfolio, joined(problems, plans, results), [{}] * len(each), inputs, known.version
    )
    yield from _other_files(made, folder, is_ours)


def _told(breach: Breach) -> str:
    who = ", ".join(breach.sessions) or "the plan"
    return f"{who}: {breach.message} (every session {breach.rule})"


def _is_known(problem: Problem, record: Record) -> bool:
    """Tell whether every session of a plan is in its scenario still."""
    return all(placed.id in problem.sessions for placed in record.plan.sessions)


def _other_files(
    made: Mapping[str, bytes], folder: Path, owned: Callable[[str], bool]
) -> Iterator[str]:
    """Yield the files of a folder that are not those of its plan."""
    with plainly(str(folder)):
        for name in sorted(made.keys() | set(filter(owned, listing(folder)[0]))):
            on_disk = read_regular(folder / name)
            if name not in made:
                yield f"{name}: is not part of this plan; planning again removes it"
            elif on_disk is None:
                yield f"{name}: is missing; planning again makes it"
            elif not is_same(name, made[name], on_disk):
                yield f"{name}: is not what the plan says"


def _double_booked(reading: Reading, record: Record, ours: Collection[str]) -> Iterator[str]:
    """Yield the sessions that lie on a busy minute, by a second reading of the calendars."""
    problem = as_recorded(reading.problem, record)
    for id, files in reading.busy_files.items():
        owner = files.owner
        policy = Policy(
            problem.engagement.id,
            owner.zone,
            owner.tentative_is_busy,
            owner.addresses,
            frozenset(ours),
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
