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
from planner.domain.delivery import status_of, unit_of, written_quantity
from planner.domain.ledger import Ledger, dollars, ledger
from planner.domain.log import Amounts, Closing, Entry, Outcome
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.accounts import all_headings_of, headed
from planner.reports.burn import burned
from planner.reports.contract import contract_table
from planner.reports.phrases import dated
from planner.reports.printed import printed, stacked
from planner.reports.summary import trouble
from planner.reports.verdict import verdict


@dataclass(frozen=True, slots=True)
class News:
    """What a run added to the log, and how many rows said what was known before.

    `superseded` rows were known as well, and corrected since.
    """

    entries: Sequence[Entry] = ()
    closed: Sequence[Closing] = ()
    known: int = 0
    superseded: int = 0

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
    if planned is not None and entry.amounts != entry.expected:
        cost = f"{cost} instead of {_charged(problem, entry.line, entry.expected)}"
    what = ", ".join(filter(None, (name, status_of(problem, entry))))
    return f"{what}: {', '.join(filter(None, (on, who, cost)))}"


def _read(problem: Problem, news: News) -> RenderableType:
    """Return what was read now, counted, and each row that is not as planned."""
    counts = Counter(status_of(problem, entry) for entry in news.entries)
    as_planned = counts.pop(Outcome.AS_PLANNED.value, 0)
    parts = [f"{as_planned} as planned"] if as_planned else []
    parts += [f"{number} {status}" for status, number in sorted(counts.items())]
    parts += [f"{news.known} known before"] if news.known else []
    parts += [f"{news.superseded} corrected since"] if news.superseded else []
    lines = [f"Read: {'; '.join(parts)}"] if parts else []
    lines += [
        f"  {told(problem, entry)}"
        for entry in news.entries
        if status_of(problem, entry) != Outcome.AS_PLANNED or entry.amounts != entry.expected
    ]
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
