"""Files made to cost time or memory: what they may cost is counted, not timed.

Only the last test runs a clock, a generous one, over a process of its own with little memory.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.domain.clock import Span
from planner.errors import BadInputError
from planner.reading.ics import BusyCalendar, BusyPolicy, limits, read_busy, read_school
from planner.reading.ics.limits import MAX_INSTANCES, MAX_STEPS, Steps, TooManyStepsError
from planner.reading.ics.rules import expand, parse

ZONE = ZoneInfo("America/Chicago")
YEAR = (datetime(2025, 7, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
WINDOW = Span(*(int(at.timestamp()) // 60 for at in YEAR))
DIGITS = ",".join(map(str, range(60)))
ALL_TIMES = f"BYHOUR={DIGITS[:61]};BYMINUTE={DIGITS};BYSECOND={DIGITS}"


def event(*lines: str, uid: str = "one", start: str = "20251020T083000") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR", ""])


def read(folder: Path, text: str) -> BusyCalendar:
    path = folder / "hostile.ics"
    path.write_text(text, "utf-8", newline="")
    return read_busy(path, "hostile.ics", BusyPolicy(ZONE), WINDOW)


def allow_steps(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    monkeypatch.setattr("planner.reading.ics.document.Steps", lambda: Steps(steps))


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 300),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 3_000),
        ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", 3_000),
        ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", 3_000),
        ("FREQ=YEARLY", 300),
        ("FREQ=DAILY;INTERVAL=1000000000000000000", 100),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=366", 10_000),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000", 20_000),
        ("FREQ=DAILY;COUNT=1000000000", 320_000),
    ],
)
def test_steps_of_a_rule_since_1601(rule: str, most: int) -> None:
    steps = Steps()
    first, last = (at.replace(tzinfo=None) for at in YEAR)
    list(expand(parse(rule), datetime(1601, 1, 1), first, last, steps))  # noqa: DTZ001
    assert MAX_STEPS - steps.left < most


def test_all_times_of_a_day_are_refused_before_they_are_made() -> None:
    at = YEAR[0].replace(tzinfo=None)
    made = expand(parse(f"FREQ=DAILY;{ALL_TIMES}"), at, at, at, Steps(left=1000))
    with pytest.raises(TooManyStepsError):
        next(made)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=9999999999;BYDAY=MO", "FREQ=SECONDLY;COUNT=10"]
)
def test_dense_rules_are_one_occurrence(tmp_path: Path, rule: str) -> None:
    found = read(tmp_path, calendar(event(f"RRULE:{rule}", "DURATION:PT1H")))
    assert len(found.occurrences) == 1
    assert "read as lasting from its start to its end" in found.warnings[0]


def test_an_all_day_event_does_not_recur_by_the_hour(tmp_path: Path) -> None:
    found = read(tmp_path, calendar(event("RRULE:FREQ=SECONDLY", start="20251020")))
    assert [each.rule for each in found.occurrences] == ["single"]
    assert "an all-day event cannot recur SECONDLY" in found.warnings[0]


def test_an_excluding_dense_rule_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, calendar(event("EXRULE:FREQ=SECONDLY", "DURATION:PT1H")))
    assert len(found.busy) == 1


def test_instances_are_limited_and_the_rest_is_busy(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=HOURLY;UNTIL=20260601T000000Z"
    found = read(tmp_path, calendar(event(rule, "DURATION:PT1M", start="20250801T000000Z")))
    assert len(found.occurrences) == MAX_INSTANCES + 1
    rest = found.busy[-1]
    assert rest.start == WINDOW.start + (31 * 24 + MAX_INSTANCES) * 60
    assert rest.end == int(datetime(2026, 6, 1, 0, 1, tzinfo=UTC).timestamp()) // 60
    assert "recurs more than 5,000 times" in found.warnings[0]


def test_a_file_out_of_steps_is_busy_rather_than_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_steps(monkeypatch, 5_000)
    daily = ["RRULE:FREQ=DAILY;UNTIL=20251231", "DURATION:PT1H"]
    found = read(tmp_path, calendar(*(event(*daily, uid=str(number)) for number in range(9))))
    whole = [each for each in found.occurrences if each.span.end - each.span.start > 60]
    assert len(whole) == len(found.warnings) == 6
    assert all("takes too long to expand" in warning for warning in found.warnings)


def test_written_dates_are_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow_steps(monkeypatch, 5_000)
    dates = ",".join(["20251103T083000"] * 600)
    for name in ("EXDATE", "RDATE"):
        found = read(tmp_path, calendar(event(f"{name}:{dates}", "DURATION:PT1H")))
        assert "takes too long to expand" in found.warnings[0]
        assert found.busy[-1].end == WINDOW.end
    periods = ",".join(["20251103T083000Z/PT1H"] * 600)
    with pytest.raises(BadInputError, match="too many free-busy periods"):
        read(tmp_path, calendar(f"BEGIN:VFREEBUSY\r\nFREEBUSY:{periods}\r\nEND:VFREEBUSY"))


def test_a_zone_out_of_steps_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow_steps(monkeypatch, 500)
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "RRULE:FREQ=DAILY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    found = read(tmp_path, calendar(zone, event("DTSTART;TZID=Odd:20251020T083000", start="x")))
    assert len(found.warnings) == 1
    text = "BEGIN:VEVENT\r\nDTSTART;TZID=Odd:20251020T083000\r\nDURATION:PT1H\r\nEND:VEVENT"
    assert "'Odd' is not known" in read(tmp_path, calendar(zone, text)).warnings[0]


def test_too_many_changes_make_no_zone(tmp_path: Path) -> None:
    changes = ",".join(f"{date(1970, 1, 1) + timedelta(n):%Y%m%d}T000000" for n in range(2_500))
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        f"RDATE:{changes}\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    text = "BEGIN:VEVENT\r\nDTSTART;TZID=Odd:20251020T083000\r\nDURATION:PT1H\r\nEND:VEVENT"
    assert "'Odd' is not known" in read(tmp_path, calendar(zone, text)).warnings[0]


def test_components_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.reading.ics.document.MAX_COMPONENTS", 10)
    read(tmp_path, calendar(*(event(uid=str(number)) for number in range(10))))
    outside = (event(uid=f"old {number}", start="20200101T000000") for number in range(99))
    read(tmp_path, calendar(*outside))
    with pytest.raises(BadInputError, match="holds more than 10 events"):
        read(tmp_path, calendar(*(event(uid=str(number)) for number in range(11))))


def test_statements_of_a_school_are_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.reading.ics.school.MAX_STATEMENTS", 10)
    path = tmp_path / "school.ics"
    path.write_text(calendar(event("DTEND:20251120", "SUMMARY:No School", start="20251001")))
    with pytest.raises(BadInputError, match="says more than 10 things"):
        read_school(path, "school.ics", ZONE, date(2025, 7, 1), date(2026, 6, 30), {})


def test_titles_of_a_school_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.reading.ics.school.MAX_TITLES", 10)
    path = tmp_path / "school.ics"
    events = [event(f"SUMMARY:Event {n}", start="20251001", uid=str(n)) for n in range(11)]
    path.write_text(calendar(*events))
    with pytest.raises(BadInputError, match="more than 10 different titles"):
        read_school(path, "school.ics", ZONE, date(2025, 7, 1), date(2026, 6, 30), {})


def test_warnings_are_few_and_printable(tmp_path: Path) -> None:
    events = [event(uid=f"\x1b[31m{number}" + "u" * 999, start="never") for number in range(80)]
    found = read(tmp_path, calendar(*events))
    assert len(found.warnings) == limits.MAX_WARNINGS + 1
    assert found.warnings[-1] == "hostile.ics: 30 more warnings"
    assert all(warning.isprintable() and len(warning) < 300 for warning in found.warnings)


def test_numbers_beyond_all_bounds(tmp_path: Path) -> None:
    nines = "9" * 5000
    found = read(
        tmp_path,
        calendar(
            event(f"SEQUENCE:{nines}", f"DURATION:P{nines}D", uid="duration"),
            event(f"RRULE:FREQ=DAILY;COUNT={nines}", "DURATION:PT1H", uid="count"),
            event("RRULE:FREQ=DAILY;COUNT=1000000000", "DURATION:PT1H", uid="much"),
            event("DURATION:P999999999D", uid="long"),
            event("RRULE:FREQ=DAILY", "DURATION:PT999999999H", uid="longest"),
            event("DTEND:99991231T235959Z", uid="all", start="00010101T000000"),
            event("RRULE:FREQ=DAILY", "DURATION:P9D", uid="late", start="99991231T000000"),
            event(uid="year 0", start="00001231T000000"),
        ),
    )
    assert len(found.warnings) == 2
    assert found.busy == (WINDOW,)


@pytest.mark.parametrize("ends", [0, 4_999, 5_000, 6_000])
def test_nesting_hides_no_event(tmp_path: Path, ends: int) -> None:
    inside = "BEGIN:X\r\n" * 5_000 + "END:X\r\n" * ends
    found = read(tmp_path, calendar(inside + event("DURATION:PT1H")))
    assert len(found.busy) == 1


LARGE: dict[str, Callable[[], str]] = {
    "one endless line": lambda: event(f"SUMMARY:{'x' * 9_000_000}", f"ATTENDEE:{'a' * 9_000_000}"),
    "unclosed quotes": lambda: event("ATTENDEE;CN=" + '"' * 9_000_001 + ":x"),
    "a million parameters": lambda: event(f"EXDATE{';A=b' * 4_000_000}:20251020"),
    "thousands of excluded dates": lambda: event(
        "RRULE:FREQ=DAILY", f"EXDATE:{','.join(['20251103T143000Z'] * 400_000)}"
    ),
    "millions of short lines": lambda: "ab\n" * 6_000_000,
    "millions of line ends": lambda: "\n" * 19_000_000,
    "thousands of daily events": lambda: "".join(
        event("RRULE:FREQ=DAILY", "DURATION:PT1H", uid=str(number)) for number in range(4_000)
    ),
    "thousands of masters and overrides of one UID": lambda: "".join(
        event("RRULE:FREQ=DAILY")
        + event(f"RECURRENCE-ID;RANGE=THISANDFUTURE:2025{1 + n % 12:02}10T{n % 24:02}{n % 60:02}00")
        for n in range(2_000)
    ),
    "thousands of zones": lambda: "".join(
        f"BEGIN:VTIMEZONE\r\nTZID:z{n}\r\nEND:VTIMEZONE\r\n"
        f"BEGIN:VEVENT\r\nDTSTART;TZID=z{n}:20251020T083000\r\nEND:VEVENT\r\n"
        for n in range(4_000)
    ),
}
READ = f"""
import resource, sys
from pathlib import Path
from zoneinfo import ZoneInfo
resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
from planner.domain.clock import Span
from planner.reading.ics import BusyPolicy, read_busy
policy = BusyPolicy(ZoneInfo("America/Chicago"))
read_busy(Path(sys.argv[1]), "hostile.ics", policy, Span({WINDOW.start}, {WINDOW.end}))
"""


@pytest.mark.parametrize("name", LARGE)
def test_large_files_end_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "large.ics"
    path.write_text(calendar(LARGE[name]()), "utf-8", newline="")
    subprocess.run([sys.executable, "-c", READ, path], check=True, timeout=120)
