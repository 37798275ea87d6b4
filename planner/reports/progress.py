"""What a person sees on the terminal while a plan is being made: one line that says the stage."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.text import Text


class Progress(AbstractContextManager["Progress"], Protocol):
    """Shows the stage while its block runs; leaves nothing behind."""

    def say(self, text: str) -> None:
        """Replace the stage that is shown: "goal 5 of 11: wishes 23, bound 20"."""


class Silence:
    """Shows nothing: for pipes, and for people who asked for quiet."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave as it came."""

    def say(self, text: str) -> None:
        """Keep it."""


class Spinner:
    """Shows the latest stage beside a turning sign, and wipes both at the end."""

    def __init__(self, stream: TextIO) -> None:
        console = Console(file=stream, force_terminal=True, legacy_windows=False)
        self._status = console.status(Text("starting"))

    def __enter__(self) -> Self:
        self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._status.stop()

    def say(self, text: str) -> None:
        """Show a stage from now on."""
        self._status.update(Text(text))


def progress(stream: TextIO, *, quiet: bool) -> Progress:
    """Return a display that moves on a terminal, and is silent elsewhere and when asked to be."""
    return Spinner(stream) if stream.isatty() and not quiet else Silence()
