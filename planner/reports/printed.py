"""Text for a screen, from blocks that know how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding

NARROWEST = 72
"""The fewest columns in which every table still holds its words."""


def printed(make: Callable[[int], RenderableType], *, width: int, colour: bool) -> str:
    """Return what is made for `width` columns (`NARROWEST` if fewer), newline at the end."""
    sheet = StringIO()
    console = Console(
        file=sheet,
        width=max(width, NARROWEST),
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(make(console.width))
    return "\n".join(line.rstrip() for line in sheet.getvalue().split("\n"))


def stacked(blocks: Sequence[RenderableType]) -> RenderableType:
    """Return blocks below each other with a blank line between; there is at least one."""
    return Group(blocks[0], *(Padding(block, (1, 0, 0, 0)) for block in blocks[1:]))
