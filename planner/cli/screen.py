"""What is printed on: how wide it is, and whether it has colours."""

from __future__ import annotations

import shutil
import sys
from typing import TypedDict

_PLAIN_WIDTH = 100
"""Columns of what is no terminal."""


class Screen(TypedDict):
    """Columns, and whether colours are shown: what reports for the screen are made for."""

    width: int
    colour: bool


def screen() -> Screen:
    """Return what standard output is."""
    colour = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if colour else _PLAIN_WIDTH
    return {"width": width, "colour": colour}
