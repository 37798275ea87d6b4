"""What the manager reads on the screen: what needs them, the year, the goals, the contract.

It is the manager's own, so confidential sessions are told whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from rich import box
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.domain.confidential import request_of
from planner.domain.contract import Contract
from planner.domain.facts import facts
from planner.domain.facts.included import Included
from planner.domain.ledger import Ledger, ledger
from planner.domain.plan import GoalResult, Plan, Unplaced
from planner.domain.problem import Problem
from planner.reports.contract import DRAFT, beyond, contract_table, over, told_expenses
from planner.reports.facts import counted, particulars
from planner.reports.marked import marked
from planner.reports.timetable import timetable, titled
from planner.reports.workload import workload

NARROWEST = 72
"""The fewest columns in which every table still holds its words."""

_GOAL_COLUMNS: tuple[tuple[str, JustifyMethod], ...] = (
    ("Tier", "right"),
    ("Goal", "left"),
    ("Value", "right"),
    ("Unit", "left"),
    ("Bound", "right"),
    ("Proven", "left"),
)


def render(problem: Problem, plan: Plan, *, width: int, colour: bool) -> str:
    """Return the summary as text of `width` columns (`NARROWEST` if fewer), newline at the end."""
    sheet = StringIO()
    console = Console(
        file=sheet,
        width=max(width, NARROWEST),
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(summary(problem, plan, console.width))
    return "\n".join(line.rstrip() for line in sheet.getvalue().split("\n"))


def summary(problem: Problem, plan: Plan, width: int) -> RenderableType:
    """Return what needs the manager, the headline, the timetable, the goals and the contract."""
    book, told = ledger(problem, plan), facts(problem, plan)
    blocks = [
        *_trouble(problem, plan, book),
        _headline(problem, plan),
        *_optional(problem, plan),
        *marked(problem, plan),
        *timetable(problem, plan, width),
        *particulars(problem, plan, told),
        *workload(problem, told.load, width),
        *([_goals(plan.goals)] if plan.goals else []),
        *_money(problem, book, told.included),
    ]
    return Group(blocks[0], *(Padding(block, (1, 0, 0, 0)) for block in blocks[1:]))


def _trouble(problem: Problem, plan: Plan, book: Ledger) -> Iterator[RenderableType]:
    """Yield what a person must act on: promises without a place, lines over."""
    lost = [unplaced for unplaced in plan.unplaced if _is_promised(problem, unplaced.id)]
    if lost:
        head = f"NOT PLACED: {counted(len(lost), 'promised session')}"
        yield Group(Text(head, "bold red"), *_reasons(problem, lost))
    if book.over:
        head = f"OVER THE CONTRACT: {counted(len(book.over), 'line')}"
        yield Group(Text(head, "bold red"), *(_indented(over(line), 2) for line in book.over))
    contract = problem.engagement.contract
    above = beyond(contract, book) if contract else None
    if above:
        yield Text(f"ABOVE THE AGREED RANGE: {above}", "bold red")


def _optional(problem: Problem, plan: Plan) -> Iterator[RenderableType]:
    """Yield the optional sessions without a place: nobody has to act on them."""
    lost = [unplaced for unplaced in plan.unplaced if not _is_promised(problem, unplaced.id)]
    if lost:
        head = f"Not placed: {counted(len(lost), 'optional session')}"
        yield Group(Text(head, "yellow"), *_reasons(problem, lost))


def _reasons(problem: Problem, lost: Iterable[Unplaced]) -> Iterator[RenderableType]:
    """Yield each reason once, beneath the sessions of a request that share it."""
    shared: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for unplaced in lost:
        title = request_of(problem, unplaced.id).title
        shared.setdefault((title, unplaced.reasons), []).append(unplaced.id)
    for (title, reasons), ids in shared.items():
        yield _indented(f"{title}: {', '.join(ids)}", 2)
        yield from (_indented(reason, 4) for reason in reasons)


def _headline(problem: Problem, plan: Plan) -> RenderableType:
    """Return whose year this is, and how much of it is placed and proven."""
    engagement = problem.engagement
    dates = f"{_date(engagement.first)} to {_date(engagement.last)}"
    lines = [
        Text(engagement.title, "bold"),
        Text.assemble(f"{dates} · ", _standing(engagement.contract)),
        Text(" · ").join([*_counts(problem, plan), *_proven(plan)]),
    ]
    if not plan.reproducible:
        lines.append(Text("The clock cut the search short: another run may differ.", "yellow"))
    return Text("\n").join(lines)


def _standing(contract: Contract | None) -> Text:
    if contract is None:
        return Text("no contract")
    if contract.state == DRAFT:
        return Text(f"DRAFT contract with {contract.client}", "bold yellow")
    return Text(f"{contract.state} contract with {contract.client}")


def _counts(problem: Problem, plan: Plan) -> Iterator[Text]:
    """Yield how many of the promised sessions are placed, and of the optional ones if any."""
    promised = {id for id in problem.sessions if _is_promised(problem, id)}
    optional = problem.sessions.keys() - promised - problem.lapsed
    placed = len(promised & plan.placed.keys())
    word = "promised sessions" if optional else "sessions"
    style = "" if placed == len(promised) else "red"
    yield Text(f"{placed} of {len(promised)} {word} placed", style)
    if optional:
        yield Text(f"{len(optional & plan.placed.keys())} of {len(optional)} optional")


def _proven(plan: Plan) -> Iterator[Text]:
    """Yield which goals could still be better; nothing when no goal was measured."""
    unproven = [goal.name for goal in plan.goals if not _is_optimal(goal)]
    if unproven:
        yield Text(f"not proven optimal: {', '.join(unproven)}", "yellow")
    elif plan.goals:
        yield Text("every goal proven optimal", "green")


def _goals(goals: Iterable[GoalResult]) -> RenderableType:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for heading, justify in _GOAL_COLUMNS:
        table.add_column(heading, justify=justify)
    for goal in goals:
        proven = Text("optimal", "green") if _is_optimal(goal) else Text("not yet", "yellow")
        figures = (str(goal.tier), goal.name, str(goal.value), goal.unit, str(goal.bound))
        table.add_row(*map(Text, figures), proven)
    return titled("Goals, in strict order", None, table)


def _money(problem: Problem, book: Ledger, free: Iterable[Included]) -> Iterator[RenderableType]:
    """Yield the contract line by line, and what charges nothing."""
    engagement = problem.engagement
    contract = engagement.contract
    if contract is not None:
        yield contract_table(contract, book)
    if contract is not None and book.expenses is not None:
        yield Text(told_expenses(contract, book.expenses))
    told = [f"{engagement.requests[one.request].title} ({_free(contract, one)})" for one in free]
    if told:
        yield Text(f"Charges nothing: {', '.join(told)}")


def _free(contract: Contract | None, one: Included) -> str:
    number = counted(len(one.sessions), "session")
    if contract is None or one.line is None:
        return number
    return f"{number}, in the fixed price of {contract.lines[one.line].title}"


def _indented(text: str, columns: int) -> Padding:
    return Padding(Text(text), (0, 0, 0, columns))


def _date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _is_promised(problem: Problem, session_id: str) -> bool:
    return problem.visits[problem.visit_of[session_id]].promised


def _is_optimal(goal: GoalResult) -> bool:
    return goal.value == goal.bound
