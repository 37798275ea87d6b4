"""Small scenarios for tests: a base to add to, and reading from a temporary folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import chdir
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.domain.problem import Problem
from planner.errors import BadInputError
from planner.reading.scenario import Reading, read_scenario

BASE = """
timezone = "America/Chicago"
start    = 2025-08-01
end      = 2026-06-30

[facilitators.coach-a]
skills = ["K-5"]

[facilitators.coach-b]
skills = ["K-5", "6-8"]

[audiences]
G1 = "Grade 1 team"
G2 = "Grade 2 team"
G3 = "Grade 3 team"
"""

EMPTY_CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nEND:VCALENDAR\r\n"
_CALENDAR = re.compile(r"calendars/([\w-]+\.ics)")


def reading(folder: Path, text: str, today: date | None = date(2025, 8, 1)) -> Reading:
    """Read a scenario in a folder; calendars that it names in `../calendars` say nothing."""
    for name in _CALENDAR.findall(text):
        calendar = folder / "calendars" / name
        calendar.parent.mkdir(exist_ok=True)
        calendar.write_text(EMPTY_CALENDAR, newline="")
    file = Path("scenarios", "year.toml")
    with chdir(folder):
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)  # a file that is written over is waited for, a new one is not
        file.write_text(text, encoding="utf-8")
        return read_scenario(file, today)


def read(folder: Path, text: str) -> Problem:
    """Return the problem a scenario states."""
    return reading(folder, text).problem


def with_base(text: str, site: str = "[sites.main]\n") -> str:
    """Return a whole scenario: the base, a site, and what a test is about."""
    return f"{BASE}\n{site}\n{text}"


def messages(folder: Path, text: str) -> list[str]:
    """Return what a scenario is complained of: key and message, without the file's name."""
    try:
        reading(folder, text)
    except BadInputError as error:
        return [f"{made.where.key}: {made.message}" for made in error.complaints]
    return []


def written(values: Mapping[str, Any]) -> str:
    """Write values as TOML."""
    return "".join(f"{_toml_key(key)} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_toml_key(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    assert isinstance(value, (int, Decimal, date))
    return str(value)


def _toml_key(key: str) -> str:
    return f'"{key}"'
