"""[feeds]: where people find the calendars."""

from __future__ import annotations

import re
from typing import Any

from planner.reading.forms import TEXT, Form, WrongValueError, refuse
from planner.reading.table import Key, Schema
from planner.reading.wording import shown

_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~%@+-]+)*/?", re.ASCII)
_EXPECTED = 'an address such as "https://calendars.example.org/district-34"'


def _read_address(value: Any) -> str:
    """Return the address of a folder, without a slash at its end."""
    text = TEXT.read(value)
    if text.startswith(("http://", "webcal://")):
        raise refuse(
            f"{shown(text)} is not {_EXPECTED}", "calendar services read from https:// alone"
        )
    if text.endswith((".ics", ".html")):
        raise refuse(f"{shown(text)} is a file", "write the address of the folder that holds it")
    if not _ADDRESS.fullmatch(text):
        raise WrongValueError
    return text.rstrip("/")


BASE_URL = Key("base_url", Form(_EXPECTED, _read_address), None)
FEEDS = Schema("feeds", (BASE_URL,))
