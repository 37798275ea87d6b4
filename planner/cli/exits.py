"""What the command answers a shell."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """0: all that was promised is placed. 1: a person must act. 2: nothing was written."""

    DONE = 0
    ACT = 1
    NOTHING = 2
    INTERRUPTED = 130
