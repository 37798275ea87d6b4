"""Planning a portfolio from the command line: every engagement at once, or one beside the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import click

from planner import __version__
from planner.cli.engines import engines
from planner.cli.exits import Exit
from planner.cli.make import Wanted
from planner.cli.members import Member, members_of, open_portfolio
from planner.cli.over_all import Standing, known
from planner.cli.putting import put
from planner.cli.replan import Outcome, warn_of
from planner.cli.run import READING, read_news, tell
from planner.cli.scenario_file import Edited, read_edited
from planner.cli.screen import screen
from planner.cli.warnings import warn
from planner.documents import RECORD, inside, is_ours_in
from planner.domain.digest import digest
from planner.domain.portfolio import PortfolioRecord
from planner.domain.problem import Problem
from planner.errors import BadInputError, Complaint, Where, nearest
from planner.folder import Folder
from planner.planning import RefusedPlanError, as_recorded, is_better
from planner.portfolio import beside, breaches_between, make_plans, plan_beside
from planner.reading.portfolio import PortfolioReading, read_portfolio
from planner.reports.portfolio.overview import render
from planner.reports.progress import progress

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


def _make_all(wanted: Wanted) -> int:
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        reading = _read(wanted, shown.say)
        for id, one in zip(reading.ids, reading.readings.values(), strict=True):
            warn(*(f"{id}: {warning}" for warning in one.warnings))
        with open_portfolio(wanted.out, reading) as folder:
            record = known(folder)
            warn(*_told_of_left(reading, folder, record))
            members = members_of(wanted, reading, folder, record, shown.say)
            standing = _standing(wanted, reading, members, record, shown.say)
            _put(folder, members, standing, None)
    if wanted.as_json:
        click.echo(standing.files[RECORD].decode(), nl=False)
    elif not wanted.quiet:
        click.echo(render(standing.portfolio, standing.plan, **screen()), nl=False)
    return Exit.ACT if standing.needs_a_person else Exit.DONE


def _make_one(wanted: Wanted) -> int:
    """Plan one engagement beside the others, which stay as they are."""
    with progress(sys.stderr, quiet=wanted.quiet) as shown:
        reading = _read(wanted, shown.say)
        number = _number(wanted, reading)
        reading, edited = _with_news(wanted, reading, number)
        others = tuple(_changed_too(reading, number, edited))
        warn(*(f"{id} changes with it: plan all of it, without --only" for id in others))
        with open_portfolio(wanted.out, reading) as folder:
            record = known(folder)
            members = members_of(wanted, reading, folder, record, shown.say)
            outcomes = {at: one.standing() for at, one in enumerate(members) if at != number}
            outcomes[number] = _beside(members, number, outcomes, shown.say)
            if not wanted.news or wanted.save:
                everything = [outcomes[at] for at in range(len(members))]
                before = _as_before(record, members[number], outcomes[number])
                _put(folder, members, Standing.of(reading, everything, before), edited)
    if not wanted.quiet or wanted.as_json:
        tell(wanted, outcomes[number], members[number].record)
    return Exit.ACT if others or outcomes[number].needs_a_person else Exit.DONE


def _read(wanted: Wanted, say: Say) -> PortfolioReading:
    say(READING)
    return read_portfolio(wanted.scenario, wanted.today)


def _told_of_left(
    reading: PortfolioReading, folder: Folder, record: PortfolioRecord | None
) -> Iterator[str]:
    """Yield a warning of each engagement that was planned in a folder and is listed no more."""
    for id in record.inputs if record else ():
        if id not in reading.ids:
            yield f"{id} is no longer in the portfolio; {folder.shown}/{id} stays as it is"


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
    record: PortfolioRecord | None,
    say: Say,
) -> Standing:
    """Return the plan of record over all where it stands, or a new one."""
    stands = record is not None and _stands(members)
    if record is not None and stands and not wanted.anew:
        return _kept(reading, members, record)
    prepared = [one.replanning.prepared(one.record) for one in members]
    with engines(wanted, number=len(members)) as engine_of:
        made = make_plans([one.problem for one in prepared], engine_of, say, warn_of)
    if record is not None and stands and wanted.improve:
        before = _kept(reading, members, record)
        if not is_better(made.goals, before.plan.goals):
            return before
    outcomes = tuple(
        one.replanning.made(ready, plan)
        for one, ready, plan in zip(members, prepared, made.plans, strict=True)
    )
    plan = replace(made, plans=tuple(one.plan for one in outcomes))
    return Standing(reading.id, reading.title, outcomes, plan, reading.inputs, __version__)


def _stands(members: Sequence[Member]) -> bool:
    """Tell whether the plans of record are of these inputs, and fit beside each other."""
    records = [one.record for one in members if one.record is not None and one.stands]
    if len(records) < len(members):
        return False
    problems = [as_recorded(one.problem, its) for one, its in zip(members, records, strict=True)]
    return not any(breaches_between(problems, [one.plan for one in records]))


def _kept(
    reading: PortfolioReading, members: Sequence[Member], record: PortfolioRecord
) -> Standing:
    return Standing.of(reading, [one.standing() for one in members], record)


def _number(wanted: Wanted, reading: PortfolioReading) -> int:
    if wanted.only in reading.ids:
        return reading.ids.index(wanted.only)
    message = f"no engagement is called {wanted.only!r}"
    where = Where(str(wanted.scenario), key="--only")
    raise BadInputError([Complaint(where, message, nearest(wanted.only or "", reading.ids))])


def _with_news(
    wanted: Wanted, reading: PortfolioReading, number: int
) -> tuple[PortfolioReading, Edited | None]:
    """Return the portfolio with the news of one engagement in it, and its file as it would be."""
    path, stated = list(reading.readings.items())[number]
    own = replace(wanted, scenario=path, today=stated.problem.today)
    read, edited = read_news(own, stated)
    news = read.without(reading.ours)
    return replace(reading, readings={**reading.readings, path: news}), edited


def _changed_too(reading: PortfolioReading, number: int, edited: Edited | None) -> Iterator[str]:
    """Yield the other engagements that news changes, in a file that they include as well."""
    readings = zip(reading.ids, reading.readings.items(), reading.inputs, strict=True)
    for at, (id, (path, stated), inputs) in enumerate(readings):
        if edited is not None and at != number:
            now = read_edited(path, stated.problem.today, edited).without(reading.ours)
            if digest(now.problem) != inputs.beside:
                yield id


def _beside(
    members: Sequence[Member], number: int, others: Mapping[int, Outcome], say: Say
) -> Outcome:
    """Return what is to stand of one engagement beside the others."""
    own, record = members[number].replanning, members[number].record
    plans = {at: one.plan for at, one in others.items()}
    if record is not None and members[number].stands and not own.wanted.anew:
        stood = as_recorded(members[number].problem, record)
        together = [plans.get(at, record.plan) for at in range(len(members))]
        if not any(breaches_between(_with(others, number, stood), together)):
            return own.kept(record)
    prepared = own.prepared(record)
    there = beside(_with(others, number, prepared.problem), plans, number)
    with engines(own.wanted, number=1) as engine_of:
        plan = plan_beside(prepared.problem, there, engine_of, say, warn_of)
    return own.made(prepared, plan)


def _as_before(
    record: PortfolioRecord | None, member: Member, outcome: Outcome
) -> PortfolioRecord | None:
    """Return what is known over all; of an engagement that was planned anew nothing is."""
    is_kept = member.record is not None and outcome.plan == member.record.plan
    return record if is_kept or record is None else record.without(member.id)


def _with(others: Mapping[int, Outcome], number: int, own: Problem) -> Sequence[Problem]:
    """Return all engagements in their order: one as given, the others as they stand."""
    return [own if at == number else others[at].problem for at in range(len(others) + 1)]
