"""Writing a plan's files to its folder: all at once, and whatever Ctrl-C says meanwhile."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from planner.documents import is_ours
from planner.folder import Folder


def replace_files(folder: Folder, files: Mapping[str, bytes]) -> None:
    """Make these the only files of the planner's in a folder, all at once."""
    folder.replace(files, lambda name: is_ours(name) or name in files)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until everything is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
