"""What a new set of files means for a folder: what is written, what goes, what stays."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.folder.files import holds, listing

RECORD = "plan.json"

Owned = Callable[[str], bool]
"""Whether the planner makes the file of this name."""


@dataclass(frozen=True, slots=True)
class Change:
    """From the files of a folder to the next ones; names are posix paths relative to it.

    Every file present is either `kept` or `owned`, or both where it stays as it is; `folders` are
    those present that stay.
    """

    written: Mapping[str, bytes]
    stale: frozenset[str]
    kept: frozenset[str]
    owned: frozenset[str]
    folders: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.written or self.stale)

    def names(self) -> list[str]:
        """All names that change, the record last."""
        return sorted({*self.written, *self.stale}, key=lambda name: (name == RECORD, name))


def compare(folder: Path, files: Mapping[str, bytes], owned: Owned) -> Change:
    """Find what leads from the folder as it is to the one that holds `files`."""
    _check_names(files, owned)
    present, folders = listing(folder)
    made = frozenset(filter(owned, present))
    foreign = frozenset(present) - made
    _check_ways(files, foreign, folders)
    same = frozenset(name for name in made & files.keys() if holds(folder / name, files[name]))
    empty = frozenset(folders) - _above([*present, *folders])
    staying = empty | _above([*empty, *foreign, *files])
    return Change(
        written={name: data for name, data in files.items() if name not in same},
        stale=made - files.keys(),
        kept=foreign | same,
        owned=made,
        folders=staying & frozenset(folders),
    )


def _check_names(files: Mapping[str, bytes], owned: Owned) -> None:
    for name in files:
        if "\0" in name or any(step in {"", ".", ".."} for step in name.split("/")):
            raise ValueError(f"no name for a file within the folder: {name!r}")
        if not owned(name):
            raise ValueError(f"made by the planner, yet not said to be: {name!r}")
    if both := _above(files) & files.keys():
        raise ValueError(f"both files and folders: {sorted(both)}")


def _check_ways(files: Mapping[str, bytes], foreign: frozenset[str], folders: list[str]) -> None:
    blocked = foreign & _above(files) | frozenset(folders) & files.keys()
    if blocked:
        raise OSError(errno.EEXIST, f"{min(blocked)!r} in it is in the planner's way")


def _above(names: Iterable[str]) -> frozenset[str]:
    """All folders that lead to these names."""
    return frozenset(above for name in names for above in _steps(name))


def _steps(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
