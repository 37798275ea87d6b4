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
        paths = table.get(key)
        if not paths or self.window is None:
            return ()
        from planner.reading.ics import BusyPolicy, read_busy  # noqa: PLC0415 (slow to load)

        spans: list[Span] = []
        for path in paths:
            with self._complaining(table, key, path) as shown:
                found = read_busy(
                    self.folder / path, shown, BusyPolicy(zone=owner), self._around(self.window)
                )
                spans += found.busy
                self.warnings.extend(found.warnings)
        return merged(spans)

    def school(
        self, table: Table, key: Key[tuple[str, ...]], words: Mapping[str, str]
    ) -> Iterator[tuple[str, SchoolEvents]]:
        """Yield what each school calendar says of the contract's dates, and how it is named."""
        paths = table.get(key)
        if not paths or self.window is None:
            return
        from planner.reading.ics import read_school  # noqa: PLC0415 (slow to load)

        for path in paths:
            with self._complaining(table, key, path) as shown:
                found = read_school(
                    self.folder / path,
                    shown,
                    self.zone,
                    self.window.first,
                    self.window.last,
                    words,
                )
                self.warnings.extend(found.warnings)
                yield shown, found

    def _around(self, window: Window) -> Span:
        """Return some dates with a day more on each side, for events in other zones."""
        first, last = window.first - _MARGIN, window.last + 2 * _MARGIN
        return Span(instant(first, 0, self.zone), instant(last, _MINUTES_OF_A_DAY, self.zone))

    @contextmanager
    def _complaining(self, table: Table, key: Key[Any], path: str) -> Iterator[str]:
        """Give the path as people know it; put what is wrong with the file at the key."""
        shown = os.path.relpath(self.folder / path)
        try:
            yield shown
        except BadInputError as error:
            for complaint in error.complaints:
                table.complain(key, f"{complaint.where} {complaint.message}", complaint.hint)
