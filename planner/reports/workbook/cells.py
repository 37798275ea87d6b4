"""Sheets as data: cells with exact values, in tables one below the other.

Where a cell has a formula, its value is what the formula comes to, and is stored beside it. Row
and column numbers are a spreadsheet's: the first row is 1, the first column "A".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum

from planner.domain.charge import money
from planner.reports.budget_csv import neutral
from planner.reports.wording import one_line

HEAD_ROWS = 4
"""The rows above the first table: what the sheet is, whose contract, which plan, and none."""

_TITLE_ROWS = 2
"""The rows of a table above its first cells: its title, and its columns' headings."""

FIRST = HEAD_ROWS + _TITLE_ROWS + 1
"""The first row of the first table of every sheet."""

_MINUTES_OF_A_DAY = 24 * 60
_LONGEST = 1_000
_LETTERS = 26


class Look(Enum):
    """What a cell shows, with the number format of a spreadsheet."""

    TEXT = "@"
    DAYS = "0.0#########"
    HOURS = "[h]:mm"
    COUNT = "0"
    MONEY = "$#,##0.00;[Red]-$#,##0.00"
    DATE = "yyyy-mm-dd"
    MONTH = "mmm yyyy"
    TIME = "hh:mm"


Value = str | int | Decimal | date | time


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, how it looks, and the formula that gives it, "" of a value of its own."""

    value: Value
    look: Look = Look.TEXT
    formula: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; texts of a loose column reach over those beside it, and do not widen it."""

    heading: str
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their headings, and the rows of their totals.

    Without any rows there is an empty one, so that totals add up cells above them.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()

    @property
    def height(self) -> int:
        """All its rows, its title and headings among them."""
        return below(_TITLE_ROWS, len(self.rows)) + len(self.totals)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a chart: its name, the range of its values, and its colour."""

    name: str
    values: str
    colour: str
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over the cells of a range, drawn below the tables."""

    title: str
    categories: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Tables, one below the other, with a row between; `is_list`: its one table may be filtered."""

    name: str
    tables: tuple[Table, ...]
    is_list: bool = False
    chart: Chart | None = None


def first_rows(tables: Sequence[Table]) -> tuple[int, ...]:
    """Return the first row of cells of each of the tables of a sheet."""
    rows, row = [], FIRST
    for table in tables:
        rows.append(row)
        row += table.height + 1
    return tuple(rows)


def text(value: str) -> Cell:
    """Return a text on one line that no spreadsheet takes for a formula."""
    line = one_line(value)
    return Cell(neutral(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"))


def dollars(cents: int, formula: str = "") -> Cell:
    """Return money."""
    return number(Look.MONEY, money(cents), formula)


def days(coach_days: Decimal, formula: str = "") -> Cell:
    """Return coach-days."""
    return number(Look.DAYS, coach_days, formula)


def hours(minutes: int, formula: str = "") -> Cell:
    """Return a time as spreadsheets have it, a part of 24 hours."""
    return number(Look.HOURS, Decimal(minutes) / _MINUTES_OF_A_DAY, formula)


def count(whole: int, formula: str = "") -> Cell:
    """Return a whole number."""
    return number(Look.COUNT, whole, formula)


def number(look: Look, value: int | Decimal, formula: str = "") -> Cell:
    """Return a number; what its formula comes to is rounded to what the number can be."""
    return Cell(value, look, _ROUNDED[look].format(formula) if formula else "")


def letter(index: int) -> str:
    """Return the letters of a column, counted from 0."""
    rest, last = divmod(index, _LETTERS)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


def below(first: int, rows: int) -> int:
    """Return the row after some rows, the first of their totals."""
    return first + max(rows, 1)


def down(column: str, first: int, rows: int) -> str:
    """Return the range of a column's cells; at least one row, so that an empty one adds up to 0."""
    return f"${column}${first}:${column}${below(first, rows) - 1}"


def on(sheet: str, cells: str) -> str:
    """Return cells of another sheet."""
    return f"'{sheet}'!{cells}"


def added(column: str, first: int, rows: int) -> str:
    """Return the formula of a column's total."""
    return f"SUM({down(column, first, rows)})"


def product(*factors: str) -> str:
    """Return the formula that multiplies ranges row by row, and adds up."""
    return f"SUMPRODUCT({'*'.join(factors)})"


_ROUNDED = {
    Look.DAYS: "ROUND({},10)",
    Look.HOURS: "ROUND(({})*1440,0)/1440",
    Look.COUNT: "ROUND({},0)",
    Look.MONEY: "ROUND({},2)",
}
