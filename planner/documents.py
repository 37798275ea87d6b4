"""All files of a plan's folder, made from problem and plan alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from planner.domain.plan import Plan
from planner.domain.portfolio import Inputs, Portfolio, PortfolioPlan
from planner.domain.problem import Problem
from planner.reports.budget_csv import budget_csv
from planner.reports.feeds import facilitators_feeds, feeds
from planner.reports.page.html import report_html
from planner.reports.plan_json import plan_json
from planner.reports.portfolio.budget_csv import budget_csv as portfolio_csv
from planner.reports.portfolio.budget_xlsx import budget_xlsx as portfolio_xlsx
from planner.reports.portfolio.plan_json import digest_of_all, portfolio_json
from planner.reports.subscribe import INDEX, pages
from planner.reports.workbook.budget import budget_xlsx
from planner.reports.workbook.packed import holds_the_same

RECORD = "plan.json"
BUDGET = "budget.csv"
WORKBOOK = "budget.xlsx"


def documents(problem: Problem, plan: Plan, digest: str, version: str) -> dict[str, bytes]:
    """Return every file by its path in the folder; the same plan gives the same bytes.

    `digest` is that of the inputs the plan was made from, `version` the planner's that made it.
    """
    calendars = feeds(problem, plan)
    return {
        RECORD: plan_json(problem, plan, digest, version).encode(),
        **calendars,
        **pages(problem, plan, calendars),
        BUDGET: budget_csv(problem, plan),
        WORKBOOK: budget_xlsx(problem, plan, digest),
        "report.html": report_html(problem, plan),
    }


def portfolio_documents(
    portfolio: Portfolio,
    plan: PortfolioPlan,
    each: Sequence[Mapping[str, bytes]],
    inputs: Sequence[Inputs],
    version: str,
) -> dict[str, bytes]:
    """Return every file of a portfolio's folder: over all, and one folder per engagement.

    `each` are the files of the engagements, `inputs` what they were made from, in their order.
    """
    ids = [problem.engagement.id for problem in portfolio.problems]
    return {
        RECORD: portfolio_json(portfolio, plan, inputs, version).encode(),
        **facilitators_feeds(portfolio, plan),
        BUDGET: portfolio_csv(portfolio, plan),
        WORKBOOK: portfolio_xlsx(portfolio, plan, digest_of_all(inputs)),
        **{
            inside(id, name): content
            for id, files in zip(ids, each, strict=True)
            for name, content in files.items()
        },
    }


def inside(engagement: str, name: str) -> str:
    """Return the path in a portfolio's folder of a file of one engagement."""
    return f"{engagement}/{name}"


def is_ours_in(engagements: Collection[str], name: str) -> bool:
    """Tell whether the planner makes a file of this name for a portfolio of these engagements."""
    engagement, _, rest = name.partition("/")
    return is_ours(rest) if engagement in engagements else is_ours(name)


def is_same(name: str, made: bytes, found: bytes) -> bool:
    """Tell whether a file that was found is the one that is made.

    Of a workbook its contents count: how they are packed depends on the machine's library.
    """
    return made == found or (PurePosixPath(name).name == WORKBOOK and holds_the_same(made, found))


def is_ours(name: str) -> bool:
    """Tell whether the planner makes a file of this name, so that it may go when not re-made."""
    kind, _, rest = name.removeprefix("calendars/").partition("/")
    if name.startswith("calendars/") and name.endswith(".ics"):
        return not rest or kind in ("facilitators", "audiences", "sites")
    if name.startswith("calendars/") and name.endswith(".html"):
        return name == INDEX or kind in ("facilitators", "audiences")
    return name in (RECORD, BUDGET, WORKBOOK, "report.html")
