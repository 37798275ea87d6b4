"""A written page as its readers have it, and what plan.json says it has to show."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from handmade import TODAY, plan, problem, revised_plan

from planner.domain.plan import Plan, Revision
from planner.domain.problem import Problem
from planner.reports.page.html import report_html
from planner.reports.plan_json import plan_json

Cell = tuple[str, str, str]
"""A date, a half, and the id of a session that anybody may read."""


def page(problem: Problem, plan: Plan) -> BeautifulSoup:
    return BeautifulSoup(report_html(problem, plan).decode(), "html.parser")


@cache
def planned_page() -> BeautifulSoup:
    """The page of the year by hand, to be looked at only."""
    return page(problem(), plan())


@cache
def revised_page() -> BeautifulSoup:
    return page(problem(), revised_plan())


def record(problem: Problem, plan: Plan) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(plan_json(problem, plan, "0" * 64, "test"))
    return loaded


def recorded(year: Plan) -> Plan:
    """Return a plan with a revision for each session, as the record needs them."""
    said = Revision(published=False, sequence=0, revised=TODAY, content="0" * 64)
    return replace(year, revisions={one.id: said for one in year.sessions})


def shown_cells(soup: BeautifulSoup) -> list[Cell]:
    """Return every session in every cell of every grid."""
    return sorted(
        (cell["data-date"], cell["data-half"], entry["data-session"])
        for cell in soup.select("table.grid td")
        for entry in cell.select("[data-session]")
    )


def expected_cells(written: dict[str, Any], am_end: str = "11:30") -> list[Cell]:
    """Return what plan.json says, for days whose PM begins no later than any afternoon session."""
    cells = set()
    for session in written["sessions"]:
        for part in session["parts"]:
            start, end = (datetime.fromisoformat(part[key]) for key in ("start", "end"))
            halves = [
                half
                for half, is_touched in (
                    ("AM", f"{start:%H:%M}" < am_end),
                    ("PM", f"{end:%H:%M}" > "12:30"),
                )
                if is_touched
            ]
            cells |= {(start.date().isoformat(), half, session["id"]) for half in halves}
    return sorted(cells)


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def cents(told: str) -> int:
    """Read an amount as the page writes it: -$1,234.50."""
    sign = -1 if told.startswith("-") else 1
    return sign * int(told.lstrip("-$").replace(",", "").replace(".", ""))
