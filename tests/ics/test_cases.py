"""Golden cases: what one calendar file means. Adding a case is dropping a pair of files in.

`cases/NAME.ics` is a small export as programs write them; `cases/NAME.json` says why it stands
there and what must be read. Expected values are worked out by hand, never copied from the reader.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.domain.clock import Span
from planner.reading.ics import BusyCalendar, BusyPolicy, SchoolDay, read_busy, read_school

CASES = Path(__file__).parent / "cases"
PRIVATE = ("private", "Staff meeting", "Lunch", "réunion")


def cases(kind: str) -> list[Any]:
    """Return the cases that have a key: "busy" or "days"."""
    found = [(path, json.loads(path.read_text("utf-8"))) for path in sorted(CASES.glob("*.json"))]
    return [pytest.param(path, case, id=path.stem) for path, case in found if kind in case]


def minute(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp()) // 60


def spans(pairs: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(minute(start), minute(end)) for start, end in pairs)


def assert_warnings(found: tuple[str, ...], expected: list[str], name: str) -> None:
    assert len(found) == len(expected), found
    for text in expected:
        assert any(text in warning for warning in found), (text, found)
    for warning in found:
        assert warning.startswith(f"{name}: ")
        assert not any(word in warning for word in PRIVATE)


@pytest.mark.parametrize(("path", "case"), cases("busy"))
def test_busy(path: Path, case: dict[str, Any]) -> None:
    choices = case.get("policy", {})
    policy = BusyPolicy(
        ZoneInfo(case["zone"]),
        choices.get("tentative_is_busy", True),
        frozenset(choices.get("owners", ())),
    )
    window = Span(*map(minute, case["window"]))
    found = read_busy(path.with_suffix(".ics"), path.stem, policy, window)
    assert found.busy == spans(case["busy"])
    assert_warnings(found.warnings, case.get("warnings", []), path.stem)
    if "reasons" in case:
        assert reasons_against(found) == case["reasons"]


def reasons_against(found: BusyCalendar) -> list[str]:
    return sorted({each.reason for each in found.occurrences if not each.busy})


@pytest.mark.parametrize(("path", "case"), cases("days"))
def test_school(path: Path, case: dict[str, Any]) -> None:
    found = read_school(
        path.with_suffix(".ics"),
        path.stem,
        ZoneInfo(case["zone"]),
        date.fromisoformat(case["first"]),
        date.fromisoformat(case["last"]),
        case.get("words", {}),
    )
    assert [said(day) for day in found.days] == case["days"]
    assert list(found.not_understood) == case["not_understood"]
    assert_warnings(found.warnings, case.get("warnings", []), path.stem)


def said(day: SchoolDay) -> str:
    return " ".join(filter(None, (str(day.date), day.half, day.kind)))


def test_every_case_is_a_pair() -> None:
    names = sorted(path.stem for path in CASES.glob("*.json"))
    assert names == sorted(path.stem for path in CASES.glob("*.ics"))
