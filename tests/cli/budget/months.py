"""A small year that is billed, a month of it handed in, and what the log then has."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from command import SMALL, Plan

BILLED = f"""{SMALL}
line     = "coaching"

[facilitators.stand-in]
title = "Stand-in"
leave = ["2025-09-01/2025-12-31"]

[requests.extra]
title    = "What is planned later"
audience = "team"
window   = "2025-11"
line     = "none"

[contract]
state  = "signed"
client = "Springfield"
total  = 3_600

[contract.lines.coaching]
title      = "Coaching"
coach_days = 2
rate       = 1_800
"""
"""Two half-days of coaching in October, of 2.0 coach-days; one that charges nothing in November."""

Row = dict[str, str]
Change = Callable[[list[Row]], None]


def rows_of(sheet: Path) -> list[Row]:
    return list(csv.DictReader(sheet.read_text().splitlines()))


def changed(sheet: Path, change: Change) -> Path:
    """Change the rows of a sheet as somebody does who corrects it."""
    rows = rows_of(sheet)
    names = list(rows[0])
    change(rows)
    with sheet.open("w") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return sheet


def row(number: int, **cells: str) -> Change:
    return lambda rows: rows[number].update(cells)


def figures(plan: Plan, scenario: Path) -> dict[str, str]:
    """Return what the budget has for all lines together: money, and coach-days delivered."""
    total = json.loads(plan("budget", scenario, "--json").out)["total"]
    return {name: total[name] for name in ("contracted", "planned", "delivered", "left")}


def log_of(scenario: Path) -> list[Row]:
    return rows_of(scenario.with_name("small.log.csv"))
