from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from years import calendar, clocks, event, read, timed, year

from planner.domain.absence import Cause
from planner.domain.clock import Span, instant
from planner.domain.layout import Option, options
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.uids import uids
from planner.errors import BadInputError
from planner.rules import available

CHICAGO = ZoneInfo("America/Chicago")
MONDAY, TUESDAY, WEDNESDAY = date(2025, 10, 6), date(2025, 10, 7), date(2025, 10, 8)


def starts(problem: Problem, day: date) -> list[str]:
    """The starts on a date at which the coach is free; `check` has to agree on each."""
    (visit,) = problem.visits
    coach = problem.facilitators["coach"]
    kept = []
    for option in options(problem.engagement, visit):
        refused = available.refuses(problem, coach, option)
        assert refused == _checked(problem, option)
        if option.date == day and not refused:
            kept.append(f"{option.minute // 60:02d}:{option.minute % 60:02d}")
    return kept


def _checked(problem: Problem, option: Option) -> bool:
    (visit,) = problem.visits
    session = PlacedSession(visit.id, option.parts[0], ("coach",), option.mode.value)
    return any(available.check(problem, Plan((session,))))


@pytest.mark.parametrize("busy", ['"a.ics"', '["a.ics", "b.ics"]', '"all"', '["all", "b.ics"]'])
def test_busy_is_a_file_or_several_or_a_folder(tmp_path: Path, busy: str) -> None:
    first = calendar(timed("one", "20251006T090000", "20251006T100000"))
    second = calendar(timed("two", "20251006T130000", "20251006T140000"))
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "one.ICS").write_text(first)
    (tmp_path / "all" / "notes.txt").write_text("not a calendar")
    (tmp_path / "all" / ".hidden.ics").write_text("not a calendar")
    (tmp_path / "all" / "folder.ics").mkdir()
    reading = read(tmp_path, year(coach=f"busy = {busy}"), a=first, b=second)
    expected = ["10-06 09:00/10-06 10:00", "10-06 13:00/10-06 14:00"]
    found = clocks(reading.problem.facilitators["coach"].busy, reading)
    assert found == (expected if "b.ics" in busy else expected[:1])


def test_a_folder_without_calendars_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(BadInputError, match=r"the folder .*none holds no \.ics file"):
        read(tmp_path, year(coach='busy = "none"'))


def test_a_start_is_free_only_where_its_own_minutes_and_the_breaks_are(tmp_path: Path) -> None:
    busy = calendar(timed("one", "20251006T095000", "20251006T102000"))
    text = year(coach='busy = "a.ics"', visit="length = 60\nhalf = 'AM'")
    morning = starts(read(tmp_path, text, a=busy).problem, MONDAY)
    assert [start for start in morning if start < "12:00"] == ["08:30", "10:30"]
    later = calendar(timed("one", "20251006T094900", "20251006T102100"))
    assert "08:30" in starts(read(tmp_path, text, a=busy).problem, MONDAY)
    assert "10:30" not in starts(read(tmp_path, text, a=later).problem, MONDAY)


def test_tentative_time_is_busy_unless_the_scenario_says_free(tmp_path: Path) -> None:
    maybe = calendar(timed("one", "20251006T090000", "20251006T100000", "STATUS:TENTATIVE"))
    busy = read(tmp_path, year(coach='busy = "a.ics"'), a=maybe).problem
    free = read(tmp_path, year(coach='busy = "a.ics"\ntentative = "free"'), a=maybe).problem
    assert starts(busy, MONDAY) == ["12:30"]
    assert starts(free, MONDAY) == ["08:30", "12:30"]


def test_meetings_declined_under_an_address_of_the_owner_do_not_count(tmp_path: Path) -> None:
    answer = "ATTENDEE;PARTSTAT=DECLINED:mailto:Coach@Example.org"
    declined = calendar(timed("one", "20251006T090000", "20251006T100000", answer))
    text = year(coach='busy = "a.ics"\naddresses = "mailto:coach@example.org"')
    assert starts(read(tmp_path, text, a=declined).problem, MONDAY) == ["08:30", "12:30"]
    assert starts(read(tmp_path, year(coach='busy = "a.ics"'), a=declined).problem, MONDAY) == [
        "12:30"
    ]


def test_floating_times_are_those_of_the_facilitators_zone(tmp_path: Path) -> None:
    floating = calendar(event("one", "DTSTART:20251006T090000", "DTEND:20251006T100000"))
    text = year(coach='busy = "a.ics"\ntimezone = "America/Denver"')
    reading = read(tmp_path, text, a=floating)
    expected = ["10-06 10:00/10-06 11:00"]
    assert clocks(reading.problem.facilitators["coach"].busy, reading) == expected


