"""The .ics files that a scenario names; their reader is loaded only when there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from planner.domain.absence import Absence, Cause
from planner.domain.clock import Span, instant
from planner.domain.problem import Window
from planner.errors import BadInputError
from planner.reading.source import neighbour
from planner.reading.table import Key, Table

if TYPE_CHECKING:
    from planner.reading.ics import SchoolEvents

_MINUTES_OF_A_DAY = 24 * 60
_MARGIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a calendar is, and how it is read.

    Whole days and floating times are those of `zone`; under `addresses`, in lower case, the owner
    declines meetings.
    """

    id: str
    zone: ZoneInfo
    tentative_is_busy: bool = True
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BusyFiles:
    """The calendars of one owner, each with its name for people."""

    owner: Owner
    files: Mapping[Path, str]


@dataclass(frozen=True)
class Calendars:
    """Reads calendars named by paths relative to the folder of the file that names them.

    What else is told of them is kept: warnings, the files of each facilitator, and the reasons
    why each leads nothing when. Without a window, the contract's dates are wrong and calendars
    are left unread.
    """

    engagement: str
    zone: ZoneInfo
    window: Window | None
    warnings: list[str] = field(default_factory=list)
    busy_files: dict[str, BusyFiles] = field(default_factory=dict)
    absences: dict[str, tuple[Absence, ...]] = field(default_factory=dict)

    def busy(self, table: Table, key: Key[tuple[str, ...]], owner: Owner) -> Iterator[Absence]:
        """Yield when the owner of some calendars is busy, around the contract's dates."""
        paths = self._present(table, key)
        if not paths or self.window is None:
            return
        from planner.reading.cache import read_busy  # noqa: PLC0415 (slow to load)
        from planner.reading.ics import BusyPolicy  # noqa: PLC0415
        from planner.reading.ours import without_ours  # noqa: PLC0415

        self.busy_files[owner.id] = BusyFiles(owner, paths)
        policy = BusyPolicy(owner.zone, owner.tentative_is_busy, owner.addresses)
        around = self._around(self.window)
        for path, shown in paths.items():
            with _complaining(table, key):
                found = read_busy(path, shown, policy, around)
                found = without_ours(found, path, shown, self.engagement)
                self.warnings.extend(found.warnings)
                for one in found.occurrences:
                    if one.busy:
                        span = Span(
                            max(one.span.start, around.start), min(one.span.end, around.end)
                        )
                        yield Absence(span, Cause.BUSY, path.name, one.uid)

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
        folder = table.folder(key)
        for written in table.get(key):
            path = folder / written
            shown = os.path.relpath(path)
            if not os.path.lexists(path):
                table.complain(key, f"there is no file {shown}", neighbour(path))
            elif path.is_dir():
                inside = _calendars_in(path)
                found |= {file: os.path.relpath(file) for file in inside}
                if not inside:
                    table.complain(key, f"the folder {shown} holds no .ics file")
            else:
                found[path] = shown
        return found

    def _around(self, window: Window) -> Span:
        """Return some dates with a day more on each side, for events in other zones."""
        first, last = window.first - _MARGIN, window.last + 2 * _MARGIN
        return Span(instant(first, 0, self.zone), instant(last, _MINUTES_OF_A_DAY, self.zone))


def _calendars_in(folder: Path) -> list[Path]:
    """Return the .ics files of a folder by name; those that are hidden are left out."""
    with suppress(OSError):
        return sorted(
            file
            for file in folder.iterdir()
            if file.suffix.lower() == ".ics" and not file.name.startswith(".") and not file.is_dir()
        )
    return []


@contextmanager
def _complaining(table: Table, key: Key[Any]) -> Iterator[None]:
    """Put what is wrong with a file at the key that names it."""
    try:
        yield
    except BadInputError as error:
        for complaint in error.complaints:
            table.complain(key, f"{complaint.where} {complaint.message}", complaint.hint)
