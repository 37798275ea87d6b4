"""`round`: what charges are rounded up to, in all or by mode: a part of a day, or minutes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planner.domain.problem import Day, Mode
from planner.reading.forms import Form, choice, steps
from planner.reading.table import Key, Table

DAY_STEP = Decimal("0.001")
PART_OF_A_DAY = Form(
    "a part of a coach-day up to 1, such as 0.5 or 0.25",
    lambda value: steps(value, DAY_STEP, DAY_STEP, Decimal(1)) * DAY_STEP,
)

_MINUTES = re.compile(r"([1-9]\d{0,2}) minutes?", re.ASCII)
_MODE = choice(*Mode)


@dataclass(frozen=True, slots=True)
class Step:
    """What a charge is rounded up to: a part of a coach-day or, when `minutes`, so many of them."""

    part: Decimal = Decimal(0)
    minutes: int = 0

    def of_day(self, day: Day) -> Fraction:
        """Return the step as a part of a working day."""
        return Fraction(self.minutes, day.minutes) if self.minutes else Fraction(self.part)

    def __str__(self) -> str:
        return f'"{self.minutes} minutes"' if self.minutes else f"{self.part.normalize():f}"


Rounding = Mapping[Mode, Step]
"""The step of each mode of which any is said."""


def _read_step(value: Any) -> Step:
    match = _MINUTES.fullmatch(value) if isinstance(value, str) else None
    return Step(minutes=int(match[1])) if match else Step(PART_OF_A_DAY.read(value))


def _read(value: Any) -> Rounding:
    if isinstance(value, dict) and value:
        return {Mode(_MODE.read(mode)): _read_step(step) for mode, step in value.items()}
    return dict.fromkeys(Mode, _read_step(value))


HALF_DAYS: Rounding = dict.fromkeys(Mode, Step(Decimal("0.5")))
A_ROUNDING = Form(
    'a part of a coach-day up to 1, such as 0.25, minutes such as "30 minutes", '
    'or one for each mode: { in-person = 0.5, virtual = "30 minutes" }',
    _read,
)


def complain_of_parts(table: Table, key: Key[Rounding | None], day: Day) -> None:
    """Complain of steps that are no part of a coach-day that a decimal number can say."""
    for step in dict.fromkeys((table.get(key) or {}).values()):
        part = step.of_day(day)
        if part > 1:
            table.complain(key, f"{step} are more than a working day of {day.minutes} minutes")
        elif not _is_decimal(part):
            message = f"{step} are {part} of a working day of {day.minutes} minutes"
            hint = "let the line buy `hours`, whose charges may be rounded to any minutes"
            table.complain(key, f"{message}, which no decimal number says", hint)


def complain_of_hours(table: Table, key: Key[Rounding | None]) -> None:
    """Complain of steps of a line that buys hours which are not minutes."""
    for step in dict.fromkeys((table.get(key) or {}).values()):
        if not step.minutes:
            message = f"{step} is a part of a coach-day; the line buys hours"
            table.complain(key, message, 'write minutes, such as "30 minutes"')


def _is_decimal(part: Fraction) -> bool:
    """Tell whether a decimal number says a fraction exactly: of primes, 2 and 5 divide by it."""
    rest = part.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