def test_only_tuesdays_and_thursdays(tmp_path: Path) -> None:
    problem = read(tmp_path, year(coach='workdays = ["Tue", "Thu"]')).problem
    assert starts(problem, MONDAY) == []
    assert starts(problem, TUESDAY) == ["08:30", "12:30"]


def test_not_before_nine_needs_no_break_before_nine(tmp_path: Path) -> None:
    text = year(coach='hours = "09:00-24:00"', visit="length = 60")
    found = starts(read(tmp_path, text).problem, MONDAY)
    assert found[0] == "09:00"
    assert found[-1] == "14:30"


def test_working_hours_are_on_the_facilitators_own_clocks(tmp_path: Path) -> None:
    coach = 'hours = "09:00-14:00"\ntimezone = "America/Denver"'
    found = starts(read(tmp_path, year(coach=coach, visit="length = 60")).problem, MONDAY)
    assert (found[0], found[-1]) == ("10:00", "14:00")


def test_leave_is_dates_and_ranges_whole_days_or_halves(tmp_path: Path) -> None:
    leave = 'leave = [2025-10-06, "2025-10-13/2025-10-17", "2025-10-07 AM", "2025-10-08 PM"]'
    problem = read(tmp_path, year(coach=leave)).problem
    assert [starts(problem, day) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [
        [],
        ["12:30"],
        ["08:30"],
    ]
    assert starts(problem, date(2025, 10, 15)) == []
    assert starts(problem, date(2025, 10, 20)) == ["08:30", "12:30"]


def test_half_a_day_of_leave_is_a_half_of_the_plan_in_any_zone(tmp_path: Path) -> None:
    coach = 'leave = ["2025-10-07 AM", "2025-10-08 PM"]\ntimezone = "America/New_York"'
    problem = read(tmp_path, year(coach=coach)).problem
    assert [starts(problem, day) for day in (TUESDAY, WEDNESDAY)] == [["12:30"], ["08:30"]]


def test_leave_outside_the_contract_is_no_mistake(tmp_path: Path) -> None:
    problem = read(tmp_path, year(coach="leave = [2026-08-01]")).problem
    assert problem.facilitators["coach"].away == ()


def test_the_reasons_stay_known(tmp_path: Path) -> None:
    busy = calendar(timed("one", "20251006T090000", "20251006T100000", "SUMMARY:Private matter"))
    coach = 'busy = "a.ics"\nworkdays = ["Mon"]\nhours = "09:00-15:00"\nleave = [2025-10-13]'
    absences = read(tmp_path, year(coach=coach), a=busy).absences["coach"]
    assert {one.cause for one in absences} == set(Cause)
    (found,) = (one for one in absences if one.cause is Cause.BUSY)
    assert found.source == "a.ics"
    assert found.span == Span(instant(MONDAY, 540, CHICAGO), instant(MONDAY, 600, CHICAGO))
    assert "Private" not in repr(absences)


def test_our_own_events_copied_back_are_never_busy(tmp_path: Path) -> None:
    (ours,) = uids("year", "visit", 1)
    copies = calendar(
        timed(ours, "20251006T083000", "20251006T113000", "SUMMARY:Coaching"),
        timed("theirs", "20251007T083000", "20251007T113000", "SUMMARY:Coaching"),
    )
    reading = read(tmp_path, year(coach='busy = "a.ics"'), a=copies)
    expected = ["10-07 08:30/10-07 11:30"]
    assert clocks(reading.problem.facilitators["coach"].busy, reading) == expected


@pytest.mark.parametrize(
    ("whose", "is_busy"), [("", False), ("year", False), ("another-year", True)]
)
def test_our_property_tells_our_events_even_under_another_uid(
    tmp_path: Path, whose: str, *, is_busy: bool
) -> None:
    marks = ["X-PLANNER-SESSION:visit"] + [f"X-PLANNER-ENGAGEMENT:{whose}"] * bool(whose)
    copies = calendar(
        timed("new", "20251006T083000", "20251006T113000", *marks),
        timed("theirs", "20251007T083000", "20251007T113000"),
    )
    reading = read(tmp_path, year(coach='busy = "a.ics"'), a=copies)
    spans = clocks(reading.problem.facilitators["coach"].busy, reading)
    assert ("10-06 08:30/10-06 11:30" in spans) is is_busy
    assert "10-07 08:30/10-07 11:30" in spans
