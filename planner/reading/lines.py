"""On which line of a TOML text each key stands; asked only once there is a complaint."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

Path = tuple[str, ...]
"""The keys that lead from the top of a file to a value."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[^\"'#\[\]{}\n]+"
    r"|.",
    re.DOTALL,
)
_DEEPEST = 100
_WORD = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD})*"
_HEADER = re.compile(rf"\s*\[\[?[ \t]*({_KEY})")
_PAIR = re.compile(rf"\s*({_KEY})[ \t]*=")


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) of every table and key; keys of inline tables are left out."""
    lines: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        if statement.count(".", 0, statement.find("=")) > _DEEPEST:
            continue
        if header := _HEADER.match(statement):
            table = written = _parts(header[1])
        elif pair := _PAIR.match(statement):
            written = table + _parts(pair[1])
        else:
            continue
        for depth in range(1, len(written)):
            lines.setdefault(written[:depth], line)
        lines[written] = line
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of a path, or of the nearest table or key that holds it."""
    for depth in range(len(path), 0, -1):
        if path[:depth] in lines:
            return lines[path[:depth]]
    return None


def dotted(path: Path) -> str:
    """Write a path as a TOML key."""
    return ".".join(
        word if re.fullmatch(r"[A-Za-z0-9_-]+", word) else f'"{_escaped(word)}"' for word in path
    )


def _escaped(word: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in word)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement with the line it begins on: values may run over several lines."""
    start, line, depth = 0, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            statement = text[start : token.start()]
            yield line, statement
            line += statement.count("\n") + 1
            start, depth = token.end(), 0


def _parts(key: str) -> Path:
    return tuple(_plain(word) for word in re.findall(_WORD, key))


def _plain(word: str) -> str:
    if word[0] not in "\"'":
        return word
    try:
        return str(tomllib.loads(f"word = {word}")["word"])
    except tomllib.TOMLDecodeError:
        return word
