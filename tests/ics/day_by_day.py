"""What a recurrence rule means, one day after the other: slow, plain, and sharing no code.

Every date of a period is asked whether it fits; ordinals are looked up in the written-out list of
the month's or year's weekdays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class PlainRule:
    """The parts of a rule of dates. A weekday is an ordinal (0: every) and a number."""

    frequency: str
    interval: int = 1
    count: int | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()

    def __str__(self) -> str:
        parts = {
            "FREQ": self.frequency,
            "INTERVAL": str(self.interval),
            "WKST": WEEKDAYS[self.week_start],
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.weekdays),
            "BYSETPOS": ",".join(map(str, self.positions)),
            "COUNT": str(self.count or ""),
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def dates_of(rule: PlainRule, start: date, last: date) -> list[date]:
    """Return the dates on which the rule happens, from `start` to `last`, both included."""
    fits = _fits(rule, start)
    found: list[date] = []
    periods = groupby(_days(start, last, rule), key=lambda day: _period(day, rule))
    for number, (_, days) in enumerate(periods):
        if number % rule.interval:
            continue
        fitting = [day for day in days if fits(day)]
        if rule.positions:
            fitting = sorted({day for p in rule.positions for day in _nth(fitting, p)})
        found += [day for day in fitting if day >= start]
    if rule.count is not None:
        found = found[: rule.count]
    return [day for day in found if day <= last]


def _days(start: date, last: date, rule: PlainRule) -> Iterator[date]:
    """Yield all dates of the periods that `start` to `last` lie in."""
    day = start
    while _period(day - timedelta(days=1), rule) == _period(start, rule):
        day -= timedelta(days=1)
    while day <= last or _period(day, rule) == _period(last, rule):
        yield day
        day += timedelta(days=1)


def _period(day: date, rule: PlainRule) -> object:
    if rule.frequency == "YEARLY":
        return day.year
    if rule.frequency == "MONTHLY":
        return day.year, day.month
    if rule.frequency == "WEEKLY":
        while day.weekday() != rule.week_start:
            day -= timedelta(days=1)
    return day


def _fits(rule: PlainRule, start: date) -> Callable[[date], bool]:
    plain_month = rule.frequency in ("YEARLY", "MONTHLY") and not rule.weekdays
    month_days = rule.month_days or ((start.day,) if plain_month else ())
    same_month = rule.frequency == "YEARLY" and plain_month and not rule.month_days
    months = rule.months or ((start.month,) if same_month else ())
    weekdays = rule.weekdays
    if rule.frequency == "WEEKLY" and not weekdays:
        weekdays = ((0, start.weekday()),)
    whole_year = rule.frequency == "YEARLY" and not rule.months

    def fits(day: date) -> bool:
        month = _month(day.year, day.month)
        around = _year(day.year) if whole_year else month
        return (
            (not months or day.month in months)
            and (not month_days or any(day in _nth(month, n) for n in month_days))
            and (not weekdays or any(_is_weekday(day, n, each, around) for n, each in weekdays))
        )

    return fits


def _is_weekday(day: date, nth: int, weekday: int, around: list[date]) -> bool:
    same = [each for each in around if each.weekday() == weekday]
    return day in (_nth(same, nth) if nth else same)


def _nth(days: list[date], nth: int) -> list[date]:
    index = nth - 1 if nth > 0 else nth
    return [days[index]] if -len(days) <= index < len(days) else []


@cache
def _month(year: int, month: int) -> list[date]:
    return [each for each in _year(year) if each.month == month]


@cache
def _year(year: int) -> list[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(366))
    return [each for each in days if each.year == year]
