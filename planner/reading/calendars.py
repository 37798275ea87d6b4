"""The .ics files that a scenario names; their reader is loaded only when there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from planner.domain.clock import Span, instant, merged
from planner.domain.problem import Window
from planner.errors import BadInputError
from planner.reading.source import neighbour
from planner.reading.table import Key, Table

if TYPE_CHECKING:
    from planner.reading.ics import SchoolEvents

_MINUTES_OF_A_DAY = 24 * 60
_MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class Calendars:
    """Reads calendars named by paths relative to the scenario's folder; keeps their warnings.

    Without a window, the contract's dates are wrong and calendars are left unread.
    """

    folder: Path
    zone: ZoneInfo
    window: Window | None
    warnings: list[str] = field(default_factory=list)

    def busy(self, table: Table, key: Key[tuple[str, ...]], owner: ZoneInfo) -> tuple[Span, ...]:
        """Return when the owner of some calendars is busy, around the contract's dates."""
        paths = self._present(table, key)
        if not paths or self.window is None:
            return ()
        from planner.reading.ics import BusyPolicy, read_busy  # noqa: PLC0415 (slow to load)

        spans: list[Span] = []
        for path, shown in paths.items():
            with _complaining(table, key):
                found = read_busy(path, shown, BusyPolicy(zone=owner), self._around(self.window))
                spans += found.busy
                self.warnings.extend(found.warnings)
        return merged(spans)

    def school(
        self, table: Table, key: Key[tuple[str, ...]], words: Mapping[str, str]
    ) -> Iterator[tuple[str, SchoolEvents]]:
        """Yield what each school calendar says of the contract's dates, and how it is named."""
        paths = self._present(table, key)
        if not paths or self.window is None:
            return
        from planner.reading.ics import read_school  # noqa: PLC0415 (slow to load)

        first, last = self.window.first, self.window.last
        for path, shown in paths.items():
            with _complaining(table, key):
                found = read_school(path, shown, self.zone, first, last, words)
                self.warnings.extend(found.warnings)
                yield shown, found

    def _present(self, table: Table, key: Key[tuple[str, ...]]) -> Mapping[Path, str]:
        """Return the files that a key names, with their names for people; complain of others."""
        found: dict[Path, str] = {}
        for written in table.get(key):
            path = self.folder / written
            shown = os.path.relpath(path)
            if os.path.isdir(path):  # noqa: PTH112 (never raises)
                table.complain(key, f"{shown} is a folder; expected an .ics file")
            elif not os.path.lexists(path):
                table.complain(key, f"there is no file {shown}", neighbour(path))
            else:
                found[path] = shown
        return found

    def _around(self, window: Window) -> Span:
        """Return some dates with a day more on each side, for events in other zones."""
        first, last = window.first - _MARGIN, window.last + 2 * _MARGIN
        return Span(instant(first, 0, self.zone), instant(last, _MINUTES_OF_A_DAY, self.zone))


@contextmanager
def _complaining(table: Table, key: Key[Any]) -> Iterator[None]:
    """Put what is wrong with a file at the key that names it."""
    try:
        yield
    except BadInputError as error:
        for complaint in error.complaints:
            table.complain(key, f"{complaint.where} {complaint.message}", complaint.hint)
