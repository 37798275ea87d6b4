from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from years import all_day, calendar, kinds, read, year

from planner.domain.calendar import Kind
from planner.domain.clock import Block, Half
from planner.domain.layout import Option, options
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.errors import BadInputError
from planner.rules import open_days, school_hours

SCHOOL, STAFF = (Kind.SCHOOL, Kind.SCHOOL), (Kind.STAFF, Kind.STAFF)
BREAK, CLOSED = (Kind.BREAK, Kind.BREAK), (Kind.CLOSED, Kind.CLOSED)
MONDAY, TUESDAY, WEDNESDAY = date(2025, 10, 6), date(2025, 10, 7), date(2025, 10, 8)
THURSDAY, FRIDAY, SATURDAY = date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 11)
WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY)
DISTRICT = calendar(
    all_day("Fall Break", "20251006", "20251009"), all_day("Institute Day", "20251009", "20251010")
)
FILES = '[calendar]\nfiles = "district.ics"\n'


def starts(problem: Problem, day: date) -> list[str]:
    """The starts on a date that no rule about schools refuses; `check` has to agree on each."""
    (visit,) = problem.visits
    kept = []
    for option in options(problem.engagement, visit):
        refused = [rule.refuses(problem, visit, option) for rule in (open_days, school_hours)]
        assert refused == _checked(problem, option)
        if option.date == day and not any(refused):
            kept.append(f"{option.minute // 60:02d}:{option.minute % 60:02d}")
    return kept


def _checked(problem: Problem, option: Option) -> list[bool]:
    (visit,) = problem.visits
    session = PlacedSession(visit.id, option.parts[0], ("coach",), option.mode.value)
    return [any(rule.check(problem, Plan((session,)))) for rule in (open_days, school_hours)]


def complaints(folder: Path, text: str, **calendars: str) -> list[str]:
    with pytest.raises(BadInputError) as wrong:
        read(folder, text, **calendars)
    return [f"{made.where.key}: {made.message}" for made in wrong.value.complaints]


def test_dates_in_the_scenario_come_over_the_districts_files(tmp_path: Path) -> None:
    text = year(FILES + 'school = [2025-10-08]\nstaff = ["2025-10-10 PM"]')
    school = read(tmp_path, text, district=DISTRICT).problem.engagement.calendar
    friday = (Kind.SCHOOL, Kind.STAFF)
    assert kinds(school, *WEEK) == [BREAK, BREAK, SCHOOL, STAFF, friday, CLOSED]


def test_a_site_has_its_own_calendar_over_the_districts(tmp_path: Path) -> None:
    text = year(FILES, site='files = "own.ics"\nclosed = [2025-10-10]\nstaff = ["2025-10-08 AM"]')
    own = calendar(all_day("School in session", "20251007", "20251008"))
    engagement = read(tmp_path, text, district=DISTRICT, own=own).problem.engagement
    wednesday = (Kind.STAFF, Kind.BREAK)
    there = engagement.calendar_for(("GK",), "main")
    assert kinds(there, *WEEK) == [BREAK, SCHOOL, wednesday, STAFF, CLOSED, CLOSED]
    assert kinds(engagement.calendar_for(("GK",), None), TUESDAY) == [BREAK]


def test_a_session_at_a_site_goes_by_its_calendar(tmp_path: Path) -> None:
    problem = read(tmp_path, year(site="closed = [2025-10-07]")).problem
    assert starts(problem, MONDAY) == ["08:30", "12:30"]
    assert starts(problem, TUESDAY) == []


def test_a_make_up_day_opens_a_closed_one_even_a_saturday(tmp_path: Path) -> None:
    text = year(FILES)
    district = calendar(
        all_day("No School", "20251006", "20251012"),
        all_day("Snow Make-Up Day", "20251008", "20251009"),
        all_day("Emergency Make Up Day", "20251011", "20251012"),
    )
    school = read(tmp_path, text, district=district).problem.engagement.calendar
    assert kinds(school, TUESDAY, WEDNESDAY, SATURDAY) == [CLOSED, SCHOOL, SCHOOL]


def test_school_opens_what_the_scenario_itself_has_closed(tmp_path: Path) -> None:
    text = year('[calendar]\nclosed = ["2025-10-06/2025-10-10"]\nschool = [2025-10-08]')
    school = read(tmp_path, text).problem.engagement.calendar
    assert kinds(school, TUESDAY, WEDNESDAY) == [CLOSED, SCHOOL]


