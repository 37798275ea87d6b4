"""The parts of a scenario around its requests: dates, contract, people."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.domain.charge import coach_days
from planner.domain.clock import Block, instant
from planner.domain.contract import Contract, LineUnit
from planner.domain.facilitator import Period
from scenarios import BASE, messages, read, reading, with_base

REQUEST = '[requests.plc]\naudience = "G1"\n'


def test_the_id_is_the_name_of_the_file_and_titles_are_ids(tmp_path: Path) -> None:
    engagement = read(tmp_path, with_base(REQUEST)).engagement
    assert (engagement.id, engagement.title) == ("year", "year")
    assert engagement.requests["plc"].title == "plc"
    assert engagement.sites["main"].title == "main"


def test_today_is_the_argument_then_the_scenario_then_the_machine(tmp_path: Path) -> None:
    text = f"today = 2025-09-01\n{with_base(REQUEST)}"
    assert reading(tmp_path, text, date(2025, 10, 1)).problem.today == date(2025, 10, 1)
    assert reading(tmp_path, text, None).problem.today == date(2025, 9, 1)
    machine = reading(tmp_path, with_base(REQUEST), None).problem.today
    assert abs((machine - date.today()).days) <= 1  # noqa: DTZ011 (the machine's own date)


def test_nothing_is_recorded_yet(tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(REQUEST))
    assert (problem.baseline, problem.published) == ({}, frozenset())


def test_the_day_has_defaults_and_can_be_written(tmp_path: Path) -> None:
    day = read(tmp_path, with_base(REQUEST)).engagement.day
    assert (day.am, day.pm) == (Block(510, 690), Block(750, 930))
    assert (day.break_minutes, day.grain_minutes) == (10, 15)
    written = '[day]\nam = "8:00 - 12:00"\npm = "13:00-24:00"\nbreak = 0\ngrain = 5\n'
    day = read(tmp_path, with_base(written + REQUEST)).engagement.day
    assert (day.am, day.pm) == (Block(480, 720), Block(780, 1440))
    assert (day.break_minutes, day.grain_minutes) == (0, 5)


def contract(folder: Path, text: str) -> Contract:
    found = read(folder, with_base(f'[contract]\n{text}\n{REQUEST}line = "none"\n'))
    assert found.engagement.contract is not None
    return found.engagement.contract


TWO_LINES = """
total = 300
[contract.lines.a]
coach_days = 1.2
rate = 100
[contract.lines.b]
coach_days = 1.8
rate = 100
round = 0.25
"""


@pytest.mark.parametrize(
    ("lines", "ticks", "quantities"),
    [
        ("total = 800\n[contract.lines.a]\ncoach_days = 8\nrate = 100", 2, [16]),
        ("total = 800\n[contract.lines.a]\ncoach_days = 8\nrate = 100\nround = 1", 1, [8]),
        ("total = 850\n[contract.lines.a]\ncoach_days = 8.5\nrate = 100\nround = 0.25", 4, [34]),
        (
            TWO_LINES,
            20,
            [24, 36],
        ),
    ],
)
def test_the_tick_is_the_largest_that_fits(
    lines: str, ticks: int, quantities: list[int], tmp_path: Path
) -> None:
    found = contract(tmp_path, lines)
    assert found.ticks_per_day == ticks
    assert [line.quantity for line in found.lines.values()] == quantities
    assert all(line.round_ticks >= 1 for line in found.lines.values())


def test_each_unit_of_a_line(tmp_path: Path) -> None:
    text = (
        "total = 2_785.45\n"
        "[contract.lines.a]\ncoach_days = 0.5\nrate = 1_800.50\n"
        "[contract.lines.b]\nsessions = 10\nrate = 150\n"
        "[contract.lines.c]\nhours = 2.5\nrate = 100.08\n"
        "[contract.lines.d]\nprice = 135\n"
    )
    found = contract(tmp_path, text).lines
    assert [(line.unit, line.quantity, line.rate_cents) for line in found.values()] == [
        (LineUnit.COACH_DAYS, 1, 180_050),
        (LineUnit.SESSIONS, 10, 15_000),
        (LineUnit.HOURS, 150, 10_008),
        (LineUnit.PRICE, 0, 13_500),
    ]


def test_what_is_bought_survives_as_coach_days(tmp_path: Path) -> None:
    text = "total = 237.5\n[contract.lines.a]\ncoach_days = 2.375\nrate = 100\n"
    found = contract(tmp_path, text)
    assert coach_days(found.lines["a"].quantity, found.ticks_per_day) == Decimal("2.375")


def test_a_range_of_totals(tmp_path: Path) -> None:
    text = "between = [100, 800]\n[contract.lines.a]\ncoach_days = 8\nrate = 100"
    found = contract(tmp_path, text)
    assert (found.total_cents, found.between_cents) == (None, (10_000, 80_000))
    assert found.client == "year"


def test_audiences_include_at_any_depth(tmp_path: Path) -> None:
    text = (
        'K-3 = { includes = ["K-2", "G3"], size = 20 }\nK-2 = { includes = ["G1", "G2"] }\n'
        + REQUEST
    )
    found = read(tmp_path, f"{BASE}{text}mode = 'virtual'").engagement.audiences
    assert found["K-3"].includes == {"K-2", "G1", "G2", "G3"}
    assert found["K-3"].size == 20
    assert found["G1"].title == "Grade 1 team"


def test_caps_are_counted_in_halves(tmp_path: Path) -> None:
    text = "[facilitators.coach-c]\nmax_days = { week = 2.5, year = 40 }\n"
    found = read(tmp_path, with_base(text + REQUEST)).facilitators["coach-c"]
    assert found.max_halves == {Period.WEEK: 5, Period.YEAR: 80}


def test_zones_default_to_the_scenarios(tmp_path: Path) -> None:
    text = '[facilitators.coach-c]\ntimezone = "America/Denver"\n'
    found = read(tmp_path, with_base(text + REQUEST))
    assert found.facilitators["coach-c"].zone == ZoneInfo("America/Denver")
    assert found.facilitators["coach-a"].zone == ZoneInfo("America/Chicago")
    assert found.engagement.sites["main"].zone == ZoneInfo("America/Chicago")


def test_busy_times_of_several_files_are_joined(tmp_path: Path) -> None:
    for name, hours in (("a", "150000Z/20251010T160000Z"), ("b", "153000Z/20251010T170000Z")):
        start, end = hours.split("/")
        (tmp_path / f"{name}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            f"DTSTART:20251010T{start}\r\nDTEND:{end}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            newline="",
        )
    text = '[facilitators.coach-c]\nbusy = ["../a.ics", "../b.ics"]\n'
    (span,) = read(tmp_path, with_base(text + REQUEST)).facilitators["coach-c"].busy
    zone = ZoneInfo("UTC")
    day = date(2025, 10, 10)
    assert (span.start, span.end) == (instant(day, 15 * 60, zone), instant(day, 17 * 60, zone))


def test_warnings_of_calendars_are_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART:20251010T150000Z\r\nDTEND:20251010T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        newline="",
    )
    text = '[facilitators.coach-c]\nbusy = "../a.ics"\n'
    (warning,) = reading(tmp_path, with_base(text + REQUEST)).warnings
    assert "a.ics" in warning
    assert str(tmp_path) not in warning


def test_a_great_many_mistakes_end_the_reading(tmp_path: Path) -> None:
    keys = "\n".join(f"key-{number} = 1" for number in range(10_000))
    assert len(messages(tmp_path, f"{keys}\n{with_base(REQUEST)}")) == 500


def test_long_chains_of_like_are_refused(tmp_path: Path) -> None:
    chain = "\n".join(f'[requests.r{n}]\nlike = "r{n + 1}"' for n in range(3_000))
    text = f'{chain}\n[requests.r3000]\naudience = "G1"\n'
    found = messages(tmp_path, with_base(text))
    assert "requests.r0.like: leads over more than 20 requests" in found


def test_importing_the_reader_loads_nothing_heavy() -> None:
    heavy = ("ortools", "pandas", "icalendar", "dateutil", "rich", "numpy")
    code = f"import sys, planner.reading.scenario; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
