"""Draws contracts: lines of every unit, and terms of billing."""

from __future__ import annotations

from datetime import date

import made_once as once
from hypothesis import strategies as st

from planner.domain.contract import BY_LENGTH, Billing, Contract, Line, LineUnit

FIRST_DATES = (date(2025, 10, 6), date(2025, 10, 30), date(2026, 3, 5))
"""A Monday; a Thursday before a new month and the end of summer time; one before its start."""


@once.made_once
@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    per_day = draw(once.sampled_from((2, 4)))
    lines = (
        Line(
            "days",
            "",
            LineUnit.COACH_DAYS,
            draw(once.integers(1, 8)),
            90_000,
            per_day // 2,
            virtual_round_ticks=draw(once.sampled_from((None, 1, per_day))),
        ),
        Line(
            "quarters", "", LineUnit.COACH_DAYS, draw(once.integers(1, 8)), 70_000, 1, draw(used())
        ),
        Line("meetings", "", LineUnit.SESSIONS, draw(once.integers(1, 3)), 50_000, 1, draw(used())),
        Line(
            "hours",
            "",
            LineUnit.HOURS,
            draw(once.integers(1, 5)) * 60,
            20_000,
            draw(once.sampled_from((1, 30))),
            virtual_round_ticks=draw(once.sampled_from((None, 45))),
        ),
        Line(
            "price", "", LineUnit.PRICE, 0, draw(once.sampled_from((2_000, 7_000))), 1, draw(used())
        ),
        Line("fee", "", LineUnit.PRICE, 0, 10_001, 1, draw(used()), on=draw(charged_on())),
    )
    known = {line.id: line for line in lines}
    return Contract("signed", "", None, None, per_day, known, draw(billings(per_day)))


@once.made_once
def charged_on() -> st.SearchStrategy[tuple[date, ...]]:
    return once.lists(once.sampled_from(FIRST_DATES), unique=True).map(
        lambda some: tuple(sorted(some))
    )


def used() -> st.SearchStrategy[int]:
    return once.sampled_from((0, 0, 1, 3))


@once.made_once
def billings(per_day: int) -> st.SearchStrategy[Billing]:
    """Draw terms of billing, often none; the cap is never below the minimum."""
    limits = ((0, None), (per_day, None), (per_day // 2, None), (0, per_day), (per_day, per_day))
    drawn = once.builds(
        lambda shares, limit, trip: Billing(shares, *limit, trip, "price" if trip else None),
        once.booleans(),
        once.sampled_from((*limits, (0, per_day // 2), (1, per_day - 1))),
        once.sampled_from((0, 3_000)),
    )
    return once.just(BY_LENGTH) | drawn
