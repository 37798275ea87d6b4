"""`plan mark SCENARIO SESSION STATUS`: write into the scenario what became of one session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.again import again
from planner.cli.exits import Exit
from planner.cli.scenario_file import edit, read_edited
from planner.cli.warnings import warn
from planner.cli.written import written
from planner.domain.by_hand import Mark
from planner.domain.overrides import make_up_id
from planner.domain.problem import Problem
from planner.errors import BadInputError, Complaint, Where
from planner.folder import open_folder
from planner.planning import on_record
from planner.reading.edit import Entry
from planner.reading.scenario import read_scenario
from planner.reading.wording import suggestion


@click.command("mark", short_help="Write down what became of a session.")
@options.scenario
@click.argument("session")
@click.argument("status", metavar="STATUS", type=click.Choice([mark.value for mark in Mark]))
@click.option("--on", type=options.Day(), help="Its date, if not the planned one.")
@click.option(
    "--cancelled-on",
    "said_on",
    type=options.Day(),
    help="When the client cancelled it, where the contract asks for notice; today if left out.",
)
@click.option("--note", help="A note of your own.")
@options.out
@options.today
def command(  # noqa: PLR0913, PLR0917 - what is typed
    scenario: Path,
    session: str,
    status: str,
    on: date | None,
    said_on: date | None,
    note: str | None,
    out: Path | None,
    today: date | None,
) -> int:
    """Write what became of SESSION into SCENARIO: confirmed, delivered, missed or cancelled.

    Comments and layout of the file stay. The date is the planned one. Plan again afterwards.
    """
    mark = Mark(status)
    problem = read_scenario(scenario, today).problem
    engagement = problem.engagement
    if session not in problem.sessions:
        hint = suggestion(session, tuple(problem.sessions))
        where = Where(str(scenario), key="sessions")
        raise BadInputError([Complaint(where, f"there is no session {session!r}", hint)])
    folder = options.folder_of(out, engagement.id)
    with open_folder(folder, engagement.id):
        record = written(folder)
        problem = on_record(problem, record) if record else problem
        day = on or _date(problem, session)
        if day is None and mark is not Mark.CANCELLED:
            where = Where(str(scenario), key=f'sessions."{session}"')
            hint = "say when it was, or is, with --on DATE"
            raise BadInputError([Complaint(where, "has no date in the plan", hint)])
        told = _notice(problem, said_on) if mark is Mark.CANCELLED else said_on
        changed = edit(scenario, _entries(session, mark, day, told, note))
        warn(*read_edited(scenario, today, changed).warnings)
        warn(*_told_of_today(problem.today, session, mark, day))
        changed.write()
    said = _said(problem, session, mark, day, told)
    click.echo(f"{changed.shown}: {said}; to plan with it: {again(scenario, folder)}")
    return Exit.DONE


def _date(problem: Problem, session: str) -> date | None:
    """Return the date that the plan has for a session or, without a plan, the scenario."""
    placed = problem.baseline.get(session)
    if placed is not None:
        return placed.date(problem.engagement.zone)
    return problem.by_hand[session].on if session in problem.by_hand else None


def _notice(problem: Problem, said_on: date | None) -> date | None:
    """Return when the client cancelled: as typed, or today where the contract asks for notice."""
    contract = problem.engagement.contract
    asks = contract is not None and contract.billing.notice_days is not None
    return problem.today if said_on is None and asks else said_on


def _told_of_today(today: date, session: str, mark: Mark, on: date | None) -> Iterator[str]:
    """Yield a warning where what has become of a session lies ahead, so that today is too early."""
    if mark in (Mark.DELIVERED, Mark.MISSED) and on is not None and on > today:
        yield (
            f"today is {today}, before {session}, {mark} on {on}; the true one is given with "
            "--today"
        )


def _entries(
    session: str, mark: Mark, on: date | None, cancelled_on: date | None, note: str | None
) -> Iterator[Entry]:
    if on is not None:
        yield Entry(("sessions", session, "on"), on)
    yield Entry(("sessions", session, "status"), mark.value)
    if cancelled_on is not None or mark is not Mark.CANCELLED:
        yield Entry(("sessions", session, "cancelled_on"), cancelled_on)
    if note is not None:
        yield Entry(("sessions", session, "note"), note)


def _said(
    problem: Problem, session: str, mark: Mark, on: date | None, cancelled_on: date | None
) -> str:
    if mark is Mark.CANCELLED:
        told = "" if cancelled_on is None else f" on {cancelled_on}"
        return f"{session}{'' if on is None else f', planned for {on},'} cancelled{told}"
    visit = problem.visits[problem.visit_of[session]]
    more = f"; {make_up_id(visit, session)} is promised" if mark is Mark.MISSED else ""
    return f"{session} {mark} on {on}{more}"
