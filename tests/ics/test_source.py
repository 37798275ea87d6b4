"""What is not a calendar is refused with one complaint, and never read as "free all year"."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.domain.clock import Span
from planner.errors import BadInputError
from planner.reading.ics import BusyPolicy, read_busy, read_school
from planner.reading.ics.limits import MAX_BYTES

ZONE = ZoneInfo("America/Chicago")
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def zipped() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("calendar.ics", CALENDAR)
    return archive.getvalue()


def complaint(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read_busy(path, "busy.ics", BusyPolicy(ZONE), Span(0, 1))
    with pytest.raises(BadInputError) as again:
        read_school(path, "busy.ics", ZONE, date(2026, 1, 1), date(2026, 2, 1), {})
    assert str(caught.value) == str(again.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"<!DOCTYPE html><html>BEGIN:VCALENDAR</html>", "is a web page"),
        (b"\n<HTML><body>Sign in</body></HTML>", "is a web page"),
        (b'<?xml version="1.0"?><error/>', "is a web page"),
        (gzip.compress(CALENDAR, mtime=0), "is gzip-compressed"),
        (zipped(), "is a zip archive"),
        (CALENDAR.decode().encode("utf-16"), "is UTF-16 text"),
        (CALENDAR.decode().encode("utf-16-le"), "is not a calendar"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "is not a calendar"),
        (b"date,busy\n2026-10-20,yes\n", "is not a calendar"),
        (b"\x00" * 100, "is not a calendar"),
        (b"DESCRIPTION:BEGIN:VCALENDAR\r\n", "is not a calendar"),
    ],
)
def test_not_a_calendar(tmp_path: Path, content: bytes, finding: str) -> None:
    path = tmp_path / "file.ics"
    path.write_bytes(content)
    said = complaint(path)
    assert said.startswith(f"busy.ics: {finding}")
    assert str(tmp_path) not in said


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "coach-a.ics").write_bytes(CALENDAR)
    assert complaint(tmp_path / "coach_a.ics") == (
        "busy.ics: there is no such file\n  hint: did you mean 'coach-a.ics'?"
    )
    assert complaint(tmp_path / "no" / "x.ics") == "busy.ics: there is no such file"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert "is not a file" in complaint(tmp_path)
    assert "is not a file" in complaint(tmp_path / "fifo")
    assert "is not a file" in complaint(Path("/dev/zero"))
    assert "cannot be opened" in complaint(loop)
    assert "cannot be opened" in complaint(tmp_path / "a\0b")


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.ics"
    path.write_bytes(CALENDAR)

    class Broken(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    def broken(descriptor: int, _: str) -> Broken:
        os.close(descriptor)
        return Broken()

    monkeypatch.setattr(os, "fdopen", broken)
    monkeypatch.setattr(os, "fstat", lambda _: path.stat())
    assert complaint(path) == "busy.ics: cannot be read: Input/output error"


def test_a_link_to_a_calendar_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.ics").write_bytes(CALENDAR)
    (tmp_path / "link.ics").symlink_to(tmp_path / "real.ics")
    found = read_busy(tmp_path / "link.ics", "link.ics", BusyPolicy(ZONE), Span(0, 1))
    assert found.occurrences == found.warnings == ()


def test_the_size_limit_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "large.ics"
    path.write_bytes(CALENDAR.ljust(MAX_BYTES, b"\n"))
    read_busy(path, "large.ics", BusyPolicy(ZONE), Span(0, 1))
    path.write_bytes(CALENDAR.ljust(MAX_BYTES + 1, b"\n"))
    assert complaint(path).startswith("busy.ics: is larger than 20 MB")


def test_reading_is_loaded_without_icalendar() -> None:
    code = "import planner.reading.ics, sys; print({'icalendar', 'dateutil'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert shown.stdout == "set()\n"
