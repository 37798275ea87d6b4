"""Planning a portfolio from the command line: every engagement at once, or one beside the rest."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

import click

from planner import __version__
from planner.cli.engines import engines
from planner.cli.exits import Exit
from planner.cli.make import Wanted
from planner.cli.members import Member, members_of
from planner.cli.options import folder_of
from planner.cli.putting import put
from planner.cli.replan import Outcome, Replanning, warn_of
from planner.cli.run import READING, read_news, tell
from planner.cli.scenario_file import Edited
from planner.cli.warnings import warn
from planner.documents import RECORD, inside, is_ours_in, portfolio_documents
from planner.domain.portfolio import Portfolio, PortfolioPlan, PortfolioRecord
from planner.errors import BadInputError, Complaint, Where, nearest
from planner.folder import Folder, open_folder
from planner.planning import RefusedPlanError, check_plan, is_better, make_plan, measured
from planner.portfolio import beside, breaches_between, joined, make_plans, results_of
from planner.reading.portfolio import PortfolioReading, read_portfolio
from planner.reading.record import read_portfolio_record
from planner.reports.portfolio.overview import render
from planner.reports.portfolio.plan_json import digest_of_all
from planner.reports.progress import progress

_PLAIN_WIDTH = 100

Say = Callable[[str], None]


def make_portfolio(wanted: Wanted) -> int:
    """Plan as wanted and return the exit code; nothing is printed before all is written."""
    if wanted.news and wanted.only is None:
        raise click.UsageError("news is of one engagement: name it with --only")
    make = _make_all if wanted.only is None else _make_one
    try:
        return make(wanted)
    except RefusedPlanError as refused:
        warn(f"the verifier refused the plan, so nothing was written:\n{refused}")
        return Exit.NOTHING


@dataclass(frozen=True)
class Standing:
    """What stands of each engagement and, over all, as a plan; `version` made it."""

    id: str
    title: str
    outcomes: tuple[Outcome, ...]
    plan: PortfolioPlan
    version: str

    @property
    def portfolio(self) -> Portfolio:
        """The engagements as they were planned."""
        return Portfolio(self.id, self.title, tuple(one.problem for one in self.outcomes))

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        digests = [one.record.digest for one in self.outcomes]
        each = [one.files for one in self.outcomes]
        return portfolio_documents(self.portfolio, self.plan, each, digests, self.version)

    @property
    def needs_a_person(self) -> bool:
        """Tell whether any engagement does."""
        return any(one.needs_a_person for one in self.outcomes)


def _make_all(wanted: Wanted) -> int:
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        reading = _read(wanted, shown.say)
        for id, one in zip(reading.ids, reading.readings.values(), strict=True):
            warn(*(f"{id}: {warning}" for warning in one.warnings))
        with _opened(wanted, reading) as folder:
            members = members_of(wanted, reading, folder, shown.say)
            standing = _standing(wanted, reading, members, _known(folder), shown.say)
            _put(folder, members, standing, None)
    if wanted.as_json:
        click.echo(standing.files[RECORD].decode(), nl=False)
    elif not wanted.quiet:
        colour = sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if colour else _PLAIN_WIDTH
        click.echo(render(standing.portfolio, standing.plan, width=width, colour=colour), nl=False)
    return Exit.ACT if standing.needs_a_person else Exit.DONE


def _make_one(wanted: Wanted) -> int:
    """Plan one engagement beside the others, which stay as they are."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        reading = _read(wanted, shown.say)
        number = _number(wanted, reading)
        with _opened(wanted, reading) as folder:
            members = list(members_of(wanted, reading, folder, shown.say))
            own, edited = _with_news(members[number].replanning, reading)
            members[number] = replace(members[number], replanning=own)
            outcomes = {at: one.standing() for at, one in enumerate(members) if at != number}
            outcomes[number] = _beside(members, number, outcomes, shown.say)
            if not wanted.news or wanted.save:
                everything = tuple(outcomes[at] for at in range(len(members)))
                standing = _over_all(reading, everything, _known(folder), __version__)
                _put(folder, members, standing, edited)
    if not wanted.quiet or wanted.as_json:
        tell(wanted, outcomes[number], members[number].record)
    return Exit.ACT if outcomes[number].needs_a_person else Exit.DONE


def _read(wanted: Wanted, say: Say) -> PortfolioReading:
    say(READING)
    return read_portfolio(wanted.scenario, wanted.today)


def _opened(wanted: Wanted, reading: PortfolioReading) -> AbstractContextManager[Folder]:
    return open_folder(folder_of(wanted.out, reading.id), reading.id)


