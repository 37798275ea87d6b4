"""Dates and ranges in lists, whole days or one half of each: closed days, staff days, leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.clock import Half, dates_between
from planner.domain.problem import Window
from planner.reading.forms import Form, one_or_list
from planner.reading.table import Key, Table
from planner.reading.windows import DATES

_HALF = re.compile(r"(.*\S) (AM|PM)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dated:
    """Some dates, both ends counting: the whole of each, or one half of each."""

    window: Window
    half: Half | None

    @property
    def days(self) -> int:
        """How many dates these are."""
        return (self.window.last - self.window.first).days + 1

    @property
    def halves(self) -> tuple[Half, ...]:
        """The halves of each date."""
        return tuple(Half) if self.half is None else (self.half,)

    def dates(self, inside: Window) -> Iterator[date]:
        """Yield each of the dates that lies in a window."""
        first = max(self.window.first, inside.first)
        return dates_between(first, min(self.window.last, inside.last))

    def __str__(self) -> str:
        dates = str(self.window.first) if self.days == 1 else str(self.window)
        return dates if self.half is None else f"{dates} {self.half}"


def _read_dated(value: Any) -> Dated:
    match = _HALF.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return Dated(DATES.read(value), None)
    return Dated(DATES.read(match[1]), Half(match[2]))


_WORDS = f'{DATES.expected}, or one half of them, such as "2025-10-24 PM"'
A_DATED = Form(_WORDS, _read_dated)
DATE_LIST: Form[tuple[Dated, ...]] = one_or_list(
    A_DATED,
    'a list of dates, such as [2025-10-10, "2025-11-24/2025-11-28", "2025-10-24 PM"]',
)


def read_dated(table: Table, key: Key[tuple[Dated, ...]], inside: Window) -> Iterator[Dated]:
    """Yield the dates of a list; complain of those that lie outside the contract's."""
    for dated in table.get(key):
        if dated.window.last < inside.first or inside.last < dated.window.first:
            message = f"{dated} lies outside the contract's dates, {inside.first} to {inside.last}"
            table.complain(key, message)
        else:
            yield dated
