"""`plan SCENARIO`: its options. What it does is in `planner.cli.run`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from planner.cli import options


@dataclass(frozen=True)
class Wanted:
    """What the manager asked for on the command line."""

    scenario: Path
    out: Path | None
    today: date | None
    time_limit: float
    seed: int
    fresh: bool
    improve: bool
    release: tuple[str, ...]
    as_json: bool
    quiet: bool
    dump_models: Path | None


@click.command("make")
@options.scenario
@options.out
@options.today
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=1e6),
    default=300.0,
    metavar="SECONDS",
    help="Wall-clock seconds for the whole command (300).",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="Seed of the search.")
@click.option("--fresh", is_flag=True, help="Forget drafts; published sessions stay.")
@click.option("--improve", is_flag=True, help="Search on from the plan of record.")
@click.option(
    "--release",
    multiple=True,
    metavar="SESSION",
    help='Let a published session move, or with "all" every one. Repeatable.',
)
@click.option("--json", "as_json", is_flag=True, help="Print plan.json instead of the summary.")
@click.option("--quiet", is_flag=True, help="Print no summary and no progress.")
@click.option(
    "--dump-models",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the CP-SAT models that are solved, with their parameters.",
)
def command(**wanted: Any) -> int:
    """Plan SCENARIO."""
    from planner.cli.run import make  # noqa: PLC0415

    return make(Wanted(**wanted))
