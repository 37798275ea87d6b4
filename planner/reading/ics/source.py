"""Opens a calendar file safely and returns its unfolded text (RFC 5545 section 3.1).

Regular files only, opened once, bounded; nothing here can block. What is no calendar is bad
input: read as an empty one it would mean "free all year".
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from planner.errors import BadInputError, Complaint, Where, nearest
from planner.reading.ics.limits import MAX_BYTES

_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY")
)
_CALENDAR = re.compile(r"^BEGIN:VCALENDAR[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FOREIGN = (
    (b"\x1f\x8b", "is gzip-compressed", "unpack it first"),
    (b"PK\x03\x04", "is a zip archive", "unpack it, and name the .ics inside"),
    (codecs.BOM_UTF16_LE, "is UTF-16 text", "save it as UTF-8"),
    (codecs.BOM_UTF16_BE, "is UTF-16 text", "save it as UTF-8"),
)
_HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<\?xml)", re.IGNORECASE)
_EXPECTED = "expected a text that begins with BEGIN:VCALENDAR"


def read_text(path: Path, shown: str) -> str:
    """Return the file's content lines, unfolded, ended by line feeds.

    Folds are joined before decoding, because some programs fold inside a character. Bytes that
    are not UTF-8 are read as Latin-1. Raise `BadInputError` if it is unreadable or no calendar.
    """
    content = _bytes(path, shown)
    _refuse_foreign(content, shown)
    content = _unfolded(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if not _CALENDAR.search(text):
        raise _refused(shown, f"is not a calendar; {_EXPECTED}")
    return text


def _unfolded(content: bytes) -> bytes:
    """End lines by line feeds, however they were ended, and join folded ones; drop UTF-8 marks."""
    content = content.replace(codecs.BOM_UTF8, b"")
    for line_end in (b"\r\r\n", b"\r\n", b"\r"):
        content = content.replace(line_end, b"\n")
    return content.replace(b"\n ", b"").replace(b"\n\t", b"")


def _bytes(path: Path, shown: str) -> bytes:
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise _refused(shown, "there is no such file", _neighbour(path)) from None
    except (OSError, ValueError) as error:
        raise _refused(shown, f"cannot be opened: {_reason(error)}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _refused(shown, "is not a file; expected a calendar (.ics)")
    try:
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(MAX_BYTES + 1) or b""  # None where it would have to wait
    except OSError as error:
        raise _refused(shown, f"cannot be read: {_reason(error)}") from None
    if len(content) > MAX_BYTES:
        raise _refused(
            shown,
            f"is larger than {MAX_BYTES // 1024**2} MB",
            "export the dates of this year only",
        )
    return content


def _refuse_foreign(content: bytes, shown: str) -> None:
    if not content.strip():
        raise _refused(shown, f"is empty; {_EXPECTED}")
    for magic, finding, hint in _FOREIGN:
        if content.startswith(magic):
            raise _refused(shown, f"{finding}; {_EXPECTED}", hint)
    if _HTML.match(content):
        hint = "the link led to a web page, perhaps a login: save the calendar itself"
        raise _refused(shown, f"is a web page; {_EXPECTED}", hint)


def _refused(shown: str, message: str, hint: str | None = None) -> BadInputError:
    return BadInputError([Complaint(Where(shown), message, hint)])


def _neighbour(path: Path) -> str | None:
    """Name the file beside a missing one that it was most likely meant to be."""
    with suppress(OSError):
        return nearest(path.name, sorted(each.name for each in path.parent.iterdir()))
    return None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
