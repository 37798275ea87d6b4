"""What the manager of a portfolio reads on the screen: what needs them, then all of it at a glance.

Each engagement's own summary is printed when it is planned, or read from its folder's report.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.elsewhere import leaders
from planner.domain.facts.load import loads_over_all
from planner.domain.ledger import dollars, ledger
from planner.domain.plan import Plan
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.domain.problem import Problem
from planner.reports.goals import goals_table
from planner.reports.phrases import counted
from planner.reports.portfolio.account import NO_CONTRACT, State
from planner.reports.printed import printed, stacked
from planner.reports.summary import trouble
from planner.reports.timetable import titled
from planner.reports.verdict import is_optimal, verdict
from planner.reports.wording import listed
from planner.reports.workload import workload


def render(portfolio: Portfolio, plan: PortfolioPlan, *, width: int, colour: bool) -> str:
    """Return the summary as text of `width` columns, newline at the end."""
    return printed(lambda columns: _summary(portfolio, plan, columns), width=width, colour=colour)


def _summary(portfolio: Portfolio, plan: PortfolioPlan, width: int) -> RenderableType:
    load = loads_over_all(portfolio, plan)
    blocks = [
        *troubles(portfolio, plan),
        _headline(portfolio, plan),
        _engagements(portfolio, plan),
        *_shared(portfolio, plan),
        *workload(portfolio.facilitators, load, width),
        goals_table(plan.goals),
    ]
    return stacked(blocks)


def troubles(portfolio: Portfolio, plan: PortfolioPlan) -> Iterator[RenderableType]:
    """Yield what a person must act on, by engagement."""
    for problem, one in members(portfolio, plan):
        told = tuple(trouble(problem, verdict(problem, one), ledger(problem, one)))
        if told:
            yield Group(Text(problem.engagement.title, "bold"), *told)


def _headline(portfolio: Portfolio, plan: PortfolioPlan) -> RenderableType:
    each = [verdict(problem, one) for problem, one in members(portfolio, plan)]
    placed, promised = sum(one.placed for one in each), sum(one.promised for one in each)
    open_ones = [goal.name for goal in plan.goals if not is_optimal(goal)]
    proven = f"not proven optimal: {', '.join(open_ones)}" if open_ones else "every goal proven"
    told = Text(f"{placed} of {promised} sessions placed", "" if placed == promised else "red")
    lines = [
        Text(portfolio.title, "bold"),
        Text(counted(len(each), "engagement")),
        Text(" · ").join([told, Text(proven, "yellow" if open_ones else "green")]),
    ]
    if not plan.reproducible:
        lines.append(Text("The clock cut the search short: another run may differ.", "yellow"))
    return Text("\n").join(lines)


def _engagements(portfolio: Portfolio, plan: PortfolioPlan) -> RenderableType:
    """Return a line for each engagement; a draft's amounts are not due, and are not added up."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    table.add_column("Engagement", overflow="fold")
    table.add_column("Contract")
    for heading in ("Placed", "Coach-days", "Planned", "Unplanned"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Proven")
    for problem, one in members(portfolio, plan):
        table.add_row(*map(Text, _row(problem, one)))
    return titled("Engagements", None, table)


def _row(problem: Problem, plan: Plan) -> Iterator[str]:
    told, book = verdict(problem, plan), ledger(problem, plan)
    contract = problem.engagement.contract
    yield problem.engagement.title
    yield State.of(contract).value if contract else NO_CONTRACT
    yield f"{told.placed} of {told.promised}"
    yield f"{book.coach_days(book.days.planned):f}" if book.day_lines else ""
    yield dollars(book.money.planned) if contract else ""
    yield dollars(book.money.unplanned) if contract else ""
    number = len(plan.goals) - len(told.unproven)
    yield f"{number} of {counted(len(plan.goals), 'goal')}"


def _shared(portfolio: Portfolio, plan: PortfolioPlan) -> Iterator[RenderableType]:
    """Yield which engagements have whom in common."""
    known = {problem.engagement.id: problem for problem in portfolio.problems}
    lines = []
    for group in plan.groups:
        if len(group.engagements) > 1:
            each = [known[id] for id in group.engagements]
            lead = [leaders(problem) for problem in each]
            names = [
                who.title
                for id, who in portfolio.facilitators.items()
                if sum(id in some for some in lead) > 1
            ]
            titles = [problem.engagement.title for problem in each]
            lines.append(f"{listed(titles)}: {listed(names)}")
    if lines:
        yield Group(Text("In common", "bold"), *map(Text, lines))
