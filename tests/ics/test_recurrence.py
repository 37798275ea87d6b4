"""Expansion against a day-by-day definition, and against dateutil, which shares no code either."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from day_by_day import WEEKDAYS, PlainRule, dates_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_once import made_once

from planner.domain.clock import Span
from planner.reading.ics import BusyPolicy, read_busy
from planner.reading.ics.limits import Steps
from planner.reading.ics.rules import expand, parse
from planner.reading.ics.values import UnreadableError

ZONES = ("America/Chicago", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "UTC")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")


@made_once
def lists(*values: int, most: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def plain_rules(draw: st.DrawFn) -> PlainRule:
    frequency = draw(st.sampled_from(FREQUENCIES))
    ordinals = (0, 1, 2, 4, 5, -1, -2, -5) if frequency in FREQUENCIES[:2] else (0,)
    weekday = st.tuples(st.sampled_from(ordinals), st.integers(0, 6))
    return PlainRule(
        frequency,
        interval=draw(st.integers(1, 5)),
        count=draw(st.none() | st.integers(1, 30)),
        week_start=draw(st.integers(0, 6)),
        months=draw(lists(*range(1, 13))),
        month_days=() if frequency == "WEEKLY" else draw(lists(1, 2, 13, 28, 29, 30, 31, -1, -30)),
        weekdays=tuple(draw(st.lists(weekday, max_size=3, unique=True))),
        positions=draw(st.just(()) | lists(1, 2, 5, -1, -3)),
    )


starts = st.dates(date(2018, 1, 1), date(2026, 6, 1))


@given(plain_rules(), starts, st.integers(-400, 1200), st.integers(0, 800))
@settings(max_examples=150)
def test_dates_are_those_of_the_day_by_day_definition(
    rule: PlainRule, start: date, after: int, days: int
) -> None:
    first = start + timedelta(days=after)
    last = first + timedelta(days=days)
    found = expand(parse(str(rule)), at_noon(start), at_noon(first), at_noon(last), Steps())
    assert [wall.date() for wall in found] == [
        day for day in dates_of(rule, start, last) if day >= first
    ]


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


@given(
    plain_rules(),
    starts,
    st.sampled_from(ZONES),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 3000),
    st.lists(st.integers(0, 12), max_size=4),
)
@settings(max_examples=70)
def test_a_file_is_read_as_its_rule_means(  # noqa: PLR0913, PLR0917 (what a file is made of)
    rule: PlainRule, start: date, zone: str, at: time, minutes: int, left_out: list[int]
) -> None:
    window = Span(
        minute(datetime(2026, 1, 1, tzinfo=UTC)), minute(datetime(2026, 9, 1, tzinfo=UTC))
    )
    days = sorted({start, *dates_of(rule, start, date(2026, 9, 3))})
    recent = [day for day in days if day.year == 2026]
    excluded = {recent[index] for index in left_out if index < len(recent)}
    text = calendar(
        f"DTSTART;TZID={zone}:{stamp(start, at)}",
        f"DURATION:PT{minutes}M",
        f"RRULE:{rule}",
        *(f"EXDATE;TZID={zone}:{stamp(day, at)}" for day in sorted(excluded)),
    )
    expected = []
    for day in days:
        begins = minute(datetime.combine(day, at, ZoneInfo(zone)))
        span = Span(begins, begins + minutes)
        if day not in excluded and span.overlaps(window):
            expected.append(span)
    assert [each.span for each in read(text, window)] == sorted(expected)


def minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def stamp(day: date, at: time) -> str:
    return f"{day:%Y%m%d}T{at:%H%M%S}"


def calendar(*lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    )


def read(text: str, window: Span) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.ics"
        path.write_text(text, "utf-8")
        found = read_busy(path, "one.ics", BusyPolicy(ZoneInfo("America/Chicago")), window)
    assert not found.warnings
    return found.occurrences


@st.composite
def clock_rules(draw: st.DrawFn) -> str:
    """Draw the parts that the day-by-day definition leaves out."""
    frequency = draw(st.sampled_from((*FREQUENCIES, "HOURLY")))
    parts = {"FREQ": frequency, "INTERVAL": draw(st.integers(1, 30))}
    if frequency == "YEARLY" and draw(st.booleans()):
        parts["BYWEEKNO"] = text(draw(lists(1, 2, 20, 52, 53, -1, -2)) or (5,))
        parts["BYDAY"] = ",".join(draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=3)))
    elif frequency == "YEARLY":
        parts["BYYEARDAY"] = text(draw(lists(1, 60, 100, 366, -1, -366, -50)) or (200,))
    parts["BYHOUR"] = text(draw(lists(0, 7, 8, 14, 23)))
    parts["BYMINUTE"] = text(draw(lists(0, 15, 59)))
    parts["BYSECOND"] = text(draw(lists(0, 30)))
    if frequency != "WEEKLY":  # dateutil leaves the days before DTSTART out of the first week's set
        parts["BYSETPOS"] = text(draw(lists(1, 2, -1)))
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def text(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


@given(clock_rules(), st.datetimes(datetime(2015, 1, 1), datetime(2025, 1, 1)))  # noqa: DTZ001
@settings(max_examples=80)
def test_clock_times_are_dateutils(rule: str, start: datetime) -> None:
    start = start.replace(microsecond=0)
    found = list(
        islice(expand(parse(rule), start, start, start + timedelta(days=900), Steps()), 50)
    )
    assume(found)
    assert found == list(islice(rrulestr(rule, dtstart=start), len(found)))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.booleans())
def test_week_numbers_are_isos(day: date, from_the_end: bool) -> None:  # noqa: FBT001
    year, number, _ = day.isocalendar()
    weeks = date(year, 12, 28).isocalendar().week
    number = number - weeks - 1 if from_the_end else number
    rule = parse(f"FREQ=YEARLY;BYWEEKNO={number};BYDAY={WEEKDAYS[day.weekday()]}")
    assert list(expand(rule, at_noon(day), at_noon(day), at_noon(day), Steps())) == [at_noon(day)]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=many",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=2L",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;WKST=XX",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=SOMEHOW",
        "FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 2000),
    ],
)
def test_a_rule_without_meaning_is_refused(rule: str) -> None:
    with pytest.raises(UnreadableError):
        parse(rule)


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY"])
def test_a_dense_rule_is_never_expanded(frequency: str) -> None:
    at = at_noon(date(2026, 10, 20))
    with pytest.raises(UnreadableError):
        next(expand(parse(f"FREQ={frequency}"), at, at, at, Steps()))
