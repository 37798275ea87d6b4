"""What a person must act on or should know before the rest: it comes first, if there is any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.ledger import Ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.accounts import beyond, headed, over
from planner.reports.event import Announcer
from planner.reports.marked import became, marks_told
from planner.reports.page.told import Told, title_of
from planner.reports.phrases import counted, dated
from planner.reports.verdict import Lost, Verdict
from planner.reports.wording import Status


@dataclass(frozen=True, slots=True)
class Unheld:
    """Sessions of one title without a place, by the ids that anybody may read, and why."""

    title: str
    sessions: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A heading, and what stands below it; urgent ones need a person."""

    heading: str
    is_urgent: bool
    lost: tuple[Unheld, ...] = ()
    lines: tuple[str, ...] = ()


def notices(
    problem: Problem, plan: Plan, how: Verdict, book: Ledger, known: Mapping[str, Told]
) -> tuple[Notice, ...]:
    """Return what comes before everything else, the most urgent first."""
    contract = problem.engagement.contract
    above = beyond(contract, book) if contract else None
    state = contract.state if contract else None
    gone = tuple(_withdrawn(problem, plan))
    every = (
        _unplaced(how.lost, "promised session", known, is_urgent=True),
        Notice(headed(_over(book), state), is_urgent=True, lines=tuple(map(over, book.over))),
        Notice(
            headed("Above the agreed range", state),
            is_urgent=True,
            lines=(above,) if above else (),
        ),
        _unplaced(how.optional_lost, "optional session", known, is_urgent=False),
        _by_hand(problem, plan, known),
        Notice("Released to be moved", is_urgent=False, lines=_released(plan, known)),
        Notice("No longer taking place", is_urgent=False, lines=gone),
        Notice("The search was cut short", is_urgent=False, lines=_cut_short(plan)),
    )
    return tuple(notice for notice in every if notice.lost or notice.lines)


def _unplaced(
    lost: Iterable[Lost], noun: str, known: Mapping[str, Told], *, is_urgent: bool
) -> Notice:
    listed = tuple(
        Unheld(title_of(one.request), tuple(known[id].id for id in one.sessions), one.reasons)
        for one in lost
    )
    number = sum(len(one.sessions) for one in listed)
    return Notice(f"Not placed: {counted(number, noun)}", is_urgent, lost=listed)


def _by_hand(problem: Problem, plan: Plan, known: Mapping[str, Told]) -> Notice:
    """Return what became of sessions by hand; notes are the manager's own."""
    ids = {id: one.id for id, one in known.items()}
    said = [one for one in became(problem, plan, ids) if one.mark is not None]
    lines = tuple(f"{one.id}: {', '.join(one.told)}" for one in said)
    return Notice(f"Sessions by hand: {marks_told(problem)}", is_urgent=False, lines=lines)


def _released(plan: Plan, known: Mapping[str, Told]) -> tuple[str, ...]:
    """Return the published sessions that this plan was free to move."""
    return tuple(known[id].id for id in plan.released if id in known)


def _over(book: Ledger) -> str:
    return f"Over the contract: {counted(len(book.over), 'line')}"


def _withdrawn(problem: Problem, plan: Plan) -> Iterator[str]:
    """Yield the published sessions that were taken back, as everybody's calendar has them."""
    announcer = Announcer(problem, {gone.placed.id: gone.told for gone in plan.withdrawn})
    for gone in plan.withdrawn:
        if gone.mark is not None or not gone.revision.published:
            continue
        for event in announcer.announce(gone.placed, Status.CANCELLED).neutral:
            start = event.start.astimezone(problem.engagement.zone)
            yield f"{dated(start.date())}, {start:%H:%M}: {event.words.summary}"


def _cut_short(plan: Plan) -> tuple[str, ...]:
    if plan.reproducible:
        return ()
    return ("The clock ended it before it was done: another run may differ.",)
