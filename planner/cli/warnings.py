"""Warnings, on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from planner.domain.delivery import undecided
from planner.domain.plan import Plan
from planner.domain.problem import Problem


def warn(*warnings: str) -> None:
    """Say each warning on a line of its own."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def told_of_undecided(
    problem: Problem, plan: Plan, scenario: Path, names: Mapping[str, str]
) -> Iterator[str]:
    """Yield a warning of sessions that the log says were not held, and that stay in the plan."""
    found = ", ".join(names[id] for id in undecided(problem, plan))
    if found:
        yield (
            f"not held, says the log, and in the plan until it is marked: {found}; "
            f'"plan mark {scenario} SESSION missed" promises another in its stead, and '
            '"cancelled" does not'
        )


def raised_today(given: date, raised: date, doing: str) -> Iterator[str]:
    """Yield a warning where today was raised to the day of the record's last change."""
    if given != raised:
        yield f"today {given} is before the record's last change; {doing} as of {raised}"
