"""Templates to bytes: every text is escaped, and nothing is fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE = "style.css"


def render(template: str, qr: str, **values: object) -> bytes:
    """Return a page; `qr` is an SVG element of our own making, or empty."""
    from markupsafe import Markup  # noqa: PLC0415

    style = _environment().get_template(_STYLE).render()
    page = _environment().get_template(template)
    return page.render(
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        qr=Markup(qr),  # noqa: S704 (our own drawing)
        **values,
    ).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("planner.reports.subscribe"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
