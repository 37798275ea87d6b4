"""The goals as a table: how good a plan is, and how much of that is proven."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from planner.domain.plan import GoalResult
from planner.reports.timetable import titled
from planner.reports.verdict import is_optimal

_COLUMNS: tuple[tuple[str, JustifyMethod], ...] = (
    ("Tier", "right"),
    ("Goal", "left"),
    ("Value", "right"),
    ("Unit", "left"),
    ("Bound", "right"),
    ("Proven", "left"),
)


def goals_table(goals: Iterable[GoalResult]) -> RenderableType:
    """Return value, unit and proven bound of each goal, in their order."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for heading, justify in _COLUMNS:
        table.add_column(heading, justify=justify)
    for goal in goals:
        proven = Text("optimal", "green") if is_optimal(goal) else Text("not yet", "yellow")
        figures = (str(goal.tier), goal.name, str(goal.value), goal.unit, str(goal.bound))
        table.add_row(*map(Text, figures), proven)
    return titled("Goals, in strict order", None, table)
