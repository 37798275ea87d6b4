"""How the programs of this world are sent to a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from posixpath import relpath
from urllib.parse import quote

import segno

from planner.domain.feed_paths import FOLDER

_GOOGLE = "https://calendar.google.com/calendar/r?cid="
_QUIET_ZONE = 4  # modules of white around a QR code (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Links:
    """The ways to one calendar.

    `file` is where it lies, seen from the page. The others are empty where nobody said where the
    calendars are hosted: `https` is to be pasted, `webcal` opens the program that the reader's
    machine has for calendars, and `google` hands the webcal address (https fails) to Google.
    """

    file: str
    https: str = ""
    webcal: str = ""
    google: str = ""


def links(feed: str, page: str, base_url: str | None) -> Links:
    """Return the links to a feed on a page; both are paths in the plan's folder."""
    file = from_page(feed, page)
    if base_url is None:
        return Links(file)
    https = hosted(feed, base_url)
    webcal = f"webcal://{https.removeprefix('https://')}"
    return Links(file, https, webcal, f"{_GOOGLE}{quote(webcal, safe='')}")


def hosted(path: str, base_url: str) -> str:
    """Return the address of a file of the plan's folder, whose calendars are at `base_url`."""
    return f"{base_url}/{quote(relpath(path, FOLDER))}"


def from_page(path: str, page: str) -> str:
    """Return the relative address of one file of the plan's folder on the page of another."""
    return quote(relpath(path, f"{page}/.."))


def qr_code(address: str) -> str:
    """Return the QR code of an address as an SVG element, black on white in any light."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing,
        kind="svg",
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return drawing.getvalue().decode()
