"""Planning over a record: what stands, what is solved anew, and every file of the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner import __version__
from planner.cli.copies import copies_of
from planner.cli.late import late_news
from planner.cli.make import Wanted
from planner.cli.warnings import raised_today, told_of_undecided, warn
from planner.documents import RECORD, documents
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.domain.seats import shortages
from planner.errors import BadInputError, Complaint, Where
from planner.impossible import Impossible, too_few_seats
from planner.planning import (
    as_recorded,
    check_standing,
    is_better,
    make_plan,
    on_log,
    on_record,
    outgrown,
    released_sessions,
    without_drafts,
)
from planner.reading.record import read_record
from planner.reading.scenario import Reading
from planner.reports.revisions import revise


@dataclass(frozen=True)
class Outcome:
    """A plan that has passed the verifier, the problem as it was solved, and the plan's files."""

    problem: Problem
    plan: Plan
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The text of plan.json."""
        return self.files[RECORD].decode()

    @cached_property
    def record(self) -> Record:
        """The record that plan.json holds."""
        return read_record(self.text, RECORD)

    @property
    def needs_a_person(self) -> bool:
        """Tell whether a promise has no place or too few seats, or a contract line is over."""
        promised = {s.id for one in self.problem.visits if one.promised for s in one.sessions}
        lost = any(one.id in promised for one in self.plan.unplaced)
        over = bool(ledger(self.problem, self.plan).over)
        return lost or over or any(shortages(self.problem))


@dataclass(frozen=True)
class Prepared:
    """A problem over its record, ready to be solved, and the published sessions that may move."""

    problem: Problem
    record: Record | None
    released: frozenset[str]


@dataclass(frozen=True)
class Replanning:
    """One planning as wanted; `say` is told what is being worked on. It writes nothing."""

    wanted: Wanted
    reading: Reading
    say: Callable[[str], None]

    def outcome(self, record: Record | None) -> Outcome:
        """Return what is to stand in the folder now: the record's plan, or a new one."""
        if record is not None and self.stands(record) and not self.wanted.anew:
            return self.kept(record)
        prepared = self.prepared(record)
        plan = self._solved(prepared.problem)
        if record is not None and self.wanted.improve and self.stands(record):
            is_gain = is_better(plan.goals, record.plan.goals)
            return self.made(prepared, plan) if is_gain else self.kept(record)
        return self.made(prepared, plan)

    def stands(self, record: Record) -> bool:
        """Tell whether the record's plan is of these inputs, and the contract pays for it."""
        return record.digest == self.reading.digest and self.is_paid(record)

    def is_paid(self, record: Record) -> bool:
        """Tell whether the contract still pays for all of the record's plan."""
        return not outgrown(as_recorded(self.reading.problem, record), record.plan)

    def kept(self, record: Record) -> Outcome:
        """Return the record's plan, with every file made again."""
        stood = as_recorded(self.reading.problem, record)
        check_standing(stood, record.plan)
        for one in too_few_seats(stood, ()):
            warn_of(one)
        return self._documented(stood, record.plan, self.reading.digest, record.version)

    def prepared(self, record: Record | None) -> Prepared:
        """Return what is to be solved, with warnings of what the record makes of it."""
        wanted, problem = self.wanted, self.reading.problem
        released = released_sessions(problem, record, wanted.release, str(wanted.scenario))
        if record is not None:
            warn(*copies_of(record.plan, self.reading))
            given, problem = problem.today, on_record(problem, record, released)
            warn(*raised_today(given, problem.today, "planning"))
            warn(*late_news(wanted.news, problem, wanted.scenario))
            self._check_history(problem)
        else:
            problem = on_log(problem)
        if wanted.fresh:
            problem = without_drafts(problem)
        return Prepared(problem, record, released)

    def made(self, prepared: Prepared, plan: Plan) -> Outcome:
        """Return a new plan with its revisions, and every file of it."""
        problem = prepared.problem
        plan = replace(plan, released=tuple(sorted(prepared.released)))
        plan = revise(problem, plan, prepared.record)
        return self._documented(problem, plan, self.reading.digest, __version__)

    def _solved(self, problem: Problem) -> Plan:
        from planner.cli.engines import engines  # noqa: PLC0415

        with engines(self.wanted, number=1) as engine_of:
            return make_plan(problem, engine_of(1), self.say, warn_of)

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

    def _documented(self, problem: Problem, plan: Plan, made_from: str, version: str) -> Outcome:
        names = {one.id: one.id for one in plan.sessions}
        warn(*told_of_undecided(problem, plan, self.wanted.scenario, names))
        self.say("making calendars and budget")
        return Outcome(problem, plan, documents(problem, plan, made_from, version))


def warn_of(one: Impossible) -> None:
    """Say what no plan can keep."""
    warn(str(one))
