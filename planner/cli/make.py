"""`plan SCENARIO`: its options. What it does is in `planner.cli.run`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import click

from planner.cli import options
from planner.cli.news import News


@dataclass(frozen=True)
class Wanted:
    """What the manager asked for on the command line."""

    scenario: Path
    out: Path | None
    today: date | None
    time_limit: float | None
    seed: int
    fresh: bool
    improve: bool
    release: tuple[str, ...]
    news: News
    save: bool
    as_json: bool
    quiet: bool
    dump_models: Path | None
    only: str | None = None
    asked_at: float = field(default_factory=monotonic)
    """On the clock that `time_limit`, in seconds, is measured by."""

    @property
    def anew(self) -> bool:
        """Tell whether a plan that stands is not enough."""
        return self.fresh or self.improve or bool(self.release)


@click.command("make")
@options.scenario
@options.out
@options.today
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=1e6),
    metavar="SECONDS",
    help="Wall-clock seconds for the whole command (300 for each engagement).",
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
@click.option(
    "--closed", multiple=True, metavar="DATES[:SITE]", help="News: school, or a site, is closed."
)
@click.option(
    "--absent", multiple=True, nargs=2, metavar="FACILITATOR DATES", help="News: someone is away."
)
@click.option(
    "--need",
    multiple=True,
    nargs=2,
    metavar="SESSION WHEN",
    help="News: a session is needed 'after D', 'before D', 'on D' or within dates.",
)
@click.option(
    "--only",
    metavar="ENGAGEMENT",
    help="Plan this one of a portfolio; the rest stays as it is.",
)
@click.option("--save", is_flag=True, help="Write the news and the plan, and not only show it.")
@click.option("--json", "as_json", is_flag=True, help="Print plan.json instead of the summary.")
@click.option("--quiet", is_flag=True, help="Print no summary and no progress.")
@click.option(
    "--dump-models",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the CP-SAT models that are solved, with their parameters.",
)
def command(**wanted: Any) -> int:
    """Plan SCENARIO, one engagement or a portfolio of several.

    With news (--closed, --absent, --need) it shows what would change and writes nothing, unless
    told to --save it.
    """
    from planner.reading.portfolio import is_portfolio  # noqa: PLC0415

    news = News(wanted.pop("closed"), wanted.pop("absent"), wanted.pop("need"))
    if wanted["save"] and not news:
        raise click.UsageError("--save is for news: --closed, --absent or --need")
    typed = Wanted(news=news, **wanted)
    if is_portfolio(typed.scenario):
        from planner.cli.portfolio import make_portfolio  # noqa: PLC0415

        return make_portfolio(typed)
    from planner.cli.run import make  # noqa: PLC0415

    if typed.only is not None:
        raise click.UsageError("--only is for portfolios, and this is one scenario")
    return make(typed)
