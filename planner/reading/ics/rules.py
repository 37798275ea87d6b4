"""Recurrence rules on the naive wall clock (RFC 5545 section 3.3.10, RFC 7529 for SKIP).

Every BY part is a test of a date: a period's dates (a year, month, week or day) that pass all
tests are the period's occurrences. Periods can be counted, so a rule that began decades ago is
entered at the window, every date looked at is a step of the file's budget, and a rule that never
matches costs no more than one that does.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain, groupby

from planner.reading.ics.limits import Steps
from planner.reading.ics.values import UnreadableError

_DAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_ORDINAL_DAY = re.compile(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)")
_BY_PARTS = frozenset(
    f"BY{part}"
    for part in (
        *("MONTH", "WEEKNO", "YEARDAY", "MONTHDAY", "DAY"),
        *("HOUR", "MINUTE", "SECOND", "SETPOS"),
    )
)
_SKIPS = ("OMIT", "BACKWARD", "FORWARD")
_MAX_TEXT = 2_000
_MONTHS = range(1, 13)
_WEEK = 7
_MIDWEEK = 3  # a week belongs to the year that its fourth day is in

FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DENSE = {"SECONDLY": 1, "MINUTELY": 60}
"""The frequencies that are never expanded, and their seconds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked RRULE; a BY part that is not written is empty. `until` is its text."""

    text: str
    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_start: int = 0
    skip: str = "OMIT"
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    seconds: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()


def parse(text: str) -> Rule:
    """Read an RRULE value; raise `UnreadableError` for what cannot be followed."""
    if len(text) > _MAX_TEXT:
        raise UnreadableError("the rule is too long")
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise UnreadableError("the rule has no known FREQ")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise UnreadableError("the rule follows another calendar than the Gregorian")
    week_start, skip = parts.get("WKST", "MO"), parts.get("SKIP", "OMIT")
    if week_start not in _DAYS or skip not in _SKIPS:
        raise UnreadableError("the rule's WKST or SKIP is unknown")
    return Rule(
        text=text,
        frequency=frequency,
        interval=_positive(parts, "INTERVAL") or 1,
        count=_positive(parts, "COUNT"),
        until=parts.get("UNTIL", ""),
        week_start=_DAYS[week_start],
        skip=skip,
        months=_numbers(parts, "BYMONTH", 1, 12),
        weeks=_numbers(parts, "BYWEEKNO", 1, 53, signed=True),
        year_days=_numbers(parts, "BYYEARDAY", 1, 366, signed=True),
        month_days=_numbers(parts, "BYMONTHDAY", 1, 31, signed=True),
        weekdays=_weekdays(parts.get("BYDAY", "")),
        hours=_numbers(parts, "BYHOUR", 0, 23),
        minutes=_numbers(parts, "BYMINUTE", 0, 59),
        seconds=frozenset(min(each, 59) for each in _numbers(parts, "BYSECOND", 0, 60)),
        positions=_numbers(parts, "BYSETPOS", 1, 366, signed=True),
    )


def expand(
    rule: Rule, start: datetime, first: datetime, last: datetime, steps: Steps
) -> Iterator[datetime]:
    """Yield the rule's wall times from `first` to `last`, both included, in order.

    `start` is DTSTART: nothing lies before it, COUNT counts from it, and what the rule leaves
    open is taken from it. It is not itself yielded unless the rule hits it. UNTIL is the
    caller's: its meaning needs a zone.
    """
    if rule.frequency in DENSE:
        raise UnreadableError(f"a {rule.frequency} rule is not expanded")
    whole = _completed(rule, start)
    since = start if rule.count else max(start, first)
    made = 0
    for batch in _batches(whole, start, since, last, steps):
        for wall in batch:
            if wall < start:
                continue
            made += 1
            if wall > last or (rule.count and made > rule.count):
                return
            if wall >= first:
                yield wall


def without_times(rule: Rule) -> Rule:
    """Return the rule for an all-day series, which ignores BYHOUR, BYMINUTE and BYSECOND."""
    if rule.frequency in FREQUENCIES[:3]:
        raise UnreadableError(f"an all-day event cannot recur {rule.frequency}")
    return replace(rule, hours=frozenset(), minutes=frozenset(), seconds=frozenset())


def _parts(text: str) -> Mapping[str, str]:
    parts = {}
    for part in re.sub(r"\s", "", text.upper()).split(";"):
        name, _, value = part.partition("=")
        if name.startswith("BY") and name not in _BY_PARTS:
            raise UnreadableError("the rule has an unknown BY part")
        parts[name] = value
    return parts


def _positive(parts: Mapping[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    text = parts[name]
    if not text.isdecimal() or not int(text):
        raise UnreadableError(f"the rule's {name} is not a positive number")
    return int(text)


def _numbers(
    parts: Mapping[str, str], name: str, low: int, high: int, *, signed: bool = False
) -> frozenset[int]:
    found = set()
    for text in parts.get(name, "").split(",") if parts.get(name) else ():
        if not re.fullmatch(r"[+-]?\d{1,3}", text):
            raise UnreadableError(f"the rule's {name} is not a list of numbers")
        number = int(text)
        if not low <= (abs(number) if signed else number) <= high:
            raise UnreadableError(f"the rule's {name} is out of range")
        found.add(number)
    return frozenset(found)


def _weekdays(text: str) -> frozenset[tuple[int, int]]:
    found = set()
    for day in text.split(",") if text else ():
        match = _ORDINAL_DAY.fullmatch(day)
        if not match:
            raise UnreadableError("the rule's BYDAY is not a list of days")
        found.add((int(match[1] or 0), _DAYS[match[2]]))
    return frozenset(found)


def _completed(rule: Rule, start: datetime) -> Rule:
    """Take from DTSTART what the rule does not say (RFC 5545 section 3.3.10)."""
    dated = rule.year_days or rule.month_days or rule.weekdays or rule.weeks
    same_day = not dated and rule.frequency in ("YEARLY", "MONTHLY")
    same_month = same_day and rule.frequency == "YEARLY" and not rule.months
    whole_weeks = rule.weeks and not (rule.year_days or rule.month_days or rule.weekdays)
    same_weekday = whole_weeks or (rule.frequency == "WEEKLY" and not dated)
    same_hour = not rule.hours and rule.frequency != "HOURLY"
    return replace(
        rule,
        months=frozenset({start.month}) if same_month else rule.months,
        month_days=frozenset({start.day}) if same_day else rule.month_days,
        weekdays=frozenset({(0, start.weekday())}) if same_weekday else rule.weekdays,
        hours=frozenset({start.hour}) if same_hour else rule.hours,
        minutes=rule.minutes or frozenset({start.minute}),
        seconds=rule.seconds or frozenset({start.second}),
    )


def _batches(
    rule: Rule, start: datetime, since: datetime, last: datetime, steps: Steps
) -> Iterator[Sequence[datetime]]:
    """Yield each period's wall times, sorted and reduced by BYSETPOS."""
    tests = _tests(rule)
    steps.spend((len(rule.hours) or 24) * len(rule.minutes) * len(rule.seconds))
    times = _times(rule)
    for stretches in _periods(rule, start.date(), since.date(), last.date()):
        steps.spend(sum(map(len, stretches)))
        days = [
            day for day in map(date.fromordinal, chain(*stretches)) if all(t(day) for t in tests)
        ]
        if rule.skip != "OMIT" and rule.month_days:
            days = sorted({*days, *_moved_days(rule, stretches)})
        if rule.frequency == "HOURLY":
            yield from _hourly(rule, start, days, times, steps)
        else:
            steps.spend(len(days) * len(times))
            yield _picked(rule, [datetime.combine(day, at) for day in days for at in times])