def test_two_other_things_said_of_one_half_are_a_mistake(tmp_path: Path) -> None:
    text = year('[calendar]\nclosed = ["2025-10-06 AM"]\nstaff = ["2025-10-06 AM", 2025-10-07]')
    expected = "calendar.staff: 2025-10-06 is also under closed; expected one of the two"
    assert complaints(tmp_path, text) == [expected]


def test_days_closed_for_some_audiences_only(tmp_path: Path) -> None:
    text = year("[audiences.G1b]\ntitle = 'Other team'\nclosed = [2025-10-06]\n")
    engagement = read(tmp_path, text).problem.engagement
    assert kinds(engagement.calendar_for(("GK",), "main"), MONDAY) == [SCHOOL]
    assert kinds(engagement.calendar_for(("G1b",), "main"), MONDAY) == [CLOSED]
    assert kinds(engagement.calendar_for(("GK", "G1b"), "main"), MONDAY) == [CLOSED]


def test_days_closed_for_a_grade_band_by_the_districts_own_titles(tmp_path: Path) -> None:
    words = '[calendar.words]\n"No School - Kindergarten" = { means = "closed", for = "GK" }'
    district = calendar(
        all_day("No School - Kindergarten", "20251006", "20251007"),
        all_day("No School", "20251008", "20251009"),
    )
    reading = read(tmp_path, year(FILES + words), district=district)
    engagement = reading.problem.engagement
    assert reading.warnings == ()
    assert kinds(engagement.calendar_for(("GK",), "main"), MONDAY, WEDNESDAY) == [CLOSED, CLOSED]
    assert kinds(engagement.calendar_for(("K-1",), "main"), MONDAY) == [CLOSED]
    assert kinds(engagement.calendar_for(("G1",), "main"), MONDAY, WEDNESDAY) == [SCHOOL, CLOSED]
    assert starts(reading.problem, MONDAY) == []


def test_what_is_said_of_an_audience_is_said_of_all_inside_it(tmp_path: Path) -> None:
    text = year().replace(
        'includes = ["GK", "G1"]', 'includes = ["GK", "G1"], closed = [2025-10-06, 2025-10-07]'
    )
    text = text.replace('GK  = "Kindergarten team"', "GK = { school = [2025-10-07] }")
    engagement = read(tmp_path, text).problem.engagement
    assert kinds(engagement.calendar_for(("GK",), "main"), MONDAY, TUESDAY) == [CLOSED, SCHOOL]


@pytest.mark.parametrize(
    ("visit", "tuesday", "wednesday"),
    [
        ("length = 60\nhalf = 'PM'", 9, ["12:30", "12:45", "13:00"]),
        ("length = 'half-day'", 2, ["08:30"]),
        ("length = 'full-day'", 1, []),
    ],
)
def test_an_early_release_weekday_shortens_the_afternoon(
    tmp_path: Path, visit: str, tuesday: int, wednesday: list[str]
) -> None:
    text = year('[calendar.short.early]\nweekdays = ["Wed"]\npm = "12:30-14:00"', visit=visit)
    problem = read(tmp_path, text).problem
    short = starts(problem, WEDNESDAY)
    if "60" in visit:
        short = [start for start in short if start >= "12:00"]
        assert len([start for start in starts(problem, TUESDAY) if start >= "12:00"]) == tuesday
    else:
        assert len(starts(problem, TUESDAY)) == tuesday
    assert short == wednesday


def test_a_late_start_moves_short_sessions_and_leaves_no_half_day(tmp_path: Path) -> None:
    late = '[calendar.short.late]\ndates = [2025-10-08]\nam = "10:00-11:30"'
    hour = read(tmp_path, year(late, visit="length = 60")).problem
    assert [start for start in starts(hour, WEDNESDAY) if start < "12:00"] == [
        "10:00", "10:15", "10:30",
    ]  # fmt: skip
    half = read(tmp_path, year(late)).problem
    assert starts(half, WEDNESDAY) == ["12:30"]


