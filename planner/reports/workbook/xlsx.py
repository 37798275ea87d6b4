"""Sheets to a file: the only module that knows XlsxWriter, which stores what formulas come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import Any

from planner.reports.workbook.cells import (
    FIRST,
    Cell,
    Chart,
    Look,
    Sheet,
    Table,
    below,
    first_rows,
)

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
"""When every workbook says that it was made, so that the same plan gives the same bytes."""

_LETTER_PAPER = 1
_MOST_ACROSS = 310
"""Characters in a row of a page that can still be read."""

_PRINTED_HEAD = 3
_LEFT = frozenset({Look.TEXT, Look.DATE, Look.MONTH, Look.TIME})
_HEADING = {
    "bold": True,
    "bg_color": "#D6E6F7",
    "bottom": 1,
    "text_wrap": True,
    "valign": "top",
}
_LINE_HEIGHT = 15
_WIDTHS = {Look.DATE: 11, Look.MONTH: 11, Look.TIME: 7, Look.HOURS: 9, Look.COUNT: 8}
_MOST_ROWS_ABOVE_CHART = 60
"""With more, a page that has the chart as well could not be read."""
_NARROWEST, _WIDEST = 8, 54
"""Of columns, in characters."""


def xlsx(sheets: Iterable[Sheet], head: tuple[str, str, str]) -> bytes:
    """Return a workbook; `head` stands on every sheet: a title, the contract's state, the plan."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": head[0], "created": _CREATED})
        pen = _Pen(book, head)
        for sheet in sheets:
            pen.write(sheet)
    return file.getvalue()


