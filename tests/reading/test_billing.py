"""[billing] and opening balances: what a scenario's words become, in ticks and cents."""

from __future__ import annotations

from datetime import date
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


EIGHT_HOURS = """
[day]
am = "08:00-12:00"
pm = "12:30-16:30"
"""


def test_roundings_by_mode_are_parts_of_the_working_day(tmp_path: Path) -> None:
    """30 of 480 minutes are a sixteenth; a line's own mode stands over the contract's."""
    terms = CONTRACT.replace("used       = 3.5", "round = { in-person = 1 }")
    found = contract(tmp_path, '[billing]\nround = { virtual = "30 minutes" }', EIGHT_HOURS + terms)
    coaching = found.lines["coaching"]
    assert found.ticks_per_day == 16
    assert (coaching.round_ticks, coaching.virtual_round_ticks) == (16, 1)


def test_hours_are_rounded_to_minutes(tmp_path: Path) -> None:
    terms = CONTRACT.replace("rate  = 150", 'rate = 150\nround = "45 minutes"')
    planning = contract(tmp_path, "[billing]\nround = 0.25", terms).lines["planning"]
    assert (planning.round_ticks, planning.virtual_round_ticks) == (45, None)
    by_mode = terms.replace('"45 minutes"', '{ virtual = "30 minutes" }')
    planning = contract(tmp_path, "", by_mode).lines["planning"]
    assert (planning.round_ticks, planning.virtual_round_ticks) == (1, 30)


def test_a_price_has_its_dates_in_order(tmp_path: Path) -> None:
    terms = CONTRACT.replace("used  = 750.50", "on = [2026-01-15, 2025-10-01]")
    dates = contract(tmp_path, "", terms).lines["travel"].on
    assert dates == (date(2025, 10, 1), date(2026, 1, 15))


def test_trips_that_cost_nothing_are_paid_by_no_line(tmp_path: Path) -> None:
    found = contract(tmp_path, '[billing]\nexpenses_per_trip = 0\nexpenses_line = "travel"')
    assert found.billing == BY_LENGTH


def test_notice_is_counted_in_days(tmp_path: Path) -> None:
    billing = contract(tmp_path, '[billing]\ncancelled = "charge"\nnotice = "2 weeks"').billing
    assert billing == Billing(charges_cancelled=True, notice_days=14)


LINE_BY_SITE = """
[contract]
total = 6_900

[contract.lines.main]
coach_days = 2
rate       = 1_800

[contract.lines.north]
coach_days = 2
rate       = 1_650

[requests.visit]
visits = [["G1"], ["G2"]]
at     = ["north", "main"]
line   = { main = "main", north = "north" }
length = 60

[requests.visit.then]
audience = "none"
length   = 10
line     = { main = "none", north = "north" }
"""


def test_a_line_for_each_site(tmp_path: Path) -> None:
    visits = read(tmp_path, with_base(LINE_BY_SITE, "[sites.main]\n[sites.north]\n")).visits
    assert [[session.line for session in visit.sessions] for visit in visits] == [
        ["north", "north"],
        ["main", None],
    ]
