"""One planning, from a problem and what the record says to a plan that has passed the verifier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.candidates import Candidates, candidates
from planner.domain.follow import following
from planner.domain.placement import PlacedSession, shifted
from planner.domain.plan import Breach, GoalResult, Plan
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where, nearest
from planner.explain import unplaced
from planner.goals import GOALS, drafts_moved
from planner.impossible import Impossible, impossible
from planner.rules import contract, expenses
from planner.verify import breaches

if TYPE_CHECKING:
    from planner.solve.engine import Engine


EVERY = "all"
"""Stands for every published session where one is named to be released."""


class RefusedPlanError(Exception):
    """The verifier found a plan wrong, so it was not written (exit 2): a defect of the planner."""

    def __init__(self, found: tuple[Breach, ...]) -> None:
        self.breaches = found
        super().__init__("\n".join(breach.message for breach in found))


def on_record(problem: Problem, record: Record, released: frozenset[str] = frozenset()) -> Problem:
    """Return the problem with what the record places as its baseline.

    Today is never before the record's latest revision. What people were told of and planning took
    back is still promised to them where it was. What is released may move as a draft may.
    """
    latest = record.latest_revised
    today = max(problem.today, latest) if latest else problem.today
    taken_back = {
        gone.placed.id: gone.placed
        for gone in record.plan.withdrawn
        if gone.mark is None and gone.placed.date(problem.engagement.zone) >= today
    }
    known = record.plan.placed.keys() | problem.sessions.keys()
    baseline = {**taken_back, **record.baseline}
    marked = {id: _as_delivered(problem, baseline[id]) for id in baseline if id in known}
    return replace(
        problem,
        today=today,
        baseline=following(problem, marked),
        published=(record.published | taken_back.keys()) - problem.lapsed - released,
    )


def on_log(problem: Problem) -> Problem:
    """Return the problem without a record: only what the log says was delivered is its baseline."""
    return replace(problem, baseline=following(problem, {}))


def _as_delivered(problem: Problem, placed: PlacedSession) -> PlacedSession:
    """Return where a session was: what was delivered, on the date and by the team said by hand."""
    visit, zone = problem.visit_of.get(placed.id, -1), problem.engagement.zone
    if visit not in problem.held_on:
        return placed
    on, held = placed.date(zone), problem.visits[visit]
    return replace(
        placed,
        parts=tuple(
            shifted(part, (problem.held_on[visit] or on) - on, zone) for part in placed.parts
        ),
        facilitators=held.pool if held.named else placed.facilitators,
    )


def released_sessions(
    problem: Problem, record: Record | None, wanted: Collection[str], shown: str
) -> frozenset[str]:
    """Return the published sessions that may move: those named, with the others of their visits.

    Raises BadInputError for names that no published session has; `shown` names the scenario.
    """
    told = record.revisions.items() if record else ()
    known = problem.sessions.keys() - problem.lapsed
    published = frozenset(id for id, revision in told if revision.published and id in known)
    named = frozenset(wanted) - {EVERY}
    unknown = [
        Complaint(
            Where(shown, key="--release"),
            f"no published session is called {id!r}",
            nearest(id, sorted(published)),
        )
        for id in sorted(named - published)
    ]
    if unknown:
        raise BadInputError(unknown)
    if EVERY in wanted:
        return published
    visits = {problem.visit_of[id] for id in named}
    return frozenset(id for id in published if problem.visit_of[id] in visits)


def without_drafts(problem: Problem) -> Problem:
    """Return the problem with a baseline of published sessions, history and what has lapsed."""
    kept = problem.published | problem.history | problem.lapsed
    return replace(
        problem, baseline={id: one for id, one in problem.baseline.items() if id in kept}
    )


def as_recorded(problem: Problem, record: Record) -> Problem:
    """Return the problem as it stood when the record was made, to verify the record's plan.

    The baseline is the one before that planning: the record itself, but for what it moved.
    """
    moved = {placed.id: placed for placed in record.plan.previous}
    return replace(
        problem,
        today=record.today or record.latest_revised or problem.today,
        baseline={**record.baseline, **moved},
        published=frozenset(id for id, told in record.revisions.items() if told.published)
        - problem.lapsed
        - frozenset(record.plan.released),
    )


def make_plan(
    problem: Problem,
    engine: Engine,
    say: Callable[[str], None],
    warn: Callable[[Impossible], None] = lambda _: None,
) -> Plan:
    """Return the best verified plan.

    `say` is told what is being worked on, `warn` what no plan can keep, before anything is solved.
    Raises RefusedPlanError, and what the search raises.
    """
    say("candidates")
    return plan_among(candidates(problem), problem, engine, say, warn)


def plan_among(
    possible: Sequence[Candidates],
    problem: Problem,
    engine: Engine,
    say: Callable[[str], None],
    warn: Callable[[Impossible], None],
) -> Plan:
    """Return the best verified plan of what is possible for each visit."""
    from planner.solve.search import search  # noqa: PLC0415

    for one in impossible(problem, possible):
        warn(one)
    plan = search(problem, possible, engine, say)
    say("verifying")
    return finished(problem, plan, possible)


def finished(problem: Problem, plan: Plan, possible: Sequence[Candidates]) -> Plan:
    """Return a verified plan that says why what it leaves out has no place, and what it moved.

    Raises RefusedPlanError.
    """
    plan = replace(plan, unplaced=unplaced(problem, plan, possible), previous=_moved(problem, plan))
    check_plan(problem, plan)
    return plan


def _moved(problem: Problem, plan: Plan) -> tuple[PlacedSession, ...]:
    """Return the places in the record of what the plan puts elsewhere or nowhere."""
    standing = problem.sessions.keys() - problem.lapsed
    return tuple(
        placed
        for id, placed in sorted(problem.baseline.items())
        if id in standing and plan.placed.get(id) != placed
    )


def check_plan(problem: Problem, plan: Plan) -> None:
    """Raise RefusedPlanError unless a plan passes the verifier."""
    found = tuple(breaches(problem, plan))
    if found:
        raise RefusedPlanError(found)


def outgrown(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Return what of a plan its contract no longer pays for, since more was delivered."""
    paid = (contract, expenses) if problem.log else ()
    return tuple(breach for rule in paid for breach in rule.check(problem, plan))


def check_standing(problem: Problem, plan: Plan) -> None:
    """Raise RefusedPlanError unless a plan that was made passes, but for what it has outgrown.

    Only planning again takes anything back.
    """
    excused = outgrown(problem, plan)
    found = tuple(one for one in breaches(problem, plan) if one not in excused)
    if found:
        raise RefusedPlanError(found)


def is_better(goals: Iterable[GoalResult], before: Iterable[GoalResult]) -> bool:
    """Tell whether a plan beats the record's, goal by goal, in all that people care about.

    Moving drafts only breaks ties, and is no gain over a record that moved nothing.
    """
    values = [
        [goal.value for goal in one if goal.name != drafts_moved.NAME] for one in (goals, before)
    ]
    return values[0] < values[1]


def measured(problem: Problem, plan: Plan) -> tuple[GoalResult, ...]:
    """Return the goals as they are now; nothing is proven that was not, but that 0 is the least."""
    values = [goal.measure(problem, plan) for goal in GOALS]
    return tuple(
        replace(result, value=value, bound=min(result.bound, value))
        for result, value in zip(plan.goals, values, strict=True)
    )