class _Pen:
    """Writes sheets into a workbook, with the formats that they share."""

    def __init__(self, book: Any, head: tuple[str, str, str]) -> None:
        self._book = book
        self._head = head

    def write(self, sheet: Sheet) -> None:
        """Write one sheet after those before it."""
        page = self._book.add_worksheet(sheet.name)
        for row, (line, style) in enumerate(
            zip(self._head, ("title", "head", "small"), strict=True)
        ):
            page.write_string(row, 0, line, self._styles[style])
        starts = first_rows(sheet.tables)
        widths = _widths(sheet.tables)
        for index, wide in enumerate(widths):
            page.set_column(index, index, wide)
        for table, start in zip(sheet.tables, starts, strict=True):
            self._table(page, table, start - 1, widths)
        if sheet.is_list:
            self._filter(page, sheet.tables[0])
        last = starts[-1] + sheet.tables[-1].height
        if sheet.chart is not None:
            self._draw(page, sheet.chart, last)
        is_single = len(sheet.tables) == 1
        page.freeze_panes(FIRST - 1 if is_single else _PRINTED_HEAD, 1 if is_single else 0)
        self._printing(page, sum(widths), is_single=is_single)
        if sheet.chart is not None and last <= _MOST_ROWS_ABOVE_CHART:
            page.fit_to_pages(1, 1)

    def _table(self, page: Any, table: Table, first: int, widths: Sequence[float]) -> None:
        """Write a table whose first row of cells is a row counted from 0."""
        page.write_string(first - 2, 0, table.title, self._styles["caption"])
        if any(column.heading for column in table.columns):
            self._headings(page, table, first - 1, widths)
        totals = below(first, len(table.rows))
        for rows, start, is_total in ((table.rows, first, False), (table.totals, totals, True)):
            for row, cells in enumerate(rows, start):
                for index, cell in enumerate(cells):
                    self._cell(page, row, index, cell, is_total=is_total)

    def _headings(self, page: Any, table: Table, row: int, widths: Sequence[float]) -> None:
        """Write headings above their columns, in a row as high as the longest of them needs."""
        heights = [1]
        for index, column in enumerate(table.columns):
            cells = [cells[index] for cells in table.rows]
            is_left = all(cell.look in _LEFT for cell in cells)
            style = self._styles["heading" if is_left else "heading of numbers"]
            page.write_string(row, index, column.heading, style)
            heights.append(_lines(column.heading, widths[index]))
        page.set_row(row, _LINE_HEIGHT * max(heights) + 2)

    def _cell(self, page: Any, row: int, column: int, cell: Cell, *, is_total: bool) -> None:
        style = self._looks[cell.look, is_total]
        value = cell.value
        if cell.formula:
            page.write_formula(row, column, f"={cell.formula}", style, value)
        elif value == "":
            page.write_blank(row, column, None, style)
        elif isinstance(value, str):
            page.write_string(row, column, value, style)
        elif isinstance(value, date | time):
            page.write_datetime(row, column, value, style)
        else:
            page.write_number(row, column, value, style)

    def _filter(self, page: Any, table: Table) -> None:
        if table.rows:
            last = FIRST + len(table.rows) - 2
            page.autofilter(FIRST - 2, 0, last, len(table.columns) - 1)

    def _draw(self, page: Any, chart: Chart, row: int) -> None:
        drawn = self._book.add_chart({"type": "line"})
        for curve in chart.curves:
            line = {"color": curve.colour, "width": 2.25}
            if curve.is_dashed:
                line["dash_type"] = "dash"
            drawn.add_series(
                {
                    "name": curve.name,
                    "categories": f"={chart.categories}",
                    "values": f"={curve.values}",
                    "line": line,
                }
            )
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
        drawn.set_x_axis({"num_format": Look.MONTH.value, "text_axis": True})
        drawn.set_y_axis({"num_format": "$#,##0", "min": 0, "major_gridlines": {"visible": True}})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": 900, "height": 340})
        page.insert_chart(row, 0, drawn, {"description": chart.title})

    def _printing(self, page: Any, wide: float, *, is_single: bool) -> None:
        """Fit a sheet to a page across, with its headings on every page; a very wide one to more.

        Then its first column is on every page too.
        """
        page.set_landscape()
        page.set_paper(_LETTER_PAPER)
        page.set_margins(0.4, 0.4, 0.6, 0.6)
        across = ceil(wide / _MOST_ACROSS)
        page.fit_to_pages(across, 0)
        if across > 1:
            page.repeat_columns(0)
        page.repeat_rows(0, FIRST - 2 if is_single else _PRINTED_HEAD - 1)
        page.set_footer("&L&A&C&P / &N")
        page.hide_gridlines(2)

    @cached_property
    def _styles(self) -> Mapping[str, Any]:
        known = {
            "title": {"bold": True, "font_size": 14},
            "head": {
                "bold": True,
                "font_color": "#7A4B00" if "DRAFT" in self._head[1] else "#1B1F24",
            },
            "small": {"font_size": 8, "font_color": "#545D68"},
            "caption": {"bold": True, "font_size": 12},
            "heading": _HEADING,
            "heading of numbers": {**_HEADING, "align": "right"},
        }
        return {name: self._book.add_format(style) for name, style in known.items()}

    @cached_property
    def _looks(self) -> Mapping[tuple[Look, bool], Any]:
        """The format of each look, in a row and in a row of totals."""
        return {
            (look, is_total): self._book.add_format(
                {
                    "num_format": "General" if look is Look.TEXT else look.value,
                    "align": "left" if look in _LEFT else "right",
                    "valign": "top",
                    **({"bold": True, "top": 1} if is_total else {}),
                }
            )
            for look in Look
            for is_total in (False, True)
        }


def _widths(tables: Iterable[Table]) -> Sequence[float]:
    """Return how wide each column of a sheet is, for what all its tables have in it."""
    widths: dict[int, float] = defaultdict(lambda: _NARROWEST)
    for table in tables:
        for index, column in enumerate(table.columns):
            rows = (*table.rows, *table.totals)
            cells = () if column.is_loose else (cells[index] for cells in rows)
            longest = max(map(len, column.heading.split()), default=0) + 2
            wanted = max([longest, *map(_width, cells)])
            widths[index] = max(widths[index], min(wanted, _WIDEST))
    return [widths[index] for index in range(len(widths))]


def _width(cell: Cell) -> float:
    if cell.look is Look.MONEY:
        return len(f"{cell.value:,}") + 4
    if cell.look is Look.DAYS:
        return len(f"{cell.value:f}") + 4
    return _WIDTHS.get(cell.look, len(str(cell.value)) + 1)


def _lines(heading: str, wide: float) -> int:
    """Return into how many lines a heading is folded, its bold letters being wider than others."""
    return len(wrap(heading, max(int(wide / 1.05), 1))) or 1
