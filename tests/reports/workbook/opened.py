"""A workbook as another library reads it: values as stored, formulas as written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.workbook.budget import budget_xlsx

DIGEST = "0123456789abcdef" * 4
Cell = str | int | float | datetime | time | None


def of_plan(problem: Problem, plan: Plan) -> Opened:
    return Opened(budget_xlsx(problem, plan, DIGEST))


@dataclass(frozen=True)
class Opened:
    """A workbook by its bytes."""

    data: bytes

    @cached_property
    def values(self) -> Workbook:
        return load_workbook(BytesIO(self.data), data_only=True)

    @cached_property
    def formulas(self) -> Workbook:
        return load_workbook(BytesIO(self.data))

    def rows(self, sheet: str) -> list[tuple[Any, ...]]:
        """Return all rows of a sheet, without empty cells at their ends."""
        found = []
        for row in self.values[sheet].iter_rows(values_only=True):
            cells = list(row)
            while cells and cells[-1] is None:
                cells.pop()
            found.append(tuple(map(_plain, cells)))
        return found

    def table(self, sheet: str, title: str) -> list[tuple[Any, ...]]:
        """Return the rows of a table below its headings, to the first empty one."""
        rows = self.rows(sheet)
        start = next(at for at, row in enumerate(rows) if row and row[0] == title) + 2
        end = next((at for at in range(start, len(rows)) if not rows[at]), len(rows))
        return rows[start:end]

    def headings(self, sheet: str, title: str) -> tuple[Any, ...]:
        rows = self.rows(sheet)
        return rows[next(at for at, row in enumerate(rows) if row and row[0] == title) + 1]

    def column(self, sheet: str, title: str, heading: str) -> list[Any]:
        """Return the cells below a heading, the total last if there is one."""
        index = self.headings(sheet, title).index(heading)
        return [row[index] if index < len(row) else None for row in self.table(sheet, title)]

    def texts(self) -> list[str]:
        """Return every text of every sheet."""
        cells = (cell.value for sheet in self.values for row in sheet for cell in row)
        return [value for value in cells if isinstance(value, str)]


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def is_day(value: Any) -> bool:
    return isinstance(value, date)
