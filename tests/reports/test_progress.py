"""The progress line: only on a terminal, and nothing is left of it."""

from __future__ import annotations

from io import StringIO

import pytest

from planner.reports.progress import progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _able_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(("stream", "quiet"), [(StringIO(), False), (Terminal(), True)])
def test_silence(stream: StringIO, *, quiet: bool) -> None:
    with progress(stream, quiet=quiet) as shown:
        shown.say("reading calendars")
    assert stream.getvalue() == ""


def test_a_terminal_shows_the_stage_and_is_wiped() -> None:
    stream = Terminal()
    with progress(stream, quiet=False) as shown:
        shown.say("goal 5 of 11: wishes 23, bound 20 [bold]")
    assert "goal 5 of 11: wishes 23, bound 20 [bold]" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


def test_an_error_ends_the_display_too() -> None:
    stream = Terminal()
    with pytest.raises(RuntimeError), progress(stream, quiet=False):
        raise RuntimeError
    assert stream.getvalue().endswith("\x1b[2K")