def _hourly(
    rule: Rule, start: datetime, days: Sequence[date], times: Sequence[time], steps: Steps
) -> Iterator[Sequence[datetime]]:
    """Yield the hours of one date that lie a multiple of INTERVAL after DTSTART's hour."""
    for day in days:
        steps.spend(len(times))
        since = (day.toordinal() - start.toordinal()) * 24 - start.hour
        for hour, within in groupby(times, key=lambda at: at.hour):
            if (since + hour) % rule.interval == 0:
                yield _picked(rule, [datetime.combine(day, at) for at in within])


def _picked(rule: Rule, walls: Sequence[datetime]) -> Sequence[datetime]:
    if not rule.positions:
        return walls
    indices = {each - 1 if each > 0 else len(walls) + each for each in rule.positions}
    return [walls[index] for index in sorted(indices) if 0 <= index < len(walls)]


def _times(rule: Rule) -> Sequence[time]:
    """Return the clock times of a date, sorted."""
    return [
        time(hour, minute, second)
        for hour in sorted(rule.hours or range(24))
        for minute in sorted(rule.minutes)
        for second in sorted(rule.seconds)
    ]


def _periods(rule: Rule, start: date, since: date, last: date) -> Iterator[Sequence[range]]:
    """Yield each period from the one before `since` to `last` as stretches of date ordinals."""
    if rule.frequency == "YEARLY":
        for year in _counted(start.year, since.year - 1, last.year, rule.interval):
            yield [_month(year, month) for month in sorted(rule.months or _MONTHS)]
    elif rule.frequency == "MONTHLY":
        origin, onset, end = (day.year * 12 + day.month - 1 for day in (start, since, last))
        for index in _counted(origin, onset - 1, end, rule.interval):
            year, month = divmod(index, 12)
            yield [_month(year, month + 1)]
    elif rule.frequency == "WEEKLY":
        origin = start.toordinal() - (start.weekday() - rule.week_start) % _WEEK
        onset = since.toordinal() - _WEEK
        for first in _counted(origin, onset, last.toordinal(), rule.interval * _WEEK):
            yield [range(max(first, 1), min(first + _WEEK, date.max.toordinal() + 1))]
    else:
        interval = rule.interval if rule.frequency == "DAILY" else 1
        for day in _counted(start.toordinal(), since.toordinal() - 1, last.toordinal(), interval):
            yield [range(day, day + 1)]


