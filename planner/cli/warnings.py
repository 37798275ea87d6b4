"""Warnings, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click


def warn(*warnings: str) -> None:
    """Say each warning on a line of its own."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def raised_today(given: date, raised: date, doing: str) -> Iterator[str]:
    """Yield a warning where today was raised to the day of the record's last change."""
    if given != raised:
        yield f"today {given} is before the record's last change; {doing} as of {raised}"
