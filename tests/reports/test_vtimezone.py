from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from planner.reports.vtimezone import vtimezone

YEARS = range(2025, 2027)
CHICAGO = """\
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:DAYLIGHT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:CDT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
END:VTIMEZONE
"""
UNRULY = {"Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"}
"""Their summer time pauses for a month that moves through the year, or moves with it."""


def text(key: str, years: range = YEARS) -> str | None:
    component = vtimezone(ZoneInfo(key), years)
    return None if component is None else component.to_ical().decode().replace("\r\n", "\n")


def test_the_clock_of_chicago() -> None:
    assert text("America/Chicago") == CHICAGO


def test_a_zone_without_summer_time_has_one_standard() -> None:
    assert text("Asia/Kolkata") == (
        "BEGIN:VTIMEZONE\nTZID:Asia/Kolkata\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZNAME:IST\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def test_south_of_the_equator_summer_begins_in_october() -> None:
    sydney = text("Australia/Sydney")
    assert sydney is not None
    assert (
        "BEGIN:DAYLIGHT\nDTSTART:19701004T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10" in sydney
    )


def test_daylight_is_the_later_clock_even_where_the_law_calls_it_standard() -> None:
    dublin = text("Europe/Dublin")
    assert dublin is not None
    assert (
        "BEGIN:DAYLIGHT\nDTSTART:19700329T010000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in dublin
    )


@pytest.mark.parametrize("key", sorted(UNRULY))
def test_where_no_rule_holds_there_is_no_clock(key: str) -> None:
    assert text(key) is None


def test_a_law_that_changed_in_between_is_no_rule() -> None:
    """The United States moved both changes in 2007; Mexico gave up summer time in 2022."""
    assert text("America/Chicago", range(2006, 2008)) is None
    assert text("America/Mexico_City", range(2022, 2024)) is None


@pytest.mark.parametrize(
    "key",
    [
        "America/Chicago", "America/New_York", "America/Denver", "America/Los_Angeles",
        "America/Phoenix", "America/Anchorage", "Pacific/Honolulu", "America/Halifax",
        "America/St_Johns", "America/Santiago", "America/Nuuk", "Europe/London", "Europe/Dublin",
        "Europe/Berlin", "Africa/Cairo", "Asia/Jerusalem", "Asia/Kathmandu", "Australia/Sydney",
        "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "UTC",
    ],
)  # fmt: skip
def test_a_reader_that_knows_the_rules_alone_finds_the_same_time(key: str) -> None:
    check_clock(key)


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(available_timezones() - UNRULY))
def test_every_zone_of_the_world(key: str) -> None:
    check_clock(key)


def check_clock(key: str) -> None:
    zone = ZoneInfo(key)
    calendar = Calendar()
    component = vtimezone(zone, YEARS)
    assert component is not None
    calendar.add_component(component)
    rules = tzical(StringIO(calendar.to_ical().decode())).get(key)
    for at in moments(zone):
        wall = at.astimezone(zone).replace(tzinfo=None)
        assert wall.replace(tzinfo=rules).utcoffset() == at.astimezone(zone).utcoffset(), wall


def moments(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield noon of every third day, and the days around each change by the half-hour.

    Left out is what a clock shows twice: there two readers may differ.
    """
    first = datetime(YEARS[0], 1, 1, 12, tzinfo=UTC)
    for days in range(0, 365 * len(YEARS), 3):
        day = first + timedelta(days=days)
        yield day
        span = (day, day + timedelta(days=3))
        if len({at.astimezone(zone).utcoffset() for at in span}) > 1:
            for halves in range(144):
                at = day + timedelta(minutes=30 * halves)
                if not is_double(at, zone):
                    yield at


def is_double(at: datetime, zone: ZoneInfo) -> bool:
    wall = at.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
