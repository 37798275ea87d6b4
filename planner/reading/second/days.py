"""Whether a recurrence rule falls on a day, by the definition (RFC 5545 section 3.3.10)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH"})
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LONGEST_WALK = 40_000  # days: more than a century


class NotUnderstoodError(Exception):
    """A rule has no meaning for this reading, which passes over its event."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of whole days. `weekdays` are (ordinal or 0, weekday); `until` is a wall time."""

    frequency: str
    interval: int
    count: int | None
    until: date | datetime | None
    week_start: int
    weekdays: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]

    @classmethod
    def of(cls, parts: Mapping[str, Any]) -> Rule:
        """Return the rule that icalendar has read; raise `NotUnderstoodError` if it says more."""
        found = {str(name).upper(): list(values) for name, values in parts.items()}
        frequency = str(found.get("FREQ", [""])[0]).upper()
        if frequency not in _FREQUENCIES or not found.keys() <= _KNOWN:
            raise NotUnderstoodError
        try:
            rule = cls(
                frequency=frequency,
                interval=int(found.get("INTERVAL", [1])[0]),
                count=int(found["COUNT"][0]) if "COUNT" in found else None,
                until=found.get("UNTIL", [None])[0],
                week_start=_WEEKDAYS.index(str(found.get("WKST", ["MO"])[0]).upper()),
                weekdays=tuple(map(_weekday, found.get("BYDAY", ()))),
                month_days=tuple(map(int, found.get("BYMONTHDAY", ()))),
                months=tuple(map(int, found.get("BYMONTH", ()))),
            )
        except (ValueError, TypeError):
            raise NotUnderstoodError from None
        is_odd = rule.frequency in _FREQUENCIES[:2] and any(nth for nth, _ in rule.weekdays)
        if rule.interval < 1 or is_odd or (rule.frequency == "WEEKLY" and rule.month_days):
            raise NotUnderstoodError
        return rule

    def falls_on(self, first: date, day: date) -> bool:
        """Tell whether a series that starts on `first` has an instance on `day`, UNTIL aside."""
        if day == first:
            return True
        if day < first or not self._matches(first, day):
            return False
        return self.count is None or self._number(first, day) <= self.count

    def _number(self, first: date, day: date) -> int:
        """Return the how-many-eth instance a day is, by counting from the first."""
        length = (day - first).days
        if length > _LONGEST_WALK:
            raise NotUnderstoodError
        between = (first + timedelta(days=n) for n in range(1, length + 1))
        return 1 + sum(self._matches(first, one) for one in between)

    def _matches(self, first: date, day: date) -> bool:
        in_month = not self.months or day.month in self.months
        return in_month and self._in_period(first, day) and self._on_day(first, day)

    def _in_period(self, first: date, day: date) -> bool:
        if self.frequency == "DAILY":
            return (day - first).days % self.interval == 0
        if self.frequency == "WEEKLY":
            return (self._week(day) - self._week(first)).days // 7 % self.interval == 0
        months = (day.year - first.year) * 12 + day.month - first.month
        if self.frequency == "MONTHLY":
            return months % self.interval == 0
        return (day.year - first.year) % self.interval == 0

    def _week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.week_start) % 7)

    def _on_day(self, first: date, day: date) -> bool:
        last = monthrange(day.year, day.month)[1]
        on_month_day = day.day in self.month_days or day.day - last - 1 in self.month_days
        on_weekday = any(
            weekday == day.weekday() and self._is_nth(nth, day) for nth, weekday in self.weekdays
        )
        if self.month_days or self.weekdays:
            return (on_month_day or not self.month_days) and (on_weekday or not self.weekdays)
        if self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == first.weekday()
        is_month = self.frequency == "MONTHLY" or bool(self.months) or day.month == first.month
        return is_month and day.day == first.day

    def _is_nth(self, nth: int, day: date) -> bool:
        """Tell whether a day is the nth of its weekday in the month, or in the year."""
        if nth == 0:
            return True
        in_year = self.frequency == "YEARLY" and not self.months
        start = date(day.year, 1 if in_year else day.month, 1)
        month = 12 if in_year else day.month
        end = date(day.year, month, monthrange(day.year, month)[1])
        return nth in ((day - start).days // 7 + 1, -((end - day).days // 7 + 1))


def _weekday(value: Any) -> tuple[int, int]:
    match = _DAY.fullmatch(str(value).upper())
    if match is None:
        raise NotUnderstoodError
    return int(match[1] or 0), _WEEKDAYS.index(match[2])
