"""[billing] and opening balances: what a scenario's words become, in ticks and cents."""

from __future__ import annotations

from pathlib import Path

from planner.domain.contract import BY_LENGTH, Billing, Contract
from scenarios import read, with_base

CONTRACT = """
[contract]
between = [0, 100_000]

[contract.lines.coaching]
coach_days = 10
rate       = 1_800
used       = 3.5

[contract.lines.planning]
hours = 12.5
rate  = 150
used  = 1.25

[contract.lines.travel]
price = 3_000
used  = 750.50

[requests.visit]
audience = "G1"
line     = "coaching"
"""


def test_left_out_sessions_charge_by_their_length(tmp_path: Path) -> None:
    found = contract(tmp_path, "")
    assert found.billing == BY_LENGTH
    assert (found.ticks_per_day, found.lines["coaching"].round_ticks) == (2, 1)


def test_every_term(tmp_path: Path) -> None:
    """A tick is an eighth: the minimum of 0.125 needs it, and all else is a whole number of it."""
    found = contract(
        tmp_path,
        """
        [billing]
        round             = 0.25
        share_halves      = true
        on_site_minimum   = 0.125
        day_cap           = 1.0
        expenses_per_trip = 250.50
        expenses_line     = "travel"
        """,
    )
    assert found.ticks_per_day == 8
    assert found.lines["coaching"].round_ticks == 2
    assert found.billing == Billing(
        share_halves=True,
        on_site_minimum_ticks=1,
        day_cap_ticks=8,
        trip_cents=25_050,
        expenses_line="travel",
    )


def test_opening_balances_count_what_their_line_buys(tmp_path: Path) -> None:
    lines = contract(tmp_path, "").lines
    assert {id: line.opening for id, line in lines.items()} == {
        "coaching": 7,
        "planning": 75,
        "travel": 75_050,
    }
    assert lines["coaching"].available == 13


def test_more_used_than_bought_leaves_nothing(tmp_path: Path) -> None:
    lines = contract(tmp_path, "", CONTRACT.replace("used       = 3.5", "used = 12")).lines
    assert (lines["coaching"].opening, lines["coaching"].available) == (24, 0)


def contract(folder: Path, billing: str, terms: str = CONTRACT) -> Contract:
    found = read(folder, with_base(terms + billing)).engagement.contract
    assert found is not None
    return found
