"""Claims against plan and log: what they charge, what is new in them, and what cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from handed_in import TODAY, at, claim
from hypothesis import given
from hypothesis import strategies as st
from sold import Sold, contract, line, plan, problem
from test_ledger import years

from planner.domain.booked import booked
from planner.domain.by_hand import ByHand, Mark
from planner.domain.claim import Claim
from planner.domain.contract import BY_LENGTH, Billing, Contract, LineUnit
from planner.domain.delivery import outcomes, slots, status_of
from planner.domain.ledger import ledger
from planner.domain.log import Amounts, Closing, Entry, Outcome, Said, last_words
from planner.domain.placement import Part
from planner.domain.plan import Plan
from planner.domain.problem import FULL_DAY, HALF_DAY, Problem
from planner.domain.reconcile import Reconciled, closing, reconciled

BILLINGS = [
    BY_LENGTH,
    Billing(share_halves=True),
    Billing(on_site_minimum_ticks=2),
    Billing(day_cap_ticks=2),
    Billing(charges_cancelled=True),
]


def confirmed(case: Problem, placed: Plan) -> Problem:
    """Return the problem once every slot of the plan is logged as planned."""
    found = reconciled(case, [claim(one) for one in slots(case, placed)], TODAY)
    assert found.troubles == ()
    return replace(case, log=found.entries)


@given(years(), st.sampled_from(BILLINGS))
def test_a_log_that_confirms_everything_is_the_plan_to_the_cent(
    year: tuple[Contract, Sequence[Sold]], billing: Billing
) -> None:
    terms, sold = year
    case, placed = problem(replace(terms, billing=billing), sold), plan(sold)
    before = ledger(case, placed)
    logged = confirmed(case, placed)
    for planned, done in zip(before.lines, ledger(logged, placed).lines, strict=True):
        assert done.money.delivered == planned.money.planned == done.money.planned
        assert done.quantity.delivered == planned.quantity.planned
        assert (done.money.awaited, done.quantity.awaited) == (0, 0)
        assert done.quantity.unplanned == planned.quantity.unplanned
    again = [claim(one, last_words(logged.log)[one.slot]) for one in slots(case, placed)]
    assert reconciled(logged, again, TODAY) == Reconciled((), len(again), 0, ())
    months = booked(logged)
    assert sum(month.cents for month in months) == before.money.planned
    assert sum(month.ticks for month in months) == before.days.planned


DAYS = contract(line("pd", LineUnit.COACH_DAYS, 40, 180_000), ticks_per_day=4)
"""A coach-day has four ticks of $450.00, and charges are rounded up to one of them."""
SOLD = [Sold("pd", HALF_DAY), Sold("pd", FULL_DAY)]


def one_claim(number: int = 0, billing: Billing = BY_LENGTH, **changes: object) -> Entry:
    """Return the entry that comes of a claim about one of the sessions."""
    case, placed = problem(replace(DAYS, billing=billing), SOLD), plan(SOLD)
    found = reconciled(case, [claim(slots(case, placed)[number], **changes)], TODAY)
    assert found.troubles == ()
    return found.entries[0]


HALF, DAY = (placed.parts[0] for placed in plan(SOLD).sessions)


@pytest.mark.parametrize(
    ("held", "ticks", "outcome"),
    [
        (HALF, 2, Outcome.AS_PLANNED),
        (at(HALF, 1440, 180), 2, Outcome.OTHER_DATE),
        (at(HALF, 30, 180), 2, Outcome.OTHER_TIME),
        (at(HALF, 0, 90), 1, Outcome.SHORTER),
        (at(HALF, 0, 91), 2, Outcome.SHORTER),
        (at(HALF, 0, 200), 3, Outcome.LONGER),
    ],
)
def test_what_is_held_otherwise_charges_by_its_own_length(
    held: Part, ticks: int, outcome: Outcome
) -> None:
    """Of a day of 360 minutes a tick has 90."""
    entry = one_claim(held=held)
    assert entry.amounts == Amounts(ticks, ticks * 45_000)
    assert outcomes(problem(DAYS, SOLD), entry) == (outcome,)


def test_another_person_charges_the_same() -> None:
    entry = one_claim(facilitator="coach-3")
    assert (entry.amounts, status_of(problem(DAYS, SOLD), entry)) == (
        Amounts(2, 90_000),
        "other person",
    )


@pytest.mark.parametrize(
    ("said", "billing", "ticks"),
    [
        (Said.STRUCK, BY_LENGTH, 0),
        (Said.CANCELLED_IN_TIME, Billing(charges_cancelled=True), 0),
        (Said.CANCELLED_LATE, Billing(charges_cancelled=True), 2),
        (Said.CANCELLED_LATE, BY_LENGTH, 0),
    ],
)
def test_what_was_not_held_charges_only_where_the_contract_says_so(
    said: Said, billing: Billing, ticks: int
) -> None:
    entry = one_claim(said=said, held=None, billing=billing)
    assert entry.amounts == Amounts(ticks, ticks * 45_000)


def test_what_somebody_wrote_holds() -> None:
    assert one_claim(quantity=1).amounts == Amounts(1, 45_000)
    assert one_claim(cents=50_000).amounts == Amounts(2, 50_000)
    assert one_claim(said=Said.CANCELLED_LATE, held=None, cents=10_000).amounts.cents == 10_000


def test_a_date_that_charges_at_least_a_day_does_so_for_what_is_left_of_it() -> None:
    """Two halves on one date are one day; with one of them struck the other still is."""
    sold = [Sold("pd", HALF_DAY), Sold("pd", HALF_DAY)]
    case = problem(replace(DAYS, billing=Billing(day_cap_ticks=3)), sold)
    first, second = plan(sold).sessions
    later = replace(second, parts=(at(first.parts[0], 240, 180),))
    placed = Plan((first, later))
    both = slots(case, placed)
    assert [one.amounts.quantity for one in both] == [2, 1]
    claims = [claim(both[0], said=Said.STRUCK, held=None), claim(both[1])]
    found = reconciled(case, claims, TODAY)
    assert [entry.amounts.quantity for entry in found.entries] == [0, 2]
    logged = replace(case, log=found.entries)
    words = last_words(logged.log)
    added = reconciled(logged, [claim(both[0], words[both[0].slot])], TODAY)
    assert [entry.amounts.quantity for entry in added.entries] == [2]
    assert [one.entry.amounts.quantity for one in added.along] == [1]


def test_what_is_charged_though_cancelled_shares_the_most_that_a_date_charges() -> None:
    """Three ticks at most: the half cancelled late has two of them, and the one held the third."""
    sold = [Sold("pd", HALF_DAY), Sold("pd", HALF_DAY)]
    first, second = plan(sold).sessions
    later = replace(second, parts=(at(first.parts[0], 240, 180),))
    case = replace(
        problem(replace(DAYS, billing=Billing(day_cap_ticks=3, charges_cancelled=True)), sold),
        by_hand={first.id: ByHand(Mark.CANCELLED)},
        baseline={first.id: first},
    )
    placed = Plan((later,))
    both = slots(case, placed)
    assert [one.amounts.quantity for one in both] == [2, 1]
    late = claim(both[0], said=Said.CANCELLED_LATE, held=None)
    found = reconciled(case, [late, claim(both[1])], TODAY)
    assert [entry.amounts for entry in found.entries] == [one.amounts for one in both]
    logged = replace(case, log=found.entries[:1])
    after = reconciled(logged, [claim(both[1])], TODAY)
    assert [entry.amounts for entry in after.entries] == [both[1].amounts]


def test_a_closed_month_needs_the_word_and_an_open_month_for_it() -> None:
    case, placed = problem(DAYS, SOLD), plan(SOLD)
    logged = confirmed(case, placed)
    month = logged.log[0].month
    closed = replace(logged, log=(*logged.log, *closing(logged, [month, month], TODAY)))
    assert closing(closed, [month], TODAY) == ()
    one = slots(case, placed)[0]
    against = claim(one, last_words(logged.log)[one.slot], said=Said.STRUCK, held=None)
    (trouble,) = reconciled(closed, [against], TODAY).troubles
    assert (trouble.column, trouble.hint) == (
        "status",
        'to correct it all the same, write "correction: struck"',
    )
    named = replace(against, corrects=True)
    (entry,) = reconciled(closed, [named], TODAY).entries
    assert entry.month == "2026-03"
    all_closed = replace(closed, log=(*closed.log, Closing(TODAY, "2026-03")))
    (trouble,) = reconciled(all_closed, [named], TODAY).troubles
    assert "2026-03, in which a correction of today would count, is closed too" in trouble.message
    corrected = replace(closed, log=(*closed.log, entry))
    signed = {month.month: month.cents for month in booked(logged)}
    assert {one.month: one.cents for one in booked(corrected)} == signed | {"2026-03": -90_000}


def test_a_correction_may_say_once_more_what_was_signed() -> None:
    """Struck after all, then held after all; the sheets that said so change nothing later."""
    case, placed = problem(DAYS, SOLD), plan(SOLD)
    logged = confirmed(case, placed)
    one = slots(case, placed)[0]
    log = (*logged.log, *closing(logged, [logged.log[0].month], TODAY))
    as_signed = claim(one)
    corrections = [
        replace(as_signed, said=Said.STRUCK, held=None, corrects=True),
        replace(as_signed, corrects=True),
    ]

    def read(said: Claim) -> Reconciled:
        before = last_words(log)[one.slot]
        return reconciled(replace(case, log=log), [replace(said, before=before)], TODAY)

    for said in corrections:
        (entry,) = read(said).entries
        log = (*log, entry)
        assert read(said) == Reconciled((), 1, 0, ())
    assert read(corrections[0]) == Reconciled((), 0, 1, ())
    assert read(as_signed) == Reconciled((), 1, 0, ())
    assert {one.month: one.cents for one in booked(replace(case, log=log))}["2026-03"] == 0


def test_nobody_is_in_two_places_at_once() -> None:
    case, placed = problem(DAYS, SOLD), plan(SOLD)
    first, second = slots(case, placed)
    inside = claim(second, held=at(first.part, 60, 60))
    (trouble,) = reconciled(case, [claim(first), inside], TODAY).troubles
    assert (trouble.claim, trouble.column) == (1, "start")
    assert "coach-0 led r/0 at the same time" in trouble.message
