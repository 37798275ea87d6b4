"""Terms of real contracts, computed by hand: roundings by mode, fees on dates, late notice.

A day has 180 minutes before noon and 180 after it; a coach-day costs $1,000.01.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from billed import AM, MONDAY, PM, Held, terms, year
from sold import SIX_HOURS, Sold, contract, line, minutes, plan, problem

from planner.domain.by_hand import ByHand, Mark
from planner.domain.charge import charges, least_quantity, quantity, still_charged
from planner.domain.contract import Billing, Contract, LineUnit
from planner.domain.fees import Fee, fees
from planner.domain.ledger import ledger
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Length, Mode, Problem


def by_mode(billing: Billing) -> Contract:
    """On site in half-days, off site in twelfths of a day: 30 minutes of 360."""
    agreed = terms(billing, ticks=12)
    days = replace(agreed.lines["days"], quantity=240, round_ticks=6, virtual_round_ticks=1)
    return replace(agreed, lines={"days": days})


@pytest.mark.parametrize(
    ("length", "site", "twelfths", "cents"),
    [
        (minutes(75), "main", 6, 50_001),
        (minutes(75), None, 3, 25_000),
        (minutes(90), None, 3, 25_000),
        (minutes(91), None, 4, 33_334),
        (HALF_DAY, "main", 6, 50_001),
        (HALF_DAY, None, 6, 50_001),
        (minutes(181), "main", 12, 100_001),
    ],
)
def test_on_site_in_half_days_and_off_site_in_half_hours(
    length: Length, site: str | None, twelfths: int, cents: int
) -> None:
    case, placed = year([Held(length, AM, site)], by_mode(Billing()))
    (row,) = charges(case, placed)
    assert (row.ticks, row.cents) == (twelfths, cents)


def test_a_half_is_shared_by_what_is_rounded_alike() -> None:
    """60 + 20 minutes off site are 80, three half-hours; 30 on site beside them half a day.

    Nine twelfths over 60, 20 and 30 minutes are 4.9, 1.6 and 2.5.
    """
    sessions = (
        Held(minutes(60), AM, None),
        Held(minutes(20), AM + 75, None),
        Held(minutes(30), AM + 120),
    )
    case, placed = year(sessions, by_mode(Billing(share_halves=True)))
    assert [row.ticks for row in charges(case, placed)] == [5, 2, 2]


@pytest.mark.parametrize(
    ("mode", "length", "charged_minutes"),
    [
        ("in-person", minutes(75), 180),
        ("in-person", minutes(181), 360),
        ("virtual", minutes(75), 90),
        ("virtual", minutes(90), 90),
        ("virtual", HALF_DAY, 180),
    ],
)
def test_hours_are_rounded_up_to_minutes_by_mode(
    mode: str, length: Length, charged_minutes: int
) -> None:
    bought = replace(line("calls", LineUnit.HOURS, 0, 0, 180), virtual_round_ticks=30)
    assert quantity(bought, contract(bought), SIX_HOURS, length, mode) == charged_minutes


def test_what_may_be_held_in_either_mode_charges_at_least_the_less() -> None:
    case, _ = year([Held(minutes(75), AM)], by_mode(Billing()))
    visit = replace(case.visits[0], modes=tuple(Mode))
    assert least_quantity(case, visit, visit.sessions[0]) == 3


def test_a_fee_is_charged_on_its_dates_in_equal_parts() -> None:
    """$1,000.00, of which $200.00 were used before, in three: the odd cents on the first dates."""
    dates = tuple(date(2025, month, 1) for month in (9, 10, 11))
    licence = replace(line("licence", LineUnit.PRICE, 0, 100_000), opening=20_000, on=dates)
    books = replace(line("books", LineUnit.PRICE, 0, 5_000), on=(date(2025, 9, 15),))
    free = line("resources", LineUnit.PRICE, 0, 0)
    agreed = contract(licence, books, free)
    assert fees(agreed) == (
        Fee(dates[0], "licence", 26_667),
        Fee(date(2025, 9, 15), "books", 5_000),
        Fee(dates[1], "licence", 26_667),
        Fee(dates[2], "licence", 26_666),
    )
    book = ledger(problem(agreed, []), plan([]))
    assert [each.money.planned for each in book.lines] == [80_000, 5_000, 0]
    assert (book.money.unplanned, book.over) == (0, ())


def test_a_fee_used_up_before_is_charged_no_more() -> None:
    licence = replace(line("x", LineUnit.PRICE, 0, 100), opening=100, on=(MONDAY,))
    assert fees(contract(licence)) == (Fee(MONDAY, "x", 0),)


def test_lines_have_rates_of_their_own() -> None:
    """A morning at each of two schools: half of $1,800.00, and half of $1,650.00."""
    main = line("main", LineUnit.COACH_DAYS, 4, 180_000)
    north = line("north", LineUnit.COACH_DAYS, 4, 165_000)
    sold = [Sold("main", HALF_DAY), Sold("north", HALF_DAY)]
    book = ledger(problem(contract(main, north), sold), plan(sold))
    assert [each.money.planned for each in book.lines] == [90_000, 82_500]


def cancelled(days_before: int | None, billing: Billing) -> tuple[Problem, PlacedSession]:
    """Return a year whose only session, on Monday, was cancelled so many days before."""
    case, placed = year([Held(HALF_DAY, PM)], terms(billing))
    (session,) = placed.sessions
    said = None if days_before is None else MONDAY - timedelta(days=days_before)
    by_hand = {session.id: ByHand(Mark.CANCELLED, cancelled_on=said)}
    return replace(case, baseline={session.id: session}, by_hand=by_hand), session


LATE = Billing(charges_cancelled=True, notice_days=14)


@pytest.mark.parametrize(
    ("billing", "days_before", "is_charged"),
    [
        (LATE, 15, False),
        (LATE, 14, False),
        (LATE, 13, True),
        (LATE, 0, True),
        (LATE, -1, True),
        (LATE, None, True),
        (replace(LATE, notice_days=0), 0, False),
        (replace(LATE, notice_days=None), 300, True),
        (replace(LATE, charges_cancelled=False), 0, False),
    ],
)
def test_what_is_cancelled_late_is_charged(
    billing: Billing, days_before: int | None, *, is_charged: bool
) -> None:
    case, session = cancelled(days_before, billing)
    assert still_charged(case) == ((session,) if is_charged else ())
    book = ledger(case, Plan(()))
    assert book.lines[0].money.planned == (50_001 if is_charged else 0)
