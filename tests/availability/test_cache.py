from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from years import calendar, timed

from planner.domain.clock import Span
from planner.errors import BadInputError
from planner.reading import cache, ics
from planner.reading.ics import BusyCalendar, BusyPolicy

POLICY = BusyPolicy(ZoneInfo("America/Chicago"))
WINDOW = Span(29_000_000, 30_000_000)
TITLE = "Something private"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A calendar, and a cache of the test's own that keeps whatever is read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(cache, "_WORTH_SECONDS", 0)
    path = tmp_path / "a.ics"
    weekly = timed("weekly", "20251006T090000", "20251006T100000", "RRULE:FREQ=WEEKLY",
                   f"SUMMARY:{TITLE}", f"LOCATION:{TITLE}")  # fmt: skip
    odd = timed("odd", "20251006T250000", "20251006T260000", f"SUMMARY:{TITLE}")
    path.write_text(calendar(weekly, odd))
    return path


def read(path: Path, policy: BusyPolicy = POLICY, window: Span = WINDOW) -> BusyCalendar:
    return cache.read_busy(path, "a.ics", policy, window)


def kept(path: Path) -> list[Path]:
    folder = path.parent / "cache" / "planner" / "calendars"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def refuse(*_: object) -> BusyCalendar:
    raise AssertionError


def test_a_calendar_is_read_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(file)
    assert found == ics.read_busy(file, "a.ics", POLICY, WINDOW)
    assert found.busy
    assert found.warnings
    monkeypatch.setattr(ics, "read_busy", refuse)
    assert read(file) == found


def test_content_policy_and_window_are_told_apart(file: Path) -> None:
    zone = ZoneInfo("America/Denver")
    read(file)
    read(file, BusyPolicy(zone))
    read(file, BusyPolicy(POLICY.zone, tentative_is_busy=False))
    read(file, BusyPolicy(POLICY.zone, owners=frozenset({"a@example.org"})))
    read(file, window=Span(WINDOW.start, WINDOW.end - 1))
    file.write_text(file.read_text().replace("T100000", "T110000"))
    read(file)
    assert len(kept(file)) == 6


def test_no_title_is_kept_and_only_the_user_may_read(file: Path) -> None:
    read(file)
    (entry,) = kept(file)
    assert TITLE not in entry.read_text()
    assert entry.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "nonsense", "0" * 64 + '\n{"occurrences": []}'])
def test_what_was_changed_is_read_anew(file: Path, content: str) -> None:
    found = read(file)
    (entry,) = kept(file)
    entry.write_text(content)
    assert read(file) == found
    assert entry.read_text() != content


def test_what_is_old_is_read_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(file)
    (entry,) = kept(file)
    os.utime(entry, (0, 0))
    monkeypatch.setattr(ics, "read_busy", refuse)
    with pytest.raises(AssertionError):
        read(file)


def test_a_cache_that_cannot_be_written_changes_nothing(file: Path) -> None:
    (file.parent / "cache").write_text("a file where the folder should be")
    assert read(file) == ics.read_busy(file, "a.ics", POLICY, WINDOW)


def test_the_oldest_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_FILES", 2)
    for length in range(4):
        read(file, window=Span(WINDOW.start, WINDOW.end + length))
    assert len(kept(file)) == 2


def test_what_is_quick_to_read_is_not_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_WORTH_SECONDS", 1000)
    read(file)
    assert kept(file) == []


def test_what_is_no_calendar_is_refused_as_ever(file: Path) -> None:
    file.write_text("<html>")
    with pytest.raises(BadInputError):
        read(file)
