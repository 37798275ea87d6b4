"""From which file each part of a scenario comes, and where in that file its keys stand."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import Protocol

from planner.errors import Where
from planner.reading.lines import Path


class Origin(Protocol):
    """A file that says part of a scenario: a TOML file, or a sheet of requests."""

    @property
    def folder(self) -> pathlib.Path:
        """Where relative paths in the file begin."""

    def where(self, path: Path) -> Where:
        """Return the place of a key; of one that is left out, the place of what should hold it."""


@dataclass(frozen=True)
class Origins:
    """The file of each path of keys; what lies under a path is of its file too."""

    files: dict[Path, Origin]

    def of(self, path: Path) -> Origin:
        """Return the file that says a key, or that should."""
        depths = range(len(path), -1, -1)
        return next(self.files[path[:n]] for n in depths if path[:n] in self.files)
