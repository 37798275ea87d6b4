"""Opens a TOML file safely, says where its syntax breaks, and on which line a key stands."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.errors import BadInputError, Complaint, Where, nearest
from planner.reading.lines import Path as Keys
from planner.reading.lines import dotted, key_lines, line_of

_MOST_BYTES = 5_000_000
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")

_TEXT_NOT_CLOSED = "a text is not closed; expected a quote at its end"
_SINGLE_BACKSLASH = "a text has a single \\; expected / in paths, or \\\\"
_IN_PLAIN_WORDS = (
    ("Illegal character '\\n'", _TEXT_NOT_CLOSED),
    ("Unterminated string", _TEXT_NOT_CLOSED),
    ('Expected "\'"', _TEXT_NOT_CLOSED),
    ("Unclosed array", "a list is not closed; expected ] or a comma"),
    ("Unclosed inline table", "a table is not closed; expected } or a comma"),
    ("Expected '=' after a key", "expected a key, =, and a value"),
    ("Expected newline", "something follows a value; expected a new line, or quotes around a text"),
    ("Invalid value", "a value is missing or has no meaning; expected quotes around a text"),
    ("Invalid statement", "expected a key or a [table]"),
    ("Expected ']'", "a heading is not closed; expected ]"),
    ("Unescaped '\\' in a string", _SINGLE_BACKSLASH),
    ("Invalid hex value", _SINGLE_BACKSLASH),
    ("Invalid date or datetime", "there is no such date"),
)
"""How tomllib's reasons begin, and what they mean to someone who writes a scenario."""


@dataclass(frozen=True)
class Source:
    """A TOML file: where it lies, how it is named to people, its text and its values."""

    path: Path
    shown: str
    text: str
    values: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """Where relative paths in the file begin."""
        return self.path.parent

    def where(self, path: Keys) -> Where:
        """Return the place of a key, or of the nearest table or key that holds it."""
        return Where(self.shown, line_of(self._lines, path), dotted(path) or None)

    @cached_property
    def _lines(self) -> Mapping[Keys, int]:
        return key_lines(self.text)


def read_source(path: Path, text: str | None = None) -> Source:
    """Return a TOML file's contents, numbers as `Decimal`; raise `BadInputError` if unreadable.

    Where a text is given, the file is read as if it held that.
    """
    shown = os.path.relpath(path)
    text = _decoded(read_bytes(path, shown, "a TOML file"), shown) if text is None else text
    return Source(path, shown, text, _parsed(text, shown))


def read_bytes(path: Path, shown: str, expected: str, most: int = _MOST_BYTES) -> bytes:
    """Read a regular file of at most 5 MB, or `most` bytes, opened once; nothing here can block.

    `expected` is what a message says that it should be. Raise `BadInputError` if it is not.
    """
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise _unreadable(shown, "there is no such file", hint=neighbour(path)) from None
    except (OSError, ValueError) as error:
        raise _unreadable(shown, f"cannot be opened: {_reason(error)}") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _unreadable(shown, f"is not a file; expected {expected}")
        content = b""
        while len(content) <= most and (more := os.read(descriptor, most)):
            content += more
    except OSError as error:
        raise _unreadable(shown, f"cannot be read: {_reason(error)}") from None
    finally:
        os.close(descriptor)
    if len(content) > most:
        raise _unreadable(shown, f"is larger than {most:,} bytes; expected {expected}")
    return content


def _decoded(content: bytes, shown: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text"
        raise _unreadable(shown, message, line, hint="save the file as UTF-8") from None


def _parsed(text: str, shown: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, shown, str(error)) from None
    except RecursionError:
        raise _unreadable(shown, "nests lists or tables too deeply") from None
    except (ValueError, ArithmeticError):
        match = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, match.start()) + 1 if match else None
        raise _unreadable(shown, "holds a number beyond all bounds", line) from None


def _syntax_error(text: str, shown: str, message: str) -> BadInputError:
    place = _PLACE.search(message)
    reason = message[: place.start()] if place else message
    at_end = text.rstrip().count("\n") + 1
    line = int(place[1]) if place and place[1] else at_end
    key = next((dotted(path) for path, at in key_lines(text).items() if at == line), None)
    if reason.startswith(("Cannot overwrite", "Cannot declare", "Duplicate")):
        hint = "keep one of the two; the first stands further up"
        return _unreadable(shown, "is written twice", line, key, hint)
    plain = next((words for start, words in _IN_PLAIN_WORDS if reason.startswith(start)), reason)
    return _unreadable(shown, f"is not TOML: {plain}", line)


def _unreadable(
    shown: str,
    message: str,
    line: int | None = None,
    key: str | None = None,
    hint: str | None = None,
) -> BadInputError:
    return BadInputError([Complaint(Where(shown, line, key), message, hint)])


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def neighbour(path: Path) -> str | None:
    """Name the file beside a missing one that it was most likely meant to be."""
    with suppress(OSError):
        return nearest(path.name, sorted(file.name for file in path.parent.iterdir()))
    return None
