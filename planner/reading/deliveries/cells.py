"""Dates, clock times and numbers as programs of every country write them, where they are sure.

What could mean two things is refused, with both of them: nobody is paid by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Final

from planner.domain.problem import Window
from planner.reading.forms import Unusable
from planner.reading.sheet.cells import Cell
from planner.reading.sheet.grid import ClockTime
from planner.reading.wording import shown


class UnclearError(Exception):
    """A cell that means nothing, or more than one thing: what it holds, and what would mend it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Order(Enum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NAMED: Final = re.compile(
    r"(?:\w+,? )?(?:(\d{1,2})\.? ([A-Za-z]{3,9})|([A-Za-z]{3,9}) (\d{1,2})),? (\d{4})", re.ASCII
)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::00)?)? ?([ap]\.?m\.?)?", re.ASCII | re.IGNORECASE
)
_DOLLARS: Final = re.compile(r"US\$|\$|\bUSD\b", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \u00a0\u2009\u202f'\u2019]")
_DIGITS: Final = re.compile(r"[+-]?(\d+)(?:([.,])(\d+))?", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d+))?")
_THOUSAND_DIGITS: Final = 3
_CENTURY: Final = 2000
_MOST_MINUTES: Final = 24 * 60


def read_dates(cell: Cell) -> dict[Order | None, date]:
    """Return the dates that a cell may mean, by the order it is read in; by None if it is sure."""
    if isinstance(cell, date):
        return {None: cell}
    text = cell if isinstance(cell, str) else ""
    try:
        if match := _ISO.fullmatch(text):
            return {None: date(*map(int, match.groups()))}
        if match := _NAMED.fullmatch(text):
            day, month = match[1] or match[4], (match[2] or match[3]).casefold()
            number = next(n for n, name in enumerate(_MONTHS, 1) if _is_month(month, name))
            return {None: date(int(match[5]), number, int(day))}
    except (ValueError, StopIteration):
        return {}
    match = _SLASHED.fullmatch(text)
    return {} if match is None else _ordered(match)


def _is_month(written: str, name: str) -> bool:
    return written in (name, name[:3]) or (written == "sept" and name == "september")


def _ordered(match: re.Match[str]) -> dict[Order | None, date]:
    """Return both readings of a date in numbers; with dots between, the day comes first."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if int(match[4]) > 99 else _CENTURY + int(match[4])  # noqa: PLR2004
    found: dict[Order | None, date] = {}
    for order, day, month in (
        (Order.DAY_FIRST, first, second),
        (Order.MONTH_FIRST, second, first),
    ):
        try:
            found[order] = date(year, month, day)
        except ValueError:
            continue
    by_day = found.get(Order.DAY_FIRST)
    if by_day is not None and (match[2] == "." or found.get(Order.MONTH_FIRST) == by_day):
        return {None: by_day}
    return found


def read_date(
    cell: Cell, orders: Collection[Order] = tuple(Order), inside: Window | None = None
) -> date:
    """Return the one date that a cell means when read in these orders.

    Of two that it may mean, one inside a window is meant if the other lies outside.
    """
    if cell is None:
        raise UnclearError("is missing; expected a date such as 2026-02-04")
    known = read_dates(cell)
    found = {day for order, day in known.items() if order is None or order in orders}
    if inside is not None and len(found) > 1:
        found = {day for day in found if day in inside} or found
    if len(found) == 1:
        return found.pop()
    hint = "write the year first: 2026-02-04"
    if not found:
        raise UnclearError(f"{shown(cell)} is not a date", hint)
    either = " or ".join(map(str, sorted(found)))
    raise UnclearError(f"{shown(cell)} may be {either}", hint)


def read_clock(cell: Cell) -> int:
    """Return a clock time in minutes after midnight."""
    if isinstance(cell, ClockTime):
        return _minutes(cell.at)
    expected = "expected a clock time such as 08:30"
    if cell is None:
        raise UnclearError(f"is missing; {expected}")
    match = _CLOCK.fullmatch(cell) if isinstance(cell, str) else None
    if match is None or not (match[2] or match[3]):
        raise UnclearError(f"{shown(cell)} is not a clock time; {expected}")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1].casefold()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            raise UnclearError(f"{shown(cell)} is not a clock time; {expected}")
        hour = hour % 12 + (12 if half == "p" else 0)
    total = hour * 60 + minute
    if minute >= 60 or total > _MOST_MINUTES:  # noqa: PLR2004
        raise UnclearError(f"{shown(cell)} is not a clock time; {expected}")
    return total


def _minutes(at: time) -> int:
    if at.second or at.microsecond:
        raise UnclearError(f"the clock time {at} has seconds; expected whole minutes")
    return at.hour * 60 + at.minute


def read_number(cell: Cell, *, is_money: bool) -> Decimal:
    """Return a number exactly; money is in dollars, and a sign of them does not matter.

    A separator before exactly three digits may group thousands or begin a fraction. It groups them
    where it stands twice, or with another one after it, or, as a comma, in money, which has two
    decimals at most.
    """
    what, example = (
        ("an amount of money in dollars", "1800.00") if is_money else ("a number", "0.5")
    )
    unclear = f"{shown(cell)} is not {what} such as {example}"
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(cell)
    if not isinstance(cell, str):
        raise UnclearError(unclear, getattr(cell, "hint", None))
    text = _BLANKS.sub("", _DOLLARS.sub("", cell) if is_money else cell)
    if grouped := _GROUPED.fullmatch(text):
        return _grouped(cell, text, grouped, is_money=is_money)
    match = _DIGITS.fullmatch(text)
    if match is None:
        raise UnclearError(unclear, f"write it like {example}")
    return Decimal(text.replace(",", "."))


def _grouped(cell: str, text: str, match: re.Match[str], *, is_money: bool) -> Decimal:
    separator, fraction = match[1], match[2]
    whole = text.replace(separator, "").replace(",", ".")
    if fraction is not None or text.count(separator) > 1 or (is_money and separator == ","):
        return Decimal(whole)
    decimal = Decimal(text.replace(",", "."))
    if text.lstrip("+-").startswith("0"):
        return decimal
    raise UnclearError(
        f"{shown(cell)} may be {decimal.normalize():f} or {whole}",
        f"write {decimal.normalize():f} or {whole}",
    )


def read_text(cell: Cell) -> str:
    """Return a text; "" of an empty cell, and a number or date as it is written out."""
    if isinstance(cell, Unusable):
        raise UnclearError(f"{cell} is not a text", cell.hint)
    return "" if cell is None else str(cell)
