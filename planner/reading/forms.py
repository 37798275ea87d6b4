"""The forms a value in a scenario may have: each in words for people, and as a function.

A form either returns what a value means or raises `WrongValueError`. The words are what a message
says was expected, and what `docs/scenario.md` gives as the type of the key.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from planner.domain.clock import Block
from planner.reading.wording import nearly, shown

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""No scenario speaks of other dates; they would be slips of the keyboard."""

_LONGEST_TEXT = 1_000
_LONGEST_ID = 64
_BEYOND_ALL = 10**12
_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, and what would mend it."""

    message: str
    hint: str | None = None


class WrongValueError(Exception):
    """A value has not the form it should have. Without faults, the form's own words say it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Unusable:
    """What stands in a cell of a sheet and is no value, in words; every form refuses it."""

    words: str
    hint: str | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, eq=False)
class Form(Generic[T_co]):
    """What a value may be, in words that follow "expected", and how it is read."""

    expected: str
    read: Callable[[Any], T_co]

    def faults(self, value: Any, error: WrongValueError) -> tuple[Fault, ...]:
        """Return what to say of a value that this form refused."""
        hint = value.hint if isinstance(value, Unusable) else None
        return error.faults or (Fault(f"{shown(value)} is not {self.expected}", hint),)


def refuse(message: str, hint: str | None = None) -> WrongValueError:
    """Return the error that says one thing of a value."""
    return WrongValueError(Fault(message, hint))


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError
    odd = next((c for c in value if unicodedata.category(c) in {"Cc", "Zl", "Zp"}), None)
    if odd is not None:
        name = "a line break" if odd in "\n\r\u2028\u2029" else f"the character U+{ord(odd):04X}"
        raise refuse(f"{shown(value)} holds {name}; expected text on one line")
    if len(value) > _LONGEST_TEXT:
        raise refuse(f"{len(value):,} characters are too many; expected at most {_LONGEST_TEXT:,}")
    return value.strip()


def _read_name(value: Any) -> str:
    text = _read_text(value)
    if not text:
        raise refuse("is empty; expected text on one line")
    return text


TEXT = Form("text on one line", _read_text)
NAME = Form("text on one line", _read_name)

_SLUG = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id, which also has to do as the name of a file."""
    return _SLUG.fullmatch(text) is not None and len(text) <= _LONGEST_ID


def _read_id(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise WrongValueError
    return value


ID = Form("an id: letters, digits, '.', '_' and '-', not beginning with '.', at most 64", _read_id)


def id_of(what: str) -> Form[str]:
    """Return the form of an id that stands for something defined elsewhere."""
    return Form(f"the id of {what}", _read_id)


def _read_yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError
    return value


YES_NO = Form("true or false", _read_yes_no)


def whole(least: int, most: int, unit: str = "") -> Form[int]:
    """Return the form of whole numbers between two bounds, both included."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise WrongValueError
        return value

    return Form(f"a whole number{unit and f' of {unit}'} from {least:,} to {most:,}", read)


def decimal(value: Any) -> Decimal:
    """Return a TOML number exactly; raise `WrongValueError` if it is none, or not finite."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise WrongValueError
    if isinstance(value, Decimal) and not value.is_finite():
        raise WrongValueError
    if not -_BEYOND_ALL < value < _BEYOND_ALL:
        raise WrongValueError
    return Decimal(value)


def steps(value: Any, step: Decimal, least: Decimal, most: Decimal) -> int:
    """Return how many `step`s a number is; it must be a whole number of them, within bounds."""
    number = decimal(value)
    if not least <= number <= most or number % step:
        raise WrongValueError
    return int(number / step)


_CENT = Decimal("0.01")
_MOST_MONEY = Decimal(1_000_000_000)
MONEY = Form(
    f"an amount of money up to {_MOST_MONEY:,}, with at most two decimals",
    lambda value: steps(value, _CENT, Decimal(0), _MOST_MONEY),
)


def choice(*names: str) -> Form[str]:
    """Return the form of a few fixed words."""

    def read(value: Any) -> str:
        if value in names:
            return str(value)
        raise refuse(
            f"{shown(value)} is not {expected}",
            nearly(value, names) if isinstance(value, str) else None,
        )

    expected = "one of " + ", ".join(f'"{name}"' for name in names)
    return Form(expected, read)


_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MONTHS = 12


def _read_date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        value = _date(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongValueError
    if not EARLIEST <= value <= LATEST:
        raise refuse(f"{value} is not a date between {EARLIEST} and {LATEST}")
    return value


def _date(text: str) -> date:
    """Return the date of a text that looks like one; say what there is not if it is none."""
    year, month, day = map(int, text.split("-"))
    if not 1 <= month <= MONTHS:
        raise refuse(f"{shown(text)} is no date: there is no month {month}")
    if not EARLIEST.year <= year <= LATEST.year:
        raise refuse(f"{shown(text)} is not a date between {EARLIEST} and {LATEST}")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise refuse(f"{shown(text)} is no date: {year}-{month:02d} has {last} days")
    return date(year, month, day)


DATE = Form("a date such as 2025-10-10", _read_date)

_CLOCK_RANGE = re.compile(r"(\d\d?):(\d\d) ?- ?(\d\d?):(\d\d)", re.ASCII)


def _read_clock_range(value: Any) -> Block:
    match = _CLOCK_RANGE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise WrongValueError
    hours, minutes = match.group(1, 3), match.group(2, 4)
    start, end = (int(h) * 60 + int(m) for h, m in zip(hours, minutes, strict=True))
    if any(int(minute) > 59 for minute in minutes) or end > _MINUTES_OF_A_DAY:  # noqa: PLR2004
        raise WrongValueError
    if end <= start:
        raise refuse(f"{shown(value)} ends before it starts", "write hours from 0 to 24: 13:00")
    return Block(start, end)


CLOCK_RANGE = Form('clock times such as "08:30-11:30"', _read_clock_range)


def _read_table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise WrongValueError
    return value


TABLE = Form("a table", _read_table)


_WHILE = re.compile(r"(\d{1,3}) (day|week)s?", re.ASCII)
_DAYS_OF_A_WEEK = 7


def _read_while(value: Any) -> int:
    match = _WHILE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise WrongValueError
    return int(match[1]) * (_DAYS_OF_A_WEEK if match[2] == "week" else 1)


A_WHILE = Form('a while such as "3 weeks" or "10 days"', _read_while)
"""How long something is, in days."""


def list_of(form: Form[T], words: str) -> Form[tuple[T, ...]]:
    """Return the form of a list of values, all of one form and none written twice."""

    def read(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise WrongValueError
        return _all(form, value, words)

    return Form(words, read)


def one_or_list(form: Form[T], words: str) -> Form[tuple[T, ...]]:
    """Return the form of one value or a list of such values."""

    def read(value: Any) -> tuple[T, ...]:
        return _all(form, value if isinstance(value, list) else [value], words)

    return Form(words, read)


def _all(form: Form[T], values: list[Any], words: str) -> tuple[T, ...]:
    if not values:
        raise refuse(f"is empty; expected {words}")
    read: dict[T, None] = {}
    faults: list[Fault] = []
    for value in values:
        try:
            item = form.read(value)
        except WrongValueError as error:
            faults += form.faults(value, error)
            continue
        if item in read:
            faults.append(Fault(f"{shown(value)} is written twice"))
        read[item] = None
    if faults:
        raise WrongValueError(*faults)
    return tuple(read)
