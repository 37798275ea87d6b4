"""Planning from the command line: read, lock, solve, verify, write, and only then print."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

import click

from planner import __version__
from planner.cli.copies import copies_of
from planner.cli.exits import Exit
from planner.cli.make import Wanted
from planner.cli.options import folder_of
from planner.documents import RECORD, documents, is_ours
from planner.domain.digest import digest
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.domain.seats import shortages
from planner.errors import BadInputError, Complaint, Where
from planner.folder import Folder, open_folder
from planner.impossible import Impossible, too_few_seats
from planner.planning import (
    RefusedPlanError,
    as_recorded,
    check_plan,
    is_better,
    make_plan,
    on_record,
    without_drafts,
)
from planner.reading.record import read_record
from planner.reading.salvage import salvage
from planner.reading.scenario import Reading, read_scenario
from planner.reports.progress import progress
from planner.reports.revisions import revise

_STARTED = monotonic()
_PLAIN_WIDTH = 100


def make(wanted: Wanted) -> int:
    """Plan as wanted and return the exit code; nothing is printed before all is written."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        shown.say("reading the scenario and its calendars")
        reading = read_scenario(wanted.scenario, wanted.today)
        _warn(*reading.warnings)
        engagement = reading.problem.engagement
        with open_folder(folder_of(wanted.out, engagement.id), engagement.id) as folder:
            try:
                run = _Run(wanted, reading, folder, shown.say)
                problem, plan = run.plan(reading.problem)
            except RefusedPlanError as refused:
                _warn(f"the verifier refused the plan, so nothing was written:\n{refused}")
                return Exit.NOTHING
    if wanted.as_json:
        click.echo(run.text, nl=False)
    elif not wanted.quiet:
        _print_summary(problem, plan)
    return Exit.ACT if _needs_a_person(problem, plan) else Exit.DONE


class _Run:
    """One planning over one locked folder."""

    def __init__(
        self, wanted: Wanted, reading: Reading, folder: Folder, say: Callable[[str], None]
    ) -> None:
        self.wanted, self.reading, self.folder, self.say = wanted, reading, folder, say
        self.kept: dict[str, bytes] = {}
        self.text = ""

    def plan(self, problem: Problem) -> tuple[Problem, Plan]:
        """Return the plan that now stands in the folder, and the problem as it was solved."""
        record = self._record(problem)
        made_from = digest(problem)
        stands = record is not None and record.digest == made_from
        if record is not None and stands and not (self.wanted.fresh or self.wanted.improve):
            return self._keep(problem, record)
        if record is not None:
            _warn(*copies_of(record.plan, self.reading))
            given, problem = problem.today, on_record(problem, record)
            if problem.today != given:
                _warn(
                    f"today {given} is before the record's last change; planning as of "
                    f"{problem.today}"
                )
            self._check_history(problem)
        if self.wanted.fresh:
            problem = without_drafts(problem)
        plan = self._solve(problem)
        if record is not None and stands and self.wanted.improve and not is_better(plan, record):
            return self._keep(problem, record)
        plan = revise(problem, plan, record)
        self._write(problem, plan, made_from, __version__)
        return problem, plan

    def _record(self, problem: Problem) -> Record | None:
        text = self.folder.read(RECORD)
        if text is None:
            return None
        shown = f"{self.folder.shown}/{RECORD}"
        try:
            return read_record(text.decode(errors="replace"), shown)
        except BadInputError as unusable:
            if not self.wanted.fresh:
                raise
            record, lost = salvage(problem, self.folder)
            name = _free_name(f"{RECORD}.unusable", self.folder.names())
            self.kept[name] = text
            _warn(str(unusable), f"it is kept as {name}; {lost}")
            return record

    def _keep(self, problem: Problem, record: Record) -> tuple[Problem, Plan]:
        stood = as_recorded(problem, record)
        check_plan(stood, record.plan)
        for one in too_few_seats(stood, ()):
            _warn_of(one)
        self._write(stood, record.plan, record.digest, record.version)
        return stood, record.plan

    def _solve(self, problem: Problem) -> Plan:
        from planner.cli.dump import dumped  # noqa: PLC0415
        from planner.solve.engine import Effort, Engine  # noqa: PLC0415
        from planner.solve.search import NoPlanInTimeError  # noqa: PLC0415

        effort = Effort(_STARTED + self.wanted.time_limit, self.wanted.seed)
        if self.wanted.improve:
            effort = replace(effort, deterministic_seconds=10 * effort.deterministic_seconds)
        with dumped(self.wanted.dump_models) as observe:
            try:
                return make_plan(problem, Engine(effort, observe), self.say, _warn_of)
            except NoPlanInTimeError:
                message = f"no plan within {self.wanted.time_limit:g} seconds; nothing was written"
                where = Where(str(self.wanted.scenario))
                hint = "allow more with --time-limit"
                raise BadInputError([Complaint(where, message, hint)]) from None

    def _check_history(self, problem: Problem) -> None:
        """Refuse to forget a session that has taken place, and to add to a visit that has."""
        where = Where(str(self.wanted.scenario), key="requests")
        forgotten = [
            Complaint(
                where,
                f"session {id!r} took place on {problem.baseline[id].date(problem.engagement.zone)}"
                ", and the scenario no longer has it",
                "bring its request back; history stays",
            )
            for id in sorted(problem.history - problem.sessions.keys())
        ]
        added = [
            Complaint(
                where,
                f"session {id!r} is added to a visit that took place without it",
                "history stays; give what is still to come a request of its own",
            )
            for visit in problem.visits
            for ids in ([session.id for session in visit.sessions],)
            for id in ids
            if id not in problem.history and not problem.history.isdisjoint(ids)
        ]
        if forgotten or added:
            raise BadInputError([*forgotten, *added])

    def _write(self, problem: Problem, plan: Plan, made_from: str, version: str) -> None:
        with _uninterrupted():
            self.say("writing calendars and budget")
            files = documents(problem, plan, made_from, version)
            self.text = files[RECORD].decode()
            files |= self.kept
            self.folder.replace(files, lambda name: is_ours(name) or name in self.kept)


def _needs_a_person(problem: Problem, plan: Plan) -> bool:
    promised = {s.id for visit in problem.visits if visit.promised for s in visit.sessions}
    is_unplaced = any(one.id in promised for one in plan.unplaced)
    return is_unplaced or bool(ledger(problem, plan).over) or any(shortages(problem))


def _print_summary(problem: Problem, plan: Plan) -> None:
    from planner.reports.summary import render  # noqa: PLC0415

    colour = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if colour else _PLAIN_WIDTH
    click.echo(render(problem, plan, width=width, colour=colour), nl=False)


def _warn(*warnings: str) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def _warn_of(one: Impossible) -> None:
    _warn(str(one))


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    numbered = (f"{name}.{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the plan is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
