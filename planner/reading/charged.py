"""`line`: which line of the contract a session charges."""

from __future__ import annotations

from planner.reading.asks import Ask
from planner.reading.request_keys import LINE
from planner.reading.setting import Setting
from planner.reading.table import Table

NO_LINE = "none"


def read_line(place: Ask | Table, setting: Setting) -> str | None:
    """Return the line that is charged, None for none; under a contract it must be written."""
    line = place.get(LINE)
    if setting.lines is not None and not place.has(LINE):
        known = ", ".join(setting.lines.known)
        place.complain_of_missing(LINE, f'a contract line ({known}), or "none"')
    if line is None or line == NO_LINE:
        return None
    if setting.lines is None:
        place.complain(LINE, f'"{line}" is not a contract line: the scenario has no [contract]')
        return None
    return line if setting.lines.knows(place, LINE, line) else None