def test_titles_may_name_short_days(tmp_path: Path) -> None:
    text = year(
        FILES
        + '[calendar.short.late]\nam = "10:00-11:30"\n[calendar.words]\n"Late Start" = "late"\n'
    )
    district = calendar(all_day("Late Start (10 am)", "20251008", "20251009"))
    reading = read(tmp_path, text, district=district)
    school = reading.problem.engagement.calendar
    assert reading.warnings == ()
    assert kinds(school, WEDNESDAY) == [SCHOOL]
    assert school.short == {(WEDNESDAY, Half.AM): Block(600, 690)}


def test_a_short_day_opens_the_half_that_a_file_has_closed(tmp_path: Path) -> None:
    district = calendar(all_day("Early Dismissal", "20251008", "20251009"))
    closed = read(tmp_path, year(FILES), district=district).problem.engagement.calendar
    assert kinds(closed, WEDNESDAY) == [(Kind.SCHOOL, Kind.CLOSED)]
    short = '[calendar.short.early]\ndates = [2025-10-08]\npm = "12:30-13:30"'
    school = read(tmp_path, year(FILES + short), district=district).problem.engagement.calendar
    assert kinds(school, WEDNESDAY) == [SCHOOL]
    assert school.short == {(WEDNESDAY, Half.PM): Block(750, 810)}


def test_a_closed_afternoon_each_week_leaves_staff_days_alone(tmp_path: Path) -> None:
    text = year(
        "[calendar]\nstaff = [2025-10-08]\n"
        '[calendar.short.early]\nweekdays = ["Wed"]\npm = "closed"'
    )
    school = read(tmp_path, text).problem.engagement.calendar
    next_week = date(2025, 10, 15)
    assert kinds(school, WEDNESDAY, next_week) == [STAFF, (Kind.SCHOOL, Kind.CLOSED)]


def test_short_days_take_time_away_and_say_when(tmp_path: Path) -> None:
    text = year(
        '[calendar.short.odd]\npm = "15:00-16:00"\n[calendar.short.empty]\nweekdays = ["Mon"]'
    )
    assert complaints(tmp_path, text) == [
        "calendar.short.odd: is on no day; expected weekdays, dates, or a title in words",
        "calendar.short.odd.pm: 15:00-16:00 is not inside the usual PM, 12:30-15:30",
        "calendar.short.empty: says nothing of am or pm; expected one of them at least",
    ]


def test_what_was_not_understood_is_listed_with_the_line_to_add(tmp_path: Path) -> None:
    district = calendar(all_day("Zebra Day", "20251008", "20251009"))
    reading = read(tmp_path, year(FILES), district=district)
    (warning,) = reading.warnings
    assert "'Zebra Day' is not understood" in warning
    assert '[calendar.words]: "Zebra Day" = "closed"' in warning
    assert kinds(reading.problem.engagement.calendar, WEDNESDAY) == [SCHOOL]
    text = year(FILES + '[calendar.words]\n"Zebra Day" = "closed"')
    reading = read(tmp_path, text, district=district)
    assert reading.warnings == ()
    assert kinds(reading.problem.engagement.calendar, WEDNESDAY) == [CLOSED]


def test_public_holidays_only_warn(tmp_path: Path) -> None:
    text = year('[calendar]\nholidays = "US-IL"\nclosed = ["2025-11-24/2025-11-28"]')
    reading = read(tmp_path, text)
    assert any("2025-11-11 is Veterans Day in US-IL" in warning for warning in reading.warnings)
    assert not any("2025-11-27" in warning for warning in reading.warnings)
    assert kinds(reading.problem.engagement.calendar, date(2025, 11, 11)) == [SCHOOL]
    expected = 'calendar.holidays: "XX-YY" is no country or state whose holidays are known'
    assert complaints(tmp_path, year('[calendar]\nholidays = "XX-YY"')) == [expected]


def test_all_layers_are_in_the_digest_of_the_inputs(tmp_path: Path) -> None:
    from planner.domain.digest import digest  # noqa: PLC0415

    texts = (
        year(),
        year(site="closed = [2025-10-07]"),
        year("[audiences.X]\nclosed = [2025-10-07]"),
        year("[audiences.X]\nstaff = [2025-10-07]"),
        year('[calendar.short.late]\ndates = [2025-10-08]\nam = "10:00-11:30"'),
        year(coach="leave = [2025-10-07]"),
    )
    assert len({digest(read(tmp_path, text).problem) for text in texts}) == len(texts)
