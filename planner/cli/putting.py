"""Writing what a run came to: an edited scenario, then the plan's files, whatever Ctrl-C says."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from planner.cli.scenario_file import Edited
from planner.documents import is_ours
from planner.folder import Folder
from planner.folder.change import Owned


def put(
    folder: Folder,
    files: Mapping[str, bytes],
    edited: Edited | None = None,
    owned: Owned = is_ours,
) -> None:
    """Make these the only files of the planner's in a folder, all at once; `owned` tells them.

    A scenario that was edited is written before them, and put back should the folder resist: so at
    any moment the scenario is old or new, and no plan stands that is newer than it.
    """
    with _uninterrupted():
        if edited is not None:
            edited.write()
        try:
            folder.replace(files, lambda name: owned(name) or name in files)
        except BaseException:
            if edited is not None:
                edited.undo()
            raise


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until everything is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
