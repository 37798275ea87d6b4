"""Options that several verbs share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[date]):
    """A date such as 2025-10-01."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Return the date that the text names."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2025-10-01", param, ctx)


class Month(click.ParamType[str]):
    """A month such as 2026-02."""

    name = "month"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the month as written."""
        try:
            return f"{date.fromisoformat(f'{value}-01'):%Y-%m}"
        except ValueError:
            self.fail(f"{value!r} is not a month such as 2026-02", param, ctx)


scenario = click.argument("scenario", type=click.Path(path_type=Path))
out = click.option(
    "--out", type=click.Path(path_type=Path), help="The folder to write, instead of out/<id>."
)
today = click.option("--today", type=Day(), help="Plan as of this date.")


def folder_of(out: Path | None, engagement: str) -> Path:
    """Return the folder of an engagement's plan: the one named, or out/<id> under this one."""
    return out if out is not None else Path("out") / engagement
