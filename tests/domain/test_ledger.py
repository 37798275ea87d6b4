"""The ledger against hand-computed contracts, and against fractions for random ones."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sold import SIX_HOURS, Sold, contract, days, line, minutes, plan, problem

from planner.domain.charge import charged
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.ledger import dollars, ledger, undelivered
from planner.domain.problem import FULL_DAY, HALF_DAY, Length, LengthUnit


def test_district_34_is_nine_coach_days_and_16200_dollars() -> None:
    """Two cycles of eight half-days are 8.0, one half-day with two coaches is 1.0."""
    sold = [Sold("pd", HALF_DAY, team=2), *[Sold("coaching", HALF_DAY)] * 16, Sold(None, HALF_DAY)]
    terms = contract(
        line("coaching", LineUnit.COACH_DAYS, 16, 180_000),
        line("pd", LineUnit.COACH_DAYS, 2, 180_000),
    )
    book = ledger(problem(terms, sold), plan(sold))
    coaching, pd = book.lines
    assert (coaching.text(coaching.quantity.planned), coaching.money.planned) == ("8.0", 1_440_000)
    assert (pd.text(pd.quantity.planned), pd.money.planned) == ("1.0", 180_000)
    assert book.coach_days(book.days.planned) == Decimal("9.0")
    assert dollars(book.money.planned) == "$16,200.00"
    assert (book.days.unplanned, book.money.unplanned) == (0, 0)
    assert book.uncharged == ("r/17",)
    assert book.over == ()


def test_a_line_over_says_by_how_much() -> None:
    sold = [Sold("pd", FULL_DAY), Sold("pd", HALF_DAY)]
    book = ledger(problem(contract(line("pd", LineUnit.COACH_DAYS, 2, 180_000)), sold), plan(sold))
    (over,) = book.over
    assert over.text(over.quantity.unplanned) == "-0.5"
    assert dollars(over.money.unplanned) == "-$900.00"
    assert over.sessions == ("r/0", "r/1")


def test_a_line_used_up_is_not_over() -> None:
    sold = [Sold("pd", FULL_DAY)]
    book = ledger(problem(contract(line("pd", LineUnit.COACH_DAYS, 2, 1)), sold), plan(sold))
    assert book.lines[0].quantity.unplanned == 0
    assert book.over == ()


def test_a_fixed_price_is_contracted_and_never_charged() -> None:
    sold = [Sold("flat", days(2), team=2)]
    book = ledger(problem(contract(line("flat", LineUnit.PRICE, 0, 250_000)), sold), plan(sold))
    assert book.money == undelivered(contracted=250_000, planned=0)
    assert (book.lines[0].text(0), book.day_lines, book.over) == ("", (), ())
    assert book.uncharged == ()


def test_without_a_contract_all_is_uncharged() -> None:
    sold = [Sold(None, HALF_DAY), Sold(None, FULL_DAY)]
    book = ledger(problem(None, sold), plan(sold))
    assert (book.lines, book.uncharged, book.money) == ((), ("r/0", "r/1"), undelivered(0, 0))
    assert book.coach_days(book.days.planned) == Decimal("0.0")


@pytest.mark.parametrize(
    ("unit", "quantity", "text"),
    [
        (LineUnit.COACH_DAYS, 3, "1.5"),
        (LineUnit.SESSIONS, 12, "12"),
        (LineUnit.HOURS, 605, "10:05"),
        (LineUnit.HOURS, -90, "-1:30"),
        (LineUnit.PRICE, 0, ""),
    ],
)
def test_quantities_are_written_exactly(unit: LineUnit, quantity: int, text: str) -> None:
    book = ledger(problem(contract(line("x", unit, 0, 0)), []), plan([]))
    assert book.lines[0].text(quantity) == text


LENGTHS = st.one_of(
    st.integers(1, 180).map(minutes),
    st.sampled_from([HALF_DAY, FULL_DAY]),
    st.integers(1, 4).map(days),
)
TICKS = st.sampled_from([1, 2, 4, 8, 10, 20])


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    units = draw(st.lists(st.sampled_from(LineUnit), min_size=1, max_size=4))
    lines = [
        line(f"l{n}", unit, draw(st.integers(0, 40)), draw(st.integers(1, 400_000)), draw(TICKS))
        for n, unit in enumerate(units)
    ]
    return contract(*lines, ticks_per_day=draw(TICKS))


@st.composite
def years(draw: st.DrawFn) -> tuple[Contract, Sequence[Sold]]:
    terms = draw(contracts())
    names = st.sampled_from([None, *terms.lines])
    sold = st.builds(Sold, names, LENGTHS, st.integers(1, 4))
    return terms, draw(st.lists(sold, max_size=12))


@given(years())
def test_the_ledger_is_what_fractions_say(year: tuple[Contract, Sequence[Sold]]) -> None:
    terms, sold = year
    case, placed = problem(terms, sold), plan(sold)
    book = ledger(case, placed)
    for each in book.lines:
        own = [(exact(terms, each.line, s.length), s.team) for s in sold if s.line == each.line.id]
        units = sum((amount * team for amount, team in own), Fraction())
        assert Fraction(each.quantity.planned, each.per_unit) == units
        assert each.money.planned == sum(
            floor(amount * each.line.rate_cents + Fraction(1, 2)) * team for amount, team in own
        )
    assert {each.line.id: each.quantity.planned for each in book.lines} == charged(case, placed)
    assert len(book.uncharged) == sum(each.line is None for each in sold)


@given(years())
def test_lines_add_up_to_the_totals(year: tuple[Contract, Sequence[Sold]]) -> None:
    terms, sold = year
    book = ledger(problem(terms, sold), plan(sold))
    assert book.money.unplanned == sum(each.money.unplanned for each in book.lines)
    assert book.days.unplanned == sum(each.quantity.unplanned for each in book.day_lines)
    assert book.over == tuple(each for each in book.lines if each.quantity.unplanned < 0)


def exact(terms: Contract, bought: Line, length: Length) -> Fraction:
    """Return what one facilitator charges, in whole units of the line, by DESIGN section 4."""
    if bought.unit is LineUnit.SESSIONS:
        return Fraction(1)
    if bought.unit is LineUnit.PRICE:
        return Fraction(0)
    share = {
        LengthUnit.MINUTES: Fraction(length.amount, SIX_HOURS.minutes),
        LengthUnit.HALVES: Fraction(length.amount, 2),
        LengthUnit.FULL_DAY: Fraction(length.amount),
        LengthUnit.DAYS: Fraction(length.amount),
    }[length.unit]
    if bought.unit is LineUnit.HOURS:
        return ceil(share * SIX_HOURS.minutes / bought.round_ticks) * Fraction(
            bought.round_ticks, 60
        )
    step = Fraction(bought.round_ticks, terms.ticks_per_day)
    return ceil(share / step) * step
