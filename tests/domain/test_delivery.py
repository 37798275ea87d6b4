"""What was delivered, left and awaited, by logs small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sold import Sold, contract, line, plan, problem

from planner.domain.contract import LineUnit
from planner.domain.delivery import awaited, charge_of, delivered, slots
from planner.domain.ledger import Balance, ledger
from planner.domain.log import NOTHING, Amounts, Entry, Said, Slot
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Problem

DAYS = contract(line("pd", LineUnit.COACH_DAYS, 6, 180_000))
SOLD = [Sold("pd", HALF_DAY, team=2), Sold("pd", HALF_DAY), Sold(None, HALF_DAY)]
"""Two halves and one half of 3.0 coach-days, and one that charges nothing."""
HALF = Amounts(1, 90_000)


def said(what: Said, number: int, by: str, planned_for: str = "", **changes: object) -> Entry:
    """Return what is said of the first part of a session: held as planned unless changed."""
    placed = plan(SOLD).sessions[number]
    is_held = what is Said.DELIVERED
    entry = Entry(
        entered=date(2026, 2, 28),
        month="2026-02",
        said=what,
        slot=Slot(placed.id, 1, planned_for or by),
        planned=placed.parts[0],
        expected=HALF,
        held=placed.parts[0] if is_held else None,
        facilitator=by,
        line="pd",
        amounts=HALF if is_held else NOTHING,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def logged(*entries: Entry) -> tuple[Problem, Plan]:
    return replace(problem(DAYS, SOLD), log=entries), plan(SOLD)


def test_nothing_is_delivered_until_the_log_says_so() -> None:
    year = logged()
    assert delivered(year[0]) == ()
    assert awaited(*year) == slots(*year)
    assert ledger(*year).lines[0].quantity == Balance(6, 3, 0, delivered=0, awaited=3)


def test_what_is_delivered_is_no_longer_awaited() -> None:
    book = ledger(*logged(said(Said.DELIVERED, 0, "coach-0")))
    assert book.lines[0].quantity == Balance(6, 3, 0, delivered=1, awaited=2)
    assert book.lines[0].money == Balance(540_000, 270_000, 0, 90_000, 180_000)
    assert (book.days.left, book.days.unplanned) == (5, 3)
    assert book.is_delivered


def test_a_session_that_charges_nothing_is_delivered_all_the_same() -> None:
    entry = said(Said.DELIVERED, 2, "coach-0", line=None, expected=NOTHING, amounts=NOTHING)
    year = logged(entry)
    assert [one.session for one in delivered(year[0])] == ["r/2"]
    assert not ledger(*year).is_delivered


@pytest.mark.parametrize("what", [Said.STRUCK, Said.CANCELLED_IN_TIME, Said.CANCELLED_LATE])
def test_what_did_not_take_place_is_neither_delivered_nor_awaited(what: Said) -> None:
    book = ledger(*logged(said(what, 1, "coach-0")))
    assert book.lines[0].quantity == Balance(6, 3, 0, delivered=0, awaited=2)


def test_a_late_cancellation_may_be_charged() -> None:
    year = logged(said(Said.CANCELLED_LATE, 1, "coach-0", amounts=HALF))
    (charge,) = delivered(year[0])
    assert (charge.part, charge.ticks, charge.cents) == (plan(SOLD).sessions[1].parts[0], 1, 90_000)
    assert ledger(*year).lines[0].quantity.delivered == 1


def test_the_last_word_on_a_slot_holds() -> None:
    first = said(Said.DELIVERED, 1, "coach-0")
    assert delivered(logged(first, said(Said.STRUCK, 1, "coach-0"))[0]) == ()
    assert len(delivered(logged(said(Said.STRUCK, 1, "coach-0"), first)[0])) == 1


def test_who_stands_in_has_no_slot_of_their_own() -> None:
    """Coach 2 led for coach 0, and a plan that follows the log says so."""
    year = logged(said(Said.DELIVERED, 1, "coach-2", planned_for="coach-0"))
    followed = [
        replace(placed, facilitators=("coach-2",)) if placed.id == "r/1" else placed
        for placed in year[1].sessions
    ]
    open_slots = awaited(year[0], Plan(tuple(followed)))
    assert [one.slot.session for one in open_slots] == ["r/0", "r/0", "r/2"]


def test_what_was_in_no_plan_is_delivered_and_lets_the_line_run_over() -> None:
    held = plan(SOLD).sessions[0].parts[0]
    extra = replace(
        said(Said.DELIVERED, 0, "coach-3", planned=None, amounts=Amounts(4, 360_000)),
        slot=Slot("", 0, "coach-3", held.start),
    )
    year = logged(extra)
    assert ledger(*year).lines[0].quantity == Balance(6, 3, 0, delivered=4, awaited=3)
    assert [over.quantity.unplanned for over in ledger(*year).over] == [-1]


def test_an_entry_lies_on_some_date() -> None:
    with pytest.raises(ValueError, match="without any date"):
        charge_of(logged()[0], said(Said.STRUCK, 0, "coach-0", planned=None))