def _counted(origin: int, onset: int, end: int, interval: int) -> range:
    """Return origin, origin + interval, ... as far as they lie from `onset` to `end`."""
    skipped = max(0, -((origin - onset) // interval))
    return range(origin + skipped * interval, end + 1, interval)


def _month(year: int, month: int) -> range:
    first = date(year, month, 1).toordinal()
    return range(first, first + monthrange(year, month)[1])


def _tests(rule: Rule) -> Sequence[Callable[[date], bool]]:
    """Return the tests that a date must pass, one for each BY part that was written."""
    tests: list[Callable[[date], bool]] = []
    if rule.months:
        tests.append(lambda day: day.month in rule.months)
    if rule.weekdays:
        tests.append(_weekday_test(rule))
    if rule.month_days:
        tests.append(lambda day: _listed(day.day, _month_length(day), rule.month_days))
    if rule.year_days:
        tests.append(lambda day: _listed(_year_day(day), _year_length(day.year), rule.year_days))
    if rule.weeks:
        tests.append(lambda day: _listed(*_week_number(day, rule.week_start), rule.weeks))
    return tests


def _listed(number: int, count: int, wanted: frozenset[int]) -> bool:
    """Tell whether the number, counted from either end of `count`, is wanted."""
    return number in wanted or number - count - 1 in wanted


def _weekday_test(rule: Rule) -> Callable[[date], bool]:
    """Test BYDAY; its ordinals count within the month, or the year of a rule without months."""
    plain = {day for ordinal, day in rule.weekdays if not ordinal}
    if rule.frequency not in ("YEARLY", "MONTHLY"):
        plain = {day for _, day in rule.weekdays}
    in_month = rule.frequency == "MONTHLY" or bool(rule.months)

    def test(day: date) -> bool:
        weekday = day.weekday()
        if weekday in plain:
            return True
        number, count = (
            (day.day, _month_length(day)) if in_month else (_year_day(day), _year_length(day.year))
        )
        from_start = (number - 1) // _WEEK + 1
        from_end = -((count - number) // _WEEK + 1)
        return (from_start, weekday) in rule.weekdays or (from_end, weekday) in rule.weekdays

    return test


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_day(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _year_length(year: int) -> int:
    return monthrange(year, 2)[1] + 337


def _week_number(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of the day's week in its year, and how many weeks that year has."""
    middle = day.toordinal() - (day.weekday() - week_start) % _WEEK + _MIDWEEK
    middle = min(middle, date.max.toordinal())
    year = date.fromordinal(middle).year
    new_year = date(year, 1, 1).toordinal()
    number = (middle - new_year) // _WEEK + 1
    left = (new_year + _year_length(year) - 1 - middle) // _WEEK
    return number, number + left


def _moved_days(rule: Rule, stretches: Sequence[range]) -> Iterator[date]:
    """Yield where days that a month lacks go by SKIP (RFC 7529 section 4.1)."""
    for month in stretches:
        if any(day > len(month) for day in rule.month_days):
            ordinal = month[-1] if rule.skip == "BACKWARD" else month[-1] + 1
            yield date.fromordinal(ordinal)
