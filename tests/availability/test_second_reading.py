"""The second reading of calendars: it finds what the first one misses, and it never cries wolf."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from years import calendar, event, timed, written, year

from planner.cli import main
from planner.domain.clock import Span
from planner.reading.ics import BusyCalendar, BusyPolicy, read_busy
from planner.reading.second import Policy, taken
from planner.reading.second.days import NotUnderstoodError, Rule

CHICAGO = ZoneInfo("America/Chicago")
POLICY = Policy(
    "year", CHICAGO, tentative_is_busy=True, addresses={"coach@example.org"}, own={"ours"}
)


def minute(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=CHICAGO).timestamp()) // 60


def found(folder: Path, *events: str, policy: Policy = POLICY) -> list[str]:
    """The UIDs that are blamed for a session from 9 to 10 on each day of a fortnight."""
    path = folder / "a.ics"
    path.write_text(calendar(*events))
    days = [datetime(2025, 10, 27, 9, tzinfo=CHICAGO) + timedelta(days=n) for n in range(14)]
    spans = [Span(at := int(day.timestamp()) // 60, at + 60) for day in days]
    return [
        f"{datetime.fromtimestamp(span.start * 60, CHICAGO):%m-%d} {uid}"
        for span, uid in taken(path, policy, spans)
    ]


def test_single_events_and_whole_days_and_weekly_rules_over_a_clock_change(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        timed("single", "20251028T093000", "20251028T120000"),
        timed("before", "20251029T080000", "20251029T090000"),
        event("days", "DTSTART;VALUE=DATE:20251030", "DTEND;VALUE=DATE:20251101"),
        timed("weekly", "20251001T083000", "20251001T093000", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE"),
    ) == [
        "10-27 weekly", "10-28 single", "10-29 weekly", "10-30 days", "10-31 days", "11-03 weekly",
        "11-05 weekly",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
        "SUMMARY:Canceled: Team meeting",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:Coach@example.org",
        "X-PLANNER-SESSION:kickoff",
    ],
)
def test_what_does_not_count_is_not_blamed(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, timed("one", "20251028T090000", "20251028T100000")) == ["10-28 one"]
    assert found(tmp_path, timed("one", "20251028T090000", "20251028T100000", line)) == []


def test_our_own_uids_and_tentative_time_where_it_is_free(tmp_path: Path) -> None:
    own = timed("ours", "20251028T090000", "20251028T100000")
    maybe = timed("maybe", "20251029T090000", "20251029T100000", "STATUS:TENTATIVE")
    assert found(tmp_path, own, maybe) == ["10-29 maybe"]
    free = Policy("year", CHICAGO, tentative_is_busy=False, addresses=(), own=())
    assert found(tmp_path, own, maybe, policy=free) == ["10-28 ours"]


def test_exceptions_overrides_and_more_dates(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        timed(
            "series", "20251027T090000", "20251027T100000", "RRULE:FREQ=DAILY;COUNT=5",
            "EXDATE;TZID=America/Chicago:20251028T090000",
            "RDATE;TZID=America/Chicago:20251108T090000",
        ),
        timed("series", "20251105T090000", "20251105T100000",
              "RECURRENCE-ID;TZID=America/Chicago:20251029T090000"),
    ) == [f"{day} series" for day in ("10-27", "10-30", "10-31", "11-05", "11-08")]  # fmt: skip


def test_what_it_does_not_understand_it_passes_over(tmp_path: Path) -> None:
    for rule in ("FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "FREQ=SOMETIMES"):
        assert (
            found(tmp_path, timed("odd", "20251028T090000", "20251028T100000", f"RRULE:{rule}"))
            == []
        )
    (tmp_path / "page.ics").write_text("<html>")
    assert list(taken(tmp_path / "page.ics", POLICY, [Span(0, 60)])) == []
    assert list(taken(tmp_path / "none.ics", POLICY, [Span(0, 60)])) == []


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=10", ["10-01", "10-11", "10-21", "10-31"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=SU", ["10-01", "10-12", "10-15", "10-26"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["10-01", "10-31", "11-28", "12-26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,13;BYDAY=FR,SA", ["10-01", "10-31", "12-13"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=2TU", ["10-01", "12-09"]),
        ("FREQ=DAILY;COUNT=3", ["10-01", "10-02", "10-03"]),
    ],
)  # fmt: skip
def test_rules_of_whole_days_by_their_definition(rule: str, days: list[str]) -> None:
    parts = {key: value.split(",") for key, value in (part.split("=") for part in rule.split(";"))}
    first = date(2025, 10, 1)
    read = Rule.of(parts)
    falls = (first + timedelta(days=n) for n in range(92))
    assert [f"{day:%m-%d}" for day in falls if read.falls_on(first, day)][: len(days)] == days


def test_a_rule_that_counts_over_centuries_is_passed_over() -> None:
    rule = Rule.of({"FREQ": ["DAILY"], "COUNT": ["1000000000"]})
    with pytest.raises(NotUnderstoodError):
        rule.falls_on(date(1, 1, 1), date(2025, 10, 1))


def test_both_readings_agree_on_drawn_calendars(tmp_path: Path) -> None:
    """Each half hour of some weeks: the second reading blames what the first has as busy."""
    draw = Random(5)  # noqa: S311 (calendars, not secrets)
    window = Span(minute("2025-10-25"), minute("2025-11-12"))
    policy = BusyPolicy(CHICAGO)
    spans = [Span(at, at + 30) for at in range(window.start, window.end, 30)]
    for _ in range(12):
        path = tmp_path / "drawn.ics"
        path.write_text(calendar(*(drawn(draw, f"{n}") for n in range(4))))
        busy = read_busy(path, "drawn.ics", policy, window).busy
        expected = [span for span in spans if any(span.overlaps(one) for one in busy)]
        assert [span for span, _ in taken(path, POLICY, spans)] == expected, path.read_text()


def drawn(draw: Random, uid: str) -> str:
    start = datetime(2025, 8, 1, tzinfo=UTC) + timedelta(minutes=30 * draw.randrange(48 * 100))
    length = timedelta(minutes=30 * draw.choice((1, 3, 20, 60)))
    rules = (
        "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;COUNT=9",
        "FREQ=MONTHLY", "FREQ=DAILY;UNTIL=20251101T120000Z", "FREQ=YEARLY",
        f"FREQ=MONTHLY;BYMONTHDAY={start.day}", "FREQ=DAILY;COUNT=40",
    )  # fmt: skip
    lines = [f"RRULE:{draw.choice(rules)}"] if draw.random() < 0.8 else []
    return timed(uid, f"{start:%Y%m%dT%H%M%S}", f"{start + length:%Y%m%dT%H%M%S}", *lines)


def test_verify_finds_what_a_blind_reader_let_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    always = timed("always", "20250901T080000", "20250901T160000", "RRULE:FREQ=DAILY")
    written(tmp_path, year(coach='busy = "a.ics"'), a=calendar(always))

    def blind(_path: Path, _shown: str, _policy: BusyPolicy, window: Span) -> BusyCalendar:
        return BusyCalendar((), (), window)

    monkeypatch.setattr("planner.reading.ics.read_busy", blind)
    assert run("year.toml", "--quiet") == 0
    capsys.readouterr()
    assert run("verify", "year.toml") == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "visit: coach is busy then: a.ics: always (read a second time)",
        "out/year: 1 findings",
    ]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)
