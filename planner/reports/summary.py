"""What the manager reads on the screen: what needs them, the year, the goals, the contract.

It is the manager's own, so confidential sessions are told whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from planner.domain.burn import burn
from planner.domain.confidential import request_of
from planner.domain.contract import Contract
from planner.domain.facts import facts
from planner.domain.facts.included import Included
from planner.domain.ledger import Ledger, ledger
from planner.domain.plan import Plan
from planner.domain.postings import books
from planner.domain.problem import Problem
from planner.reports.accounts import beyond, headed, headings_of, over, told_expenses
from planner.reports.burn import below_pace
from planner.reports.contract import contract_table
from planner.reports.facts import particulars
from planner.reports.goals import goals_table
from planner.reports.marked import became, marks_told
from planner.reports.phrases import counted, dated, long_date
from planner.reports.printed import printed, stacked
from planner.reports.timetable import timetable
from planner.reports.verdict import Lost, Verdict, free_in, standing, term, verdict
from planner.reports.workload import workload


def render(problem: Problem, plan: Plan, *, width: int, colour: bool) -> str:
    """Return the summary as text of `width` columns (`NARROWEST` if fewer), newline at the end."""
    return printed(lambda columns: summary(problem, plan, columns), width=width, colour=colour)


def render_trouble(problem: Problem, plan: Plan, *, width: int, colour: bool) -> str:
    """Return what a person must act on, as the summary begins; an empty text if nothing."""
    blocks = tuple(trouble(problem, verdict(problem, plan), ledger(problem, plan)))
    return printed(lambda _: stacked(blocks), width=width, colour=colour) if blocks else ""


def summary(problem: Problem, plan: Plan, width: int) -> RenderableType:
    """Return what needs the manager, the headline, the timetable, the goals and the contract."""
    book, told = ledger(problem, plan), facts(problem, plan)
    how = verdict(problem, plan)
    blocks = [
        *trouble(problem, how, book),
        _headline(problem, plan, how),
        *_optional(how),
        *_by_hand(problem, plan),
        *_released(plan),
        *_taken_back(problem, plan),
        *timetable(problem, plan, width),
        *particulars(problem, plan, told),
        *workload(problem.facilitators, told.load, width),
        *([goals_table(plan.goals)] if plan.goals else []),
        *_money(problem, book, told.included),
        *_pace(problem, plan, book),
    ]
    return stacked(blocks)


def trouble(problem: Problem, told: Verdict, book: Ledger) -> Iterator[RenderableType]:
    """Yield what a person must act on: promises without a place, lines over."""
    if told.lost:
        head = f"NOT PLACED: {counted(_number(told.lost), 'promised session')}"
        yield Group(Text(head, "bold red"), *_reasons(told.lost))
    contract = problem.engagement.contract
    state = contract.state if contract else None
    if book.over:
        head = headed(f"OVER THE CONTRACT: {counted(len(book.over), 'line')}", state)
        yield Group(Text(head, "bold red"), *(_indented(over(line), 2) for line in book.over))
    above = beyond(contract, book) if contract else None
    if above:
        yield Text(f"{headed('ABOVE THE AGREED RANGE', state)}: {above}", "bold red")


def _optional(told: Verdict) -> Iterator[RenderableType]:
    """Yield the optional sessions without a place: nobody has to act on them."""
    if told.optional_lost:
        head = f"Not placed: {counted(_number(told.optional_lost), 'optional session')}"
        yield Group(Text(head, "yellow"), *_reasons(told.optional_lost))


def _by_hand(problem: Problem, plan: Plan) -> Iterator[RenderableType]:
    """Yield how many sessions have which mark, what lapsed, and the manager's own notes."""
    counts, ids = marks_told(problem), {id: id for id in problem.sessions}
    lines = [
        f"{one.id}: {', '.join(one.told)}{one.note and f' ({one.note})'}"
        for one in became(problem, plan, ids)
        if one.note or (one.mark is not None and one.mark.has_lapsed)
    ]
    if counts or lines:
        head = Text("Sessions by hand" + (f": {counts}" if counts else ""))
        yield Group(head, *(_indented(line, 2) for line in lines))


def _released(plan: Plan) -> Iterator[RenderableType]:
    """Yield the published sessions that this plan was free to move."""
    if plan.released:
        yield Text(f"Released to be moved: {', '.join(plan.released)}")


def _taken_back(problem: Problem, plan: Plan) -> Iterator[RenderableType]:
    """Yield what people were told of and planning took back; they read that it is cancelled."""
    zone = problem.engagement.zone
    gone = [
        f"{one.placed.id} ({dated(one.placed.date(zone))})"
        for one in plan.withdrawn
        if one.mark is None and one.revision.published
    ]
    if gone:
        yield Text(f"No longer taking place: {', '.join(gone)}")


def _number(lost: Iterable[Lost]) -> int:
    return sum(len(one.sessions) for one in lost)


def _reasons(lost: Iterable[Lost]) -> Iterator[RenderableType]:
    for one in lost:
        yield _indented(f"{one.request.title}: {', '.join(one.sessions)}", 2)
        yield from (_indented(reason, 4) for reason in one.reasons)


def _headline(problem: Problem, plan: Plan, told: Verdict) -> RenderableType:
    """Return whose year this is, and how much of it is placed and proven."""
    engagement = problem.engagement
    lines = [
        Text(engagement.title, "bold"),
        Text.assemble(f"{term(engagement)} · ", _standing(engagement.contract)),
        Text(" · ").join([*_counts(told), *_proven(told)]),
    ]
    if not plan.reproducible:
        lines.append(Text("The clock cut the search short: another run may differ.", "yellow"))
    return Text("\n").join(lines)


def _standing(contract: Contract | None) -> Text:
    is_draft = contract is not None and contract.is_draft
    return Text(standing(contract), "bold yellow" if is_draft else "")


def _counts(told: Verdict) -> Iterator[Text]:
    """Yield how many of the promised sessions are placed, and of the optional ones if any."""
    yield Text(told.promised_placed, "" if told.placed == told.promised else "red")
    if told.optional:
        yield Text(told.optional_placed)


def _proven(told: Verdict) -> Iterator[Text]:
    """Yield which goals could still be better; nothing when no goal was measured."""
    if told.proven:
        yield Text(told.proven, "yellow" if told.unproven else "green")


def _money(problem: Problem, book: Ledger, free: Iterable[Included]) -> Iterator[RenderableType]:
    """Yield the contract line by line, and what charges nothing."""
    contract = problem.engagement.contract
    if contract is not None:
        yield contract_table(contract, book, headings_of(book))
    if contract is not None and book.expenses is not None:
        yield Text(told_expenses(contract, book.expenses))
    told = [f"{_title(problem, one.sessions[0])} ({free_in(contract, one)})" for one in free]
    if told:
        yield Text(f"Charges nothing: {', '.join(told)}")


def _pace(problem: Problem, plan: Plan, book: Ledger) -> Iterator[RenderableType]:
    """Yield the lines that are used more slowly than an even pace, and how they end."""
    lines = [_indented(line, 2) for line in below_pace(burn(problem, book, books(problem, plan)))]
    if lines:
        yield Group(Text(f"Below pace as of {long_date(problem.today)}", "yellow"), *lines)


def _indented(text: str, columns: int) -> Padding:
    return Padding(Text(text), (0, 0, 0, columns))


def _title(problem: Problem, session_id: str) -> str:
    return request_of(problem, session_id).title
