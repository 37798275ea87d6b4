"""All files of a plan's folder, made from problem and plan alone."""

from __future__ import annotations

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.budget_csv import budget_csv
from planner.reports.feeds import feeds
from planner.reports.page.html import report_html
from planner.reports.plan_json import plan_json
from planner.reports.subscribe import INDEX, pages
from planner.reports.workbook.budget import budget_xlsx
from planner.reports.workbook.packed import holds_the_same

RECORD = "plan.json"
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
        "budget.csv": budget_csv(problem, plan),
        WORKBOOK: budget_xlsx(problem, plan, digest),
        "report.html": report_html(problem, plan),
    }


def is_same(name: str, made: bytes, found: bytes) -> bool:
    """Tell whether a file that was found is the one that is made.

    Of a workbook its contents count: how they are packed depends on the machine's library.
    """
    return made == found or (name == WORKBOOK and holds_the_same(made, found))


def is_ours(name: str) -> bool:
    """Tell whether the planner makes a file of this name, so that it may go when not re-made."""
    kind, _, rest = name.removeprefix("calendars/").partition("/")
    if name.startswith("calendars/") and name.endswith(".ics"):
        return not rest or kind in ("facilitators", "audiences", "sites")
    if name.startswith("calendars/") and name.endswith(".html"):
        return name == INDEX or kind in ("facilitators", "audiences")
    return name in (RECORD, "budget.csv", WORKBOOK, "report.html")