def _known(folder: Folder) -> PortfolioRecord | None:
    """Return what the folder's plan.json says over all; None where it cannot be used.

    Nothing is lost with it: each engagement has its own record.
    """
    text = folder.read(RECORD)
    try:
        shown = f"{folder.shown}/{RECORD}"
        return None if text is None else read_portfolio_record(text.decode(errors="replace"), shown)
    except BadInputError:
        return None


def _put(
    folder: Folder, members: Sequence[Member], standing: Standing, edited: Edited | None
) -> None:
    kept = {inside(one.id, name): content for one in members for name, content in one.kept.items()}
    owned = partial(is_ours_in, [one.id for one in members])
    put(folder, {**standing.files, **kept}, edited, owned)


def _standing(
    wanted: Wanted,
    reading: PortfolioReading,
    members: Sequence[Member],
    known: PortfolioRecord | None,
    say: Say,
) -> Standing:
    """Return the plan of record over all where it stands, or a new one."""
    stands = known is not None and _stands(reading, members, known)
    if known is not None and stands and not wanted.anew:
        return _kept(reading, members, known)
    prepared = [one.replanning.prepared(one.record) for one in members]
    with engines(wanted, number=len(members)) as engine_of:
        made = make_plans([one.problem for one in prepared], engine_of, say, warn_of)
    if known is not None and stands and wanted.improve:
        before = _kept(reading, members, known)
        if not is_better(made.goals, before.plan.goals):
            return before
    outcomes = tuple(
        one.replanning.made(ready, plan)
        for one, ready, plan in zip(members, prepared, made.plans, strict=True)
    )
    plan = replace(made, plans=tuple(one.plan for one in outcomes))
    return Standing(reading.id, reading.title, outcomes, plan, __version__)


def _stands(reading: PortfolioReading, members: Sequence[Member], known: PortfolioRecord) -> bool:
    """Tell whether the plans of record are of these inputs, and fit beside each other."""
    if not all(one.stands for one in members):
        return False
    records = [one.record for one in members if one.record is not None]
    digests = [record.digest for record in records]
    if known.digest != digest_of_all(reading.portfolio, digests):
        return False
    problems = [one.problem for one in members]
    return not any(breaches_between(problems, [record.plan for record in records]))


def _kept(reading: PortfolioReading, members: Sequence[Member], known: PortfolioRecord) -> Standing:
    outcomes = tuple(one.standing() for one in members)
    return _over_all(reading, outcomes, known, known.version)


def _over_all(
    reading: PortfolioReading,
    outcomes: tuple[Outcome, ...],
    known: PortfolioRecord | None,
    version: str,
) -> Standing:
    problems, plans = [one.problem for one in outcomes], [one.plan for one in outcomes]
    results = results_of(problems, plans, known.groups if known else ())
    plan = joined(problems, plans, results)
    return Standing(reading.id, reading.title, outcomes, plan, version)


def _number(wanted: Wanted, reading: PortfolioReading) -> int:
    if wanted.only in reading.ids:
        return reading.ids.index(wanted.only)
    message = f"no engagement is called {wanted.only!r}"
    where = Where(str(wanted.scenario), key="--only")
    raise BadInputError([Complaint(where, message, nearest(wanted.only or "", reading.ids))])


def _with_news(own: Replanning, reading: PortfolioReading) -> tuple[Replanning, Edited | None]:
    """Return the planning of one engagement with the news in it, and its file as it would be."""
    there = replace(own.wanted, today=own.reading.problem.today)
    read, edited = read_news(there, own.reading)
    return replace(own, wanted=there, reading=read.without(reading.ours)), edited


def _beside(
    members: Sequence[Member], number: int, others: Mapping[int, Outcome], say: Say
) -> Outcome:
    """Return what is to stand of one engagement beside the others."""
    own, record = members[number].replanning, members[number].record
    problems = [one.problem for one in members]
    plans = {at: one.plan for at, one in others.items()}
    if record is not None and members[number].stands and not own.wanted.anew:
        together = [plans.get(at, record.plan) for at in range(len(members))]
        if not any(breaches_between(problems, together)):
            return own.kept(record)
    prepared = own.prepared(record)
    problems[number] = prepared.problem
    there = beside(problems, plans, number)
    with engines(own.wanted, number=1) as engine_of:
        plan = make_plan(there, engine_of(1), say, warn_of)
    plan = replace(plan, goals=measured(prepared.problem, plan))
    check_plan(prepared.problem, plan)
    return own.made(prepared, plan)
