"""Values as they are written, in the standard's forms and the usual wrong ones."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reading.ics.content import Property
from planner.reading.ics.values import (
    Length,
    Scope,
    Stamp,
    UnreadableError,
    duration,
    end_of,
    seconds,
    shifted,
    stamp,
    utc_offset,
    wall_clock,
)

CHICAGO, DENVER = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver")
SCOPE = Scope(days=CHICAGO, floating=DENVER, named=ZoneInfo)
DAY = date(2026, 10, 20)


def on(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute, second))


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("20261020T083000", on(8, 30)),
        ("20261020T0830", on(8, 30)),
        ("20261020t083000", on(8, 30)),
        ("2026-10-20T08:30:15", on(8, 30, 15)),
        ("2026-10-20 08:30", on(8, 30)),
        ("20261020T083000.123", on(8, 30)),
        ("20261020T235960", on(23, 59, 59)),
        ("20261019T240000", on(0)),
        ("20261020T235900", on(23, 59)),
    ],
)
def test_floating_times(text: str, wall: datetime) -> None:
    found = stamp(text, None, SCOPE)
    assert found == Stamp(wall, None, whole_day=False)
    assert SCOPE.seconds(found) == wall.replace(tzinfo=DENVER).timestamp()


@pytest.mark.parametrize(
    "text", ["20261020T133000Z", "20261020T083000-0500", "20261020T1430+01:00"]
)
def test_instants(text: str) -> None:
    assert SCOPE.seconds(stamp(text, Property({"TZID": "Asia/Tokyo"}, text), SCOPE)) == (
        on(13, 30).replace(tzinfo=UTC).timestamp()
    )


@pytest.mark.parametrize("text", ["20261020", "2026-10-20", "20261020T083000"])
def test_dates_are_the_owners_midnight(text: str) -> None:
    found = stamp(text, Property({"VALUE": "date", "TZID": "Asia/Tokyo"}, text), SCOPE)
    assert found == Stamp(on(0), None, whole_day=True)
    assert SCOPE.seconds(found) == on(0).replace(tzinfo=CHICAGO).timestamp()


@pytest.mark.parametrize(
    "text",
    ["", "x", "20261020T", "20261320", "20260230", "00000101", "20261020T25", "20261020T250000",
     "20261020T086000", "20261020T083000+9900", "2026102", "202610201", "20261020T083000ZZ"],
)  # fmt: skip
def test_no_times(text: str) -> None:
    with pytest.raises(ValueError, match=r"not|month|day|year"):
        stamp(text, None, SCOPE)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P1D", Length(1, 0)),
        ("PT24H", Length(0, 86_400)),
        ("P2W", Length(14, 0)),
        ("P1W2DT3H4M5S", Length(9, 3 * 3600 + 4 * 60 + 5)),
        ("+PT90M", Length(0, 5400)),
        ("-P1DT1S", Length(-1, -1)),
        ("pt1h", Length(0, 3600)),
        ("P0D", Length(0, 0)),
    ],
)
def test_durations(text: str, length: Length) -> None:
    assert duration(text) == length


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "1D", "P1H", "P1M", "PT1D", "P1.5D", "P9999999999D"]
)
def test_no_durations(text: str) -> None:
    with pytest.raises(UnreadableError):
        duration(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("+0100", 60), ("-0330", -210), ("0530", 330), ("-06:00", -360), ("+000030", 0.5)],
)
def test_offsets(text: str, minutes: float) -> None:
    assert utc_offset(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "+01", "+2400", "-9999", "CST"])
def test_no_offsets(text: str) -> None:
    with pytest.raises(UnreadableError):
        utc_offset(text)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_wall_clock_shows_what_it_was_asked(wall: datetime) -> None:
    wall = wall.replace(microsecond=0)
    shown = wall_clock(seconds(wall, CHICAGO), CHICAGO)
    assert shown == wall or shown - wall == timedelta(hours=1)  # the hour that a change skips


def test_days_stop_at_the_ends_of_the_calendar() -> None:
    assert shifted(on(0), 10**9).year == MAXYEAR
    assert shifted(on(0), -(10**9)).year == MINYEAR
    assert end_of(on(0), UTC, Length(10**9, 60)) == seconds(shifted(on(0), 10**9), UTC) + 60
