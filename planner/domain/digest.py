"""The digest of the resolved inputs: their meaning, not their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from json import dumps
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.problem import Problem

_STANDING = frozenset({"today", "baseline", "published", "elsewhere"})


def digest(problem: Problem) -> str:
    """Return the SHA-256, in hex, of all that a plan is made from but where things stand."""
    meaning = {
        field.name: _plain(getattr(problem, field.name))
        for field in fields(problem)
        if field.name not in _STANDING
    }
    text = dumps(meaning, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value.key if isinstance(value, ZoneInfo) else value
