"""What a date is at the school: workdays, then the district's files, then the scenario's dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Half
from scenarios import BASE, reading

REQUEST = '[sites.main]\n[requests.plc]\naudience = "G1"\n'
FRIDAY, SATURDAY, SUNDAY = date(2025, 10, 10), date(2025, 10, 11), date(2025, 10, 12)
MONDAY, TUESDAY = date(2025, 10, 13), date(2025, 10, 14)


def event(title: str, first: date, last: date | None = None, uid: str = "") -> str:
    """One all-day event; the end of an .ics event is the date after its last."""
    end = date.fromordinal((last or first).toordinal() + 1)
    return (
        f"BEGIN:VEVENT\r\nUID:{uid or title}\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}\r\nDTEND;VALUE=DATE:{end:%Y%m%d}\r\nEND:VEVENT\r\n"
    )


def calendar(folder: Path, lines: str, *events: str, words: str = "") -> SchoolCalendar:
    (folder / "district.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
        + "".join(events)
        + "END:VCALENDAR\r\n",
        newline="",
    )
    files = 'files = "../district.ics"\n' if events else ""
    text = f"{BASE}\n[calendar]\n{files}{lines}\n{words}\n{REQUEST}"
    return reading(folder, text).problem.engagement.calendar


def kinds(found: SchoolCalendar, day: date) -> tuple[Kind, Kind]:
    return found.kind(day, Half.AM), found.kind(day, Half.PM)


def both(kind: Kind) -> tuple[Kind, Kind]:
    return kind, kind


def test_workdays_are_school_and_weekends_closed(tmp_path: Path) -> None:
    found = calendar(tmp_path, "")
    assert kinds(found, FRIDAY) == both(Kind.SCHOOL)
    assert kinds(found, SATURDAY) == both(Kind.CLOSED)
    assert (found.first, found.last) == (date(2025, 8, 1), date(2026, 6, 30))


def test_workdays_can_be_named(tmp_path: Path) -> None:
    found = calendar(tmp_path, 'workdays = ["Sat"]')
    assert kinds(found, FRIDAY) == both(Kind.CLOSED)
    assert kinds(found, SATURDAY) == both(Kind.SCHOOL)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("closed", Kind.CLOSED),
        ("breaks", Kind.BREAK),
        ("staff", Kind.STAFF),
        ("school", Kind.SCHOOL),
    ],
)
def test_dates_of_the_scenario_come_over_all(key: str, kind: Kind, tmp_path: Path) -> None:
    found = calendar(tmp_path, f"{key} = 2025-10-10", event("No School", FRIDAY))
    assert kinds(found, FRIDAY) == both(kind)


def test_a_span_leaves_weekends_closed(tmp_path: Path) -> None:
    found = calendar(tmp_path, 'breaks = "2025-10-10/2025-10-13"')
    assert [kinds(found, day)[0] for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [
        Kind.BREAK,
        Kind.CLOSED,
        Kind.CLOSED,
        Kind.BREAK,
    ]


@pytest.mark.parametrize(("key", "kind"), [("staff", Kind.STAFF), ("school", Kind.SCHOOL)])
def test_a_date_alone_opens_a_saturday(key: str, kind: Kind, tmp_path: Path) -> None:
    assert kinds(calendar(tmp_path, f"{key} = [2025-10-11]"), SATURDAY) == both(kind)


def test_a_file_decides_over_workdays(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        "",
        event("Institute Day", FRIDAY),
        event("Winter Break", date(2025, 12, 22), date(2026, 1, 2)),
    )
    assert kinds(found, FRIDAY) == both(Kind.STAFF)
    assert kinds(found, date(2025, 12, 24)) == both(Kind.BREAK)
    assert kinds(found, date(2025, 12, 27)) == both(Kind.CLOSED)


def test_in_a_file_the_strongest_statement_holds(tmp_path: Path) -> None:
    found = calendar(tmp_path, "", event("Institute Day", FRIDAY), event("Schools Closed", FRIDAY))
    assert kinds(found, FRIDAY) == both(Kind.CLOSED)


def test_in_a_file_school_opens_what_is_closed(tmp_path: Path) -> None:
    words = '[calendar.words]\n"Snow Make-Up" = "school"\n'
    found = calendar(
        tmp_path,
        "",
        event("Spring Break", MONDAY, TUESDAY),
        event("Snow Make-Up", TUESDAY),
        words=words,
    )
    assert kinds(found, MONDAY) == both(Kind.BREAK)
    assert kinds(found, TUESDAY) == both(Kind.SCHOOL)


def test_half_a_day_may_be_closed(tmp_path: Path) -> None:
    words = '[calendar.words]\n"Board Retreat" = "pm-closed"\n'
    found = calendar(tmp_path, "", event("Board Retreat", FRIDAY), words=words)
    assert kinds(found, FRIDAY) == (Kind.SCHOOL, Kind.CLOSED)


def test_a_title_nobody_explained_changes_nothing_and_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "district.ics").write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event('Zebra Day', FRIDAY)}END:VCALENDAR\r\n",
        newline="",
    )
    text = f'{BASE}\n[calendar]\nfiles = "../district.ics"\n{REQUEST}'
    found = reading(tmp_path, text)
    assert kinds(found.problem.engagement.calendar, FRIDAY) == both(Kind.SCHOOL)
    (warning,) = (line for line in found.warnings if "Zebra Day" in line)
    assert "[calendar.words]" in warning
    assert '"Zebra Day" =' in warning
