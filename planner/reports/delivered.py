"""What `plan budget` shows: what needs somebody, what was read, and what is delivered and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.booked import booked
from planner.domain.clock import moment
from planner.domain.confidential import public_ids
from planner.domain.contract import Contract
from planner.domain.delivery import logged_status, status_of, unit_of, written_quantity
from planner.domain.ledger import Ledger, dollars, ledger
from planner.domain.log import Amounts, Closing, Entry, Outcome
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.reconcile import Recharged
from planner.reports.accounts import all_headings_of, headed
from planner.reports.burn import burned
from planner.reports.contract import contract_table
from planner.reports.phrases import dated
from planner.reports.printed import printed, stacked
from planner.reports.summary import trouble
from planner.reports.verdict import verdict

_ANEW = "charged anew with its date"


@dataclass(frozen=True, slots=True)
class News:
    """What a run added to the log, and how many rows said what was known before.

    `along` is what was charged anew with the dates of `entries`. `superseded` rows were known as
    well, and corrected since.
    """

    entries: Sequence[Entry] = ()
    along: Sequence[Recharged] = ()
    closed: Sequence[Closing] = ()
    known: int = 0
    superseded: int = 0

    @property
    def logged(self) -> tuple[Entry, ...]:
        """All entries that the log has more."""
        return (*self.entries, *(one.entry for one in self.along))

    def __bool__(self) -> bool:
        return bool(self.entries or self.closed or self.known or self.superseded)


def render(problem: Problem, plan: Plan, news: News, *, width: int, colour: bool) -> str:
    """Return the budget as text of `width` columns, newline at the end."""
    book, contract = ledger(problem, plan), problem.engagement.contract
    blocks: list[RenderableType] = [*trouble(problem, verdict(problem, plan), book)]
    if news:
        blocks.append(_read(problem, news))
    if contract is None:
        blocks.append(Text("There is no contract, so nothing is charged."))
    else:
        blocks.append(contract_table(contract, book, all_headings_of(book)))
        blocks.extend(_months(problem, contract, book))
        blocks.extend(() if news else burned(problem, plan))
    return printed(lambda _: stacked(blocks), width=width, colour=colour)


def told(problem: Problem, entry: Entry) -> str:
    """Say in one line what became of a slot, when, by whom, and what it charges."""
    before = None if entry.planned is None else entry.expected
    return _told(problem, entry, logged_status(problem, entry), before)


def _told(problem: Problem, entry: Entry, what: str, before: Amounts | None) -> str:
    """Say what a slot charges, instead of what it charged before if that was otherwise."""
    zone, slot, planned = problem.engagement.zone, entry.slot, entry.planned
    part = entry.held or planned
    days = [dated(moment(one.start, zone).date()) for one in (part, planned) if one]
    on = days[0] if len(set(days)) == 1 else f"{days[0]} instead of {days[1]}"
    who = entry.facilitator
    if who != slot.facilitator:
        who = f"{who} instead of {slot.facilitator}"
    session = public_ids(problem).get(slot.session, slot.session)
    name = f"trip to {slot.site}" if slot.is_trip else slot.fee or session
    cost = _charged(problem, entry.line, entry.amounts)
    if before is not None and entry.amounts != before:
        cost = f"{cost} instead of {_charged(problem, entry.line, before)}"
    return f"{', '.join(filter(None, (name, what)))}: {', '.join(filter(None, (on, who, cost)))}"


def _read(problem: Problem, news: News) -> RenderableType:
    """Return what was read now, counted, and each row that is not as planned."""
    counts = Counter(status_of(problem, entry) for entry in news.entries)
    as_planned = counts.pop(Outcome.AS_PLANNED.value, 0)
    parts = [f"{as_planned} as planned"] if as_planned else []
    parts += [f"{number} {status}" for status, number in sorted(counts.items())]
    parts += [f"{news.known} known before"] if news.known else []
    parts += [f"{news.superseded} corrected since"] if news.superseded else []
    parts += [f"{len(news.along)} more {_ANEW}"] if news.along else []
    lines = [f"Read: {'; '.join(parts)}"] if parts else []
    lines += [
        f"  {told(problem, entry)}"
        for entry in news.entries
        if status_of(problem, entry) != Outcome.AS_PLANNED or entry.amounts != entry.expected
    ]
    lines += [f"  {_told(problem, one.entry, _ANEW, one.before.amounts)}" for one in news.along]
    lines += [f"Closed: {one.month}" for one in news.closed]
    return Text("\n".join(lines))


def _charged(problem: Problem, line: str | None, amounts: Amounts) -> str:
    quantity = written_quantity(problem, line, amounts.quantity)
    counted = f"{quantity} {unit_of(problem, line)}, " if quantity else ""
    return f"{counted}{dollars(amounts.cents)}"


def _months(problem: Problem, contract: Contract, book: Ledger) -> Iterator[RenderableType]:
    """Yield what was delivered month by month, and which months are signed."""
    listed = booked(problem)
    if not listed:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Month")
    if book.day_lines:
        table.add_column("Coach-days", justify="right")
    table.add_column(headed("Delivered", contract.state), justify="right")
    table.add_column("")
    for one in listed:
        days = [f"{book.coach_days(one.ticks):f}"] if book.day_lines else []
        signed = f"closed {one.closed}" if one.closed else "open"
        table.add_row(one.month, *days, dollars(one.cents), signed)
    yield table
