"""Busy calendars that took long to read, kept by their content so that they are read once.

What is kept are times, UIDs and rules, never titles, in the user's own cache folder. It may be
deleted at any time; where it cannot be read or written, or was changed, the file is read anew.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic, time
from typing import Any

from planner import __version__
from planner.domain.clock import Span
from planner.reading import ics
from planner.reading.ics import BusyCalendar, BusyPolicy, Occurrence
from planner.reading.ics.source import read_text

_WORTH_SECONDS = 0.5
_MOST_FILES = 100
_MOST_AGE_SECONDS = 30 * 24 * 3600  # by then the rules of time zones may have changed
_MOST_BYTES = 50_000_000


def read_busy(path: Path, shown: str, policy: BusyPolicy, window: Span) -> BusyCalendar:
    """Return what `planner.reading.ics.read_busy` returns, from the cache if it is there."""
    file = _folder() / f"{_key(read_text(path, shown), shown, policy, window)}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _loaded(file, window)
    started = monotonic()
    found = ics.read_busy(path, shown, policy, window)
    if monotonic() - started >= _WORTH_SECONDS:
        with suppress(OSError):
            _keep(file, found)
    return found


def _folder() -> Path:
    """Return the user's cache folder, where this system has it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base), "planner", "calendars")  # noqa: PTH111 (never raises)


def _key(text: str, shown: str, policy: BusyPolicy, window: Span) -> str:
    owners = sorted(policy.owners)
    read = [shown, policy.zone.key, policy.tentative_is_busy, owners, window.start, window.end]
    head = json.dumps([__version__, _reader(), *read])
    return sha256(f"{head}\n{text}".encode(errors="surrogatepass")).hexdigest()


@cache
def _reader() -> str:
    """Return a hash of the code that reads calendars: another reader may read them otherwise."""
    code = sorted(Path(str(ics.__file__)).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in code)).hexdigest()


def _loaded(file: Path, window: Span) -> BusyCalendar:
    """Return what a file holds; raise one of several errors if it is not as it was written."""
    status = file.stat()
    if status.st_size > _MOST_BYTES or time() - status.st_mtime > _MOST_AGE_SECONDS:
        raise ValueError
    seal, _, body = file.read_bytes().partition(b"\n")
    if seal != _seal(body):
        raise ValueError
    kept = json.loads(body)
    return BusyCalendar(tuple(_occurrences(kept)), tuple(kept["warnings"]), window)


def _occurrences(kept: Any) -> Iterator[Occurrence]:
    for start, end, uid, reason, rule, busy in kept["occurrences"]:
        yield Occurrence(Span(start, end), uid, reason, rule, busy)


def _keep(file: Path, found: BusyCalendar) -> None:
    """Write a file so that it is whole or not there, for this user alone; drop the oldest."""
    occurrences = [
        (one.span.start, one.span.end, one.uid, one.reason, one.rule, one.busy)
        for one in found.occurrences
    ]
    body = json.dumps({"occurrences": occurrences, "warnings": found.warnings}).encode()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(_seal(body) + b"\n" + body)
        Path(part).replace(file)
    finally:
        Path(part).unlink(missing_ok=True)
    kept = sorted(file.parent.iterdir(), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST_FILES]:
        old.unlink(missing_ok=True)


def _seal(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()
