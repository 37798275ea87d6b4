"""Whatever a file holds, reading it ends in a calendar or in one complaint."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.clock import Span, instant
from planner.errors import BadInputError
from planner.reading.ics import BusyPolicy, read_busy, read_school

ZONE = ZoneInfo("Australia/Sydney")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WINDOW = Span(instant(FIRST, 0, ZONE), instant(LAST, 0, ZONE))

dates = st.sampled_from(
    ["20260308", "20260405", "00010101", "99991231", "19700101", "20260230", "2026-03-08", "x", ""]
)
times = st.sampled_from(["", "T023000", "T000000Z", "T235959Z", "T240000", "T235960", "T2530", "T"])
stamps = st.builds(str.__add__, dates, times)
durations = st.sampled_from(
    ["P1D", "PT1H", "-PT1H", "P999999999W", "PT999999999H", "P", "PT", "P1DT1H1M1S", "P1M"]
)
zones = st.sampled_from(
    [
        "",
        ";TZID=America/Chicago",
        ";TZID=Custom",
        ";TZID=None",
        ";VALUE=DATE",
        ";TZID",
        ';X="',
        ";=",
    ]
)
rules = st.builds(
    ";".join,
    st.lists(
        st.sampled_from(
            ["FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY", "FREQ=HOURLY", "COUNT=3",
             "FREQ=SECONDLY", "INTERVAL=2", "INTERVAL=99999999999999", "UNTIL=20260901",
             "UNTIL=99991231T235959Z", "UNTIL=00010101T000000Z", "UNTIL=x", "BYDAY=-1SU,MO",
             "BYMONTHDAY=31,-31", "BYWEEKNO=1,-53", "BYYEARDAY=366,-366", "BYHOUR=2", "WKST=SU",
             "BYSETPOS=-1", "SKIP=FORWARD", "SKIP=BACKWARD", "BYMONTH=2", "=", "FREQ"]
        ),
        max_size=5,
    ),
)  # fmt: skip
lines = st.one_of(
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(["DTSTART", "DTEND", "RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE"]),
        zones,
        stamps,
    ),
    st.builds("{}{}:{},{}".format, st.sampled_from(["EXDATE", "RDATE"]), zones, stamps, stamps),
    st.builds("RDATE:{}/{}".format, stamps, durations | stamps),
    st.builds("FREEBUSY:{}/{}".format, stamps, durations | stamps),
    st.builds("DURATION:{}".format, durations),
    st.builds("{}:{}".format, st.sampled_from(["RRULE", "EXRULE"]), rules),
    st.sampled_from(
        ["UID:a", "UID:b", "SEQUENCE:1", "SEQUENCE:x", "SUMMARY:No School", "SUMMARY:Half Day",
         "STATUS:CANCELLED", "TZID:Custom", "TZOFFSETFROM:+1000", "TZOFFSETTO:-2359", "FBTYPE:BUSY",
         "TZOFFSETTO:x", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE",
         "BEGIN:STANDARD", "END:STANDARD", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VFREEBUSY",
         "END:VFREEBUSY", "X-WR-TIMEZONE:Custom", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b", ":", ";"]
    ),
    st.text(max_size=20),
)  # fmt: skip
events = st.builds(
    "BEGIN:VEVENT\nDTSTART{}:{}\n{}\nEND:VEVENT".format,
    zones,
    stamps,
    st.lists(lines, max_size=6).map("\n".join),
)
files = st.lists(events | lines, max_size=8).map("\n".join)


@given(files)
@settings(max_examples=200)
def test_reading_ends(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.ics"
        path.write_bytes(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n".encode("utf-8", "replace"))
        try:
            found = read_busy(path, "any.ics", BusyPolicy(ZONE, owners=frozenset({"a@b"})), WINDOW)
            school = read_school(path, "any.ics", ZONE, FIRST, LAST, {"half": "closed"})
        except BadInputError:
            return
    assert all(WINDOW.start <= span.start < span.end <= WINDOW.end for span in found.busy)
    assert all(each.span.start <= each.span.end for each in found.occurrences)
    assert all(FIRST <= day.date <= LAST for day in school.days)
    assert not any("School" in warning for warning in (*found.warnings, *school.warnings))
