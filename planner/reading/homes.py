"""In which file of a scenario something is to be written: the one that has it already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.reading.edit import Entry
from planner.reading.include import read_joined
from planner.reading.source import Source

_NAMED = 2
"""How many keys name something: a facilitator, a site, a session, or one key of a table."""


def homes(path: Path, entries: Iterable[Entry]) -> Mapping[Path, tuple[Entry, ...]]:
    """Return the entries by the file that they belong in, the scenario's own first.

    What they are of may stand in a file that is included; what stands nowhere yet is the
    scenario's own. Raises `BadInputError` where a file cannot be read.
    """
    files = read_joined(path, ()).complaints.origins.files
    found: dict[Path, list[Entry]] = defaultdict(list)
    for entry in entries:
        home = files.get(entry.path[:_NAMED])
        found[home.path if isinstance(home, Source) else path].append(entry)
    return {file: tuple(found[file]) for file in sorted(found, key=lambda file: file != path)}
