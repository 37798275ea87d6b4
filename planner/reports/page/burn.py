"""How the contract burns: a chart, each month beside an even pace, and how each line ends."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.burn import Burn, LineBurn, Month
from planner.domain.contract import Contract
from planner.domain.ledger import dollars
from planner.reports.accounts import headed
from planner.reports.burn import ending, figure, left_out
from planner.reports.page.charts import pace
from planner.reports.phrases import long_date


@dataclass(frozen=True, slots=True)
class Row:
    """A line: what of it is used by now, what an even pace would have used, and how it ends."""

    title: str
    used: str
    even: str
    is_below: bool
    ending: str


@dataclass(frozen=True, slots=True)
class Pace:
    """The contract as it burns; `headings` are those of the months' figures."""

    title: str
    today: str
    chart: str
    headings: tuple[str, ...]
    months: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def burned(contract: Contract, told: Burn) -> Pace:
    """Return the months and the lines of a contract."""
    is_logged = any(month.delivered for month in told.months)
    delivered = ("Delivered",) if is_logged else ()
    drawn = [(f"{month.first:%b}", month.used, month.even) for month in told.months]
    return Pace(
        title=headed("Burn", contract.state),
        today=long_date(told.today),
        chart=pace(drawn, told.contracted),
        headings=("Planned", *delivered, "Used by its end", "Even pace"),
        months=tuple(
            (f"{month.first:%B %Y}", _figures(month, is_logged=is_logged)) for month in told.months
        ),
        rows=tuple(map(_row, told.lines)),
        notes=tuple(left_out(told)),
    )


def _figures(month: Month, *, is_logged: bool) -> tuple[str, ...]:
    delivered = (month.delivered,) if is_logged else ()
    return tuple(map(dollars, (month.planned, *delivered, month.used, month.even)))


def _row(line: LineBurn) -> Row:
    used, even = figure(line, line.used), figure(line, line.even)
    return Row(line.of.line.title, used, even, line.is_below, ending(line))
