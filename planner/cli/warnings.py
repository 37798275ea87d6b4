"""Warnings, on standard error."""

from __future__ import annotations

import click


def warn(*warnings: str) -> None:
    """Say each warning on a line of its own."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
