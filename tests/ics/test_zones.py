"""Zone names, and zones that only a VTIMEZONE describes, against the IANA database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reading.ics.content import components
from planner.reading.ics.limits import Steps
from planner.reading.ics.observances import rules_zone
from planner.reading.ics.windows_names import DISPLAY_NAMES
from planner.reading.ics.zones import known_zone


@pytest.mark.parametrize("name", sorted(DISPLAY_NAMES))
def test_every_display_name_leads_to_a_zone(name: str) -> None:
    assert known_zone(f"(UTC+01:00) {name}") is known_zone(name) is not None


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        ("AMERICA/CHICAGO", "America/Chicago"),
        ("/softwarestudio.org/Olson_20011030_5/America/Chicago", "America/Chicago"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Denver", "America/Denver"),
        ("X/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/vendor/UTC", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Central Standard Time", "America/Chicago"),
        ("Central Daylight Time", "America/Chicago"),
        ("central standard time (mexico)", "America/Mexico_City"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-05.00) Eastern Time (US and Canada)", "America/New_York"),
        ("(UTC+01:00) Brussels\\, Copenhagen\\, Madrid\\, Paris", "Europe/Paris"),
    ],
)
def test_known_names(name: str, zone: str) -> None:
    assert known_zone(name) == ZoneInfo(zone)


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Olympus", "tzone://Microsoft/Custom", "Customized Time Zone", "localtime", "Factory",
     "../../etc/passwd", "/etc/localtime", "Chicago", "(UTC-06:00) Home"],
)  # fmt: skip
def test_names_that_mean_nothing_everywhere(name: str) -> None:
    assert known_zone(name) is None


RULES = {
    "America/Chicago": ("-0600", "-0500", "BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU", "2", "2"),
    "Australia/Sydney": ("+1000", "+1100", "BYMONTH=10;BYDAY=1SU", "BYMONTH=4;BYDAY=1SU", "2", "3"),
    "Europe/London": ("+0000", "+0100", "BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU", "1", "2"),
}


def described(place: str) -> str:
    """Return a VTIMEZONE as Outlook writes it: rules from 1601, the standard time first."""
    standard, summer, spring, autumn, spring_hour, autumn_hour = RULES[place]
    return (
        "BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\n"
        f"DTSTART:16010101T0{autumn_hour}0000\nRRULE:FREQ=YEARLY;{autumn}\n"
        f"TZOFFSETFROM:{summer}\nTZOFFSETTO:{standard}\nEND:STANDARD\nBEGIN:DAYLIGHT\n"
        f"DTSTART:16010101T0{spring_hour}0000\nRRULE:FREQ=YEARLY;{spring}\n"
        f"TZOFFSETFROM:{standard}\nTZOFFSETTO:{summer}\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )


LAST = datetime(2031, 1, 1)  # noqa: DTZ001 (a wall clock)
HERE = {place: rules_zone(list(components(described(place)))[-1], LAST, Steps()) for place in RULES}
changes = st.sampled_from(
    [datetime(2026, *at) for at in ((3, 8, 2), (11, 1, 1), (10, 4, 2), (4, 5, 2), (3, 29, 1))]  # noqa: DTZ001
)
near_changes = st.builds(
    lambda at, by: at + by, changes, st.timedeltas(-timedelta(2), timedelta(2))
)
walls = near_changes | st.datetimes(datetime(2012, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001


@given(st.sampled_from(sorted(RULES)), walls, st.integers(0, 1))
def test_a_described_zone_reads_wall_times_like_the_database(
    place: str, wall: datetime, fold: int
) -> None:
    wall = wall.replace(fold=fold)
    assert wall.replace(tzinfo=HERE[place]).utcoffset() == (
        wall.replace(tzinfo=ZoneInfo(place)).utcoffset()
    )


@given(st.sampled_from(sorted(RULES)), walls)
def test_a_described_zone_shows_instants_like_the_database(place: str, at: datetime) -> None:
    instant = at.replace(tzinfo=UTC)
    assert instant.astimezone(HERE[place]).replace(tzinfo=None) == (
        instant.astimezone(ZoneInfo(place)).replace(tzinfo=None)
    )


def test_a_described_zone_has_its_name() -> None:
    at = datetime(2026, 7, 1, tzinfo=HERE["Europe/London"])
    assert (at.tzname(), at.dst()) == ("Here", timedelta(0))
    assert HERE["Europe/London"].utcoffset(None) is None
