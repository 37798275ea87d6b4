"""What was delivered, from the files that are handed in to the log and every file of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.cli.again import again
from planner.cli.options import folder_of
from planner.cli.putting import put
from planner.cli.scenario_file import Edited, EditedFile
from planner.cli.standing import standing_record
from planner.cli.warnings import told_of_undecided, warn
from planner.delivering import delivered_plan
from planner.documents import documents
from planner.domain.clock import moment
from planner.domain.confidential import public_ids
from planner.domain.delivery import awaited
from planner.domain.digest import digest
from planner.domain.log import Closing, Entry, entries_of, month_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.reconcile import closing, reconciled
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where, WhereInSheet
from planner.folder import Folder, open_folder
from planner.folder.files import read_regular
from planner.planning import as_recorded, on_record, outgrown
from planner.reading.deliveries.handed_in import read_handed_in
from planner.reading.deliveries.log_file import log_path
from planner.reading.scenario import read_scenario
from planner.reports.delivered import News
from planner.reports.log_csv import log_csv
from planner.reports.phrases import counted


@dataclass(frozen=True)
class Typed:
    """What was typed: `delivered` are files to read, `close` months to close."""

    scenario: Path
    out: Path | None
    today: date | None
    delivered: tuple[Path, ...]
    close: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """The plan as it stands after a run, and what the run added to the log.

    `must_plan`: what was delivered leaves no time or no money for what is still to come.
    """

    problem: Problem
    plan: Plan
    news: News
    must_plan: bool = False


def budget(typed: Typed) -> Budget:
    """Add what was handed in to the log, and return what then stands, seen from today.

    Log and folder are both old or both new. Raises BadInputError with everything that is wrong;
    then nothing is written.
    """
    reading = read_scenario(typed.scenario, typed.today)
    warn(*reading.warnings)
    problem, engagement = reading.problem, reading.problem.engagement
    with open_folder(folder_of(typed.out, engagement.id), engagement.id) as folder:
        record = standing_record(folder, problem, typed.scenario, "to compare with")
        standing = on_record(problem, record)
        news = _news(standing, record.plan, typed)
        if news.entries or news.closed:
            return _written(folder, record, _Appended(typed, problem, news))
    made = as_recorded(problem, record)
    now = replace(made, today=max(made.today, standing.today))
    warn(*told_of_undecided(now, record.plan, typed.scenario, public_ids(now)))
    return Budget(now, record.plan, news)


def _news(standing: Problem, plan: Plan, typed: Typed) -> News:
    """Return what is new in the files that are handed in."""
    found = read_handed_in(standing, plan, typed.delivered)
    weighed = reconciled(standing, found.claims, standing.today)
    if weighed.troubles:
        raise BadInputError(
            Complaint(
                WhereInSheet(row.shown, row.number, trouble.column), trouble.message, trouble.hint
            )
            for trouble in weighed.troubles
            for row in (found.rows[trouble.claim],)
        )
    closed = closing(standing, typed.close, standing.today)
    news = News(weighed.entries, weighed.along, closed, weighed.known, weighed.superseded)
    _check_months(standing, typed, (*news.logged, *entries_of(standing.log)), closed)
    return news


def _check_months(
    problem: Problem, typed: Typed, entries: Iterable[Entry], closed: Iterable[Closing]
) -> None:
    """Refuse to close, for ever, a month in which nothing can count."""
    first, last = problem.engagement.first, problem.engagement.last
    counted_in = {entry.month for entry in entries}
    strange = [
        one.month
        for one in closed
        if one.month not in counted_in and not month_of(first) <= one.month <= month_of(last)
    ]
    if strange:
        where = Where(str(typed.scenario), key="--close")
        why = f"is no month of the contract, {first} to {last}, nor of the log"
        raise BadInputError(Complaint(where, f"{month} {why}") for month in strange)


@dataclass(frozen=True)
class _Appended:
    """The log with what is new in it: read back as it will stand before it is written."""

    typed: Typed
    before: Problem
    news: News

    def problem(self) -> Problem:
        """Return the problem as the scenario and the new log state it."""
        return read_scenario(self.typed.scenario, self.typed.today, log=self._after()).problem

    def file(self) -> Edited:
        """Return the file of the log, to be written."""
        path = log_path(self.typed.scenario)
        after = self._after()
        file = EditedFile(path, str(path), after.decode(), read_regular(path), after)
        return Edited((file,))

    def _after(self) -> bytes:
        return log_csv(self.before, (*self.before.log, *self.news.logged, *self.news.closed))


def _written(folder: Folder, record: Record, log: _Appended) -> Budget:
    """Write log and folder, and return what then stands."""
    problem = log.problem()
    way_out = f"plan again: {again(log.typed.scenario, Path(folder.shown))}"
    made = delivered_plan(problem, record)
    standing, plan = made or (as_recorded(problem, record), record.plan)
    made_from = digest(problem) if made else record.digest
    put(folder, documents(standing, plan, made_from, record.version), log.file())
    warn(*_told_of_today(standing, log.news), *_told_of_awaited(standing, plan, log.news))
    warn(*told_of_undecided(standing, plan, log.typed.scenario, public_ids(standing)))
    lacks_money = bool(outgrown(standing, plan))
    if made is None:
        warn(f"what was delivered stands in the way of what is still to come; {way_out}")
    elif lacks_money:
        warn(f"the contract no longer pays for all that is still to come; {way_out}")
    return Budget(standing, plan, log.news, must_plan=made is None or lacks_money)


def _told_of_today(problem: Problem, news: News) -> Iterator[str]:
    """Yield a warning where what is handed in lies ahead, so that today is hardly the true one."""
    zone = problem.engagement.zone
    early = {
        one.entered
        for one in news.entries
        if one.held and moment(one.held.start, zone).date() > one.entered
    }
    early |= {one.entered for one in news.closed if one.month > month_of(one.entered)}
    for today in early:
        yield (
            f"today is {today}, before the end of what is handed in, and the log has it as the day "
            "of entry; the true one is given with --today"
        )


def _told_of_awaited(problem: Problem, plan: Plan, news: News) -> Iterator[str]:
    """Yield a warning of each month that was closed and says nothing of some of its rows."""
    zone = problem.engagement.zone
    months = [month_of(moment(one.part.start, zone).date()) for one in awaited(problem, plan)]
    for one in news.closed:
        number = months.count(one.month)
        if number:
            yield (
                f"{one.month} is closed, and {counted(number, 'row')} of it never confirmed; "
                "they stay planned, and are handed in as corrections"
            )
