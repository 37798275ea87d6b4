"""Windows: the dates on which something may be placed, written as months, dates or a name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from planner.domain.problem import Window
from planner.reading.forms import DATE, EARLIEST, LATEST, MONTHS, Form, WrongValueError, refuse
from planner.reading.names import Place
from planner.reading.table import Key, Table
from planner.reading.wording import shown, suggestion

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_END = re.compile(r"\d{4}-\d\d(-\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A window as written: its dates or its name, and whether it was written in whole months."""

    text: str
    dates: Window | None
    in_months: bool


def _read_window(value: Any) -> Written:
    if isinstance(value, date):
        day = DATE.read(value)
        return Written(str(day), Window(day, day), in_months=False)
    if not isinstance(value, str) or not value:
        raise WrongValueError
    if not value[0].isdigit():
        return Written(value, None, in_months=False)
    ends = [end.strip() for end in value.split("/")]
    if len(ends) > len("AB") or not all(_END.fullmatch(end) for end in ends):
        raise WrongValueError
    dates = Window(_first(ends[0]), _last(ends[-1]))
    if dates.last < dates.first:
        raise refuse(f"{shown(value)} ends before it starts", "write the earlier end first")
    return Written(value, dates, in_months=all(_MONTH.fullmatch(end) for end in ends))


def _first(end: str) -> date:
    if not _MONTH.fullmatch(end):
        return DATE.read(end)
    year, month = map(int, end.split("-"))
    if not 1 <= month <= MONTHS:
        raise refuse(f"{shown(end)} is no month: there is no month {month}")
    if not EARLIEST.year <= year <= LATEST.year:
        raise refuse(f"{shown(end)} is not a month from {EARLIEST.year} to {LATEST.year}")
    return date(year, month, 1)


def _last(end: str) -> date:
    first = _first(end)
    if not _MONTH.fullmatch(end):
        return first
    return first.replace(day=monthrange(first.year, first.month)[1])


A_WINDOW = Form(
    'a window such as "2025-10", "2025-10/2025-11", "2025-11-17/2025-12-19", or a name from '
    "[windows]",
    _read_window,
)


def _read_dates(value: Any) -> Window:
    if isinstance(value, date) and not isinstance(value, datetime):
        day = DATE.read(value)
        return Window(day, day)
    written = A_WINDOW.read(value)
    if written.dates is None or written.in_months:
        raise WrongValueError
    return written.dates


DATES = Form('a date such as 2025-10-10, or dates such as "2025-11-24/2025-11-28"', _read_dates)


@dataclass(frozen=True)
class Windows:
    """The contract's dates, and the windows that have a name in it."""

    whole: Window
    named: Mapping[str, Written]

    def resolve(self, place: Place, key: Key[Any], written: Written) -> Window | None:
        """Return the dates of a window, cut to the contract's; None if it was complained of."""
        if written.dates is None:
            if written.text not in self.named:
                hint = suggestion(written.text, self.named) or 'or write dates, such as "2025-10"'
                place.complain(key, f"there is no window {shown(written.text)}", hint)
                return None
            written = self.named[written.text]
            return None if written.dates is None else self._cut(written.dates)
        return self.inside(place, key, written)

    def inside(self, place: Place, key: Key[Any], written: Written) -> Window | None:
        """Return dates cut to the contract's, and complain if they lie outside.

        Months may stick out of the contract, dates may not: whoever writes days means them.
        """
        dates = written.dates
        if dates is None:
            return None
        cut = self._cut(dates)
        if cut is None or (cut != dates and not written.in_months):
            where = "outside" if cut is None else "partly outside"
            place.complain(
                key, f"{written.text} lies {where} the contract's dates, {_worded(self.whole)}"
            )
            return None
        return cut

    def _cut(self, dates: Window) -> Window | None:
        first, last = max(dates.first, self.whole.first), min(dates.last, self.whole.last)
        return Window(first, last) if first <= last else None


def _worded(window: Window) -> str:
    return f"{window.first} to {window.last}"


def read_windows(table: Table, key: Key[Mapping[str, Any]], whole: Window) -> Windows:
    """Return the named windows of a scenario; those that are wrong stand as empty names."""
    named: dict[str, Written] = {}
    for name, value in table.members(key):
        place = Key(name, A_WINDOW, None)
        inner = Table((*table.path, key.name), {name: value}, table.complaints)
        written = inner.get(place)
        named[name] = Written(name, None, in_months=False)
        if name[:1].isdigit():
            inner.complain(place, "begins with a digit, as dates do; expected a letter first")
        elif written and written.dates is None:
            inner.complain(place, f"{shown(value)} is a name; expected dates")
        elif written and Windows(whole, {}).inside(inner, place, written):
            named[name] = written
    return Windows(whole, named)


def weeks(window: Window) -> Iterator[tuple[str, Window]]:
    """Yield each ISO week that overlaps a window: its name, 2026-W05, and its dates in it."""
    monday = window.first - timedelta(days=window.first.weekday())
    while monday <= window.last:
        year, week, _ = monday.isocalendar()
        first, last = max(monday, window.first), min(monday + timedelta(days=6), window.last)
        yield f"{year}-W{week:02d}", Window(first, last)
        monday += timedelta(days=7)


def months(window: Window) -> Iterator[tuple[str, Window]]:
    """Yield each month that overlaps a window: its name, 2026-02, and its dates in it."""
    first = window.first
    while first <= window.last:
        name = f"{first:%Y-%m}"
        last = min(_last(name), window.last)
        yield name, Window(first, last)
        first = last + timedelta(days=1)
