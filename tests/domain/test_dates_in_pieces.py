"""Dates that are charged together, whose rows are handed in apart, corrected, and read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from handed_in import TODAY, at, claim, weighed, with_log
from hypothesis import given
from hypothesis import strategies as st
from sold import ZONE, Sold, contract, line, minutes, problem

from planner.domain.booked import booked
from planner.domain.charge import cents
from planner.domain.claim import Claim
from planner.domain.clock import instant, moment
from planner.domain.contract import Billing, LineUnit
from planner.domain.delivery import Awaited, slots
from planner.domain.log import Amounts, Closing, Said, Slot, last_words
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import HALF_DAY, Length, Mode, Problem
from planner.domain.reconcile import Reconciled

MONDAY = date(2026, 2, 2)
APRIL = date(2026, 4, 1)
A_DAY = Billing(on_site_minimum_ticks=4, day_cap_ticks=4)
"""A date on site is a coach-day, no less and no more; it has four ticks of $450.00."""


@dataclass(frozen=True)
class On:
    """A session on a line, from a minute of a date on, in person unless it is said otherwise."""

    line: str
    start: int
    length: Length = HALF_DAY
    day: date = MONDAY
    mode: Mode = Mode.IN_PERSON
    who: str = "coach-0"


A, B = On("pd", 510), On("plc", 750)
"""A half-day of each of two lines, before and after lunch."""


def year(billing: Billing, *sessions: On) -> tuple[Problem, Sequence[Awaited]]:
    """Return a year with sessions on lines of which the first is pd, and their slots in order."""
    lines = (line(id, LineUnit.COACH_DAYS, 99, 180_001 - n) for n, id in enumerate(("pd", "plc")))
    terms = replace(contract(*lines, ticks_per_day=4), billing=billing)
    case = problem(terms, [Sold(one.line, one.length) for one in sessions])
    visits = (replace(v, modes=(one.mode,)) for v, one in zip(case.visits, sessions, strict=True))
    case = replace(case, visits=tuple(visits))
    placed = [_placed(number, one) for number, one in enumerate(sessions)]
    placed.sort(key=lambda one: (one.start, one.id))
    found = {one.slot.session: one for one in slots(case, Plan(tuple(placed)))}
    return case, [found[f"r/{number}"] for number in range(len(sessions))]


def _placed(number: int, one: On) -> PlacedSession:
    start = instant(one.day, one.start, ZONE)
    long = 180 if one.length == HALF_DAY else one.length.amount
    return PlacedSession(f"r/{number}", (Part(start, start + long),), (one.who,), one.mode)


def ticks(case: Problem, rows: Sequence[Awaited]) -> list[int]:
    """Return what the last words on some slots charge, in quarters of a day."""
    words = last_words(case.log)
    return [words[one.slot].amounts.quantity for one in rows]


def changes(found: Reconciled) -> list[tuple[str, int, int]]:
    """Return what is charged anew along with others: the session, in ticks before and now."""
    return [
        (one.entry.slot.session, one.before.amounts.quantity, one.entry.amounts.quantity)
        for one in found.along
    ]


@pytest.mark.parametrize(
    ("billing", "planned", "alone"),
    [(A_DAY, [2, 2], 4), (Billing(day_cap_ticks=2), [2, 0], 2)],
)
def test_rows_of_a_date_handed_in_apart_charge_what_they_do_together(
    billing: Billing, planned: list[int], alone: int
) -> None:
    """The second half-day alone is all there is, until the first is known."""
    case, (first, second) = year(billing, A, B)
    assert [first.amounts.quantity, second.amounts.quantity] == planned
    logged = with_log(case, [claim(second)])
    assert ticks(logged, [second]) == [alone]
    found = weighed(logged, [claim(first)])
    assert changes(found) == [("r/1", alone, planned[1])]
    both = with_log(logged, [claim(first)])
    assert ticks(both, [first, second]) == planned
    assert weighed(both, [claim(first)]) == Reconciled((), 1, 0, ())
    assert weighed(both, [claim(second)]) == Reconciled((), 1, 0, ())


@pytest.mark.parametrize(
    ("billing", "shorter", "charged"),
    [
        (Billing(day_cap_ticks=2), 0, [1, 1]),
        (Billing(on_site_minimum_ticks=4), 1, [3, 1]),
        (A_DAY, 1, [3, 1]),
    ],
)
def test_a_correction_handed_in_alone_charges_the_other_row_of_its_date_anew(
    billing: Billing, shorter: int, charged: list[int]
) -> None:
    case, rows = year(billing, A, B)
    logged = with_log(case, map(claim, rows))
    corrected = claim(rows[shorter], held=at(rows[shorter].part, 0, 90))
    other = rows[1 - shorter]
    found = weighed(logged, [corrected])
    assert changes(found) == [
        (other.slot.session, other.amounts.quantity, charged[1 - shorter]),
    ]
    logged = with_log(logged, [corrected])
    assert ticks(logged, rows) == charged
    whole = [corrected, claim(other)]
    assert weighed(logged, whole) == Reconciled((), 2, 0, ())


def test_a_date_that_something_leaves_is_charged_anew_as_well() -> None:
    """Half a day of each line; what moves by a day leaves a whole day to the other."""
    case, rows = year(A_DAY, A, B)
    logged = with_log(case, map(claim, rows))
    moved = claim(rows[0], held=at(rows[0].part, 1440, 180))
    assert changes(weighed(logged, [moved])) == [("r/1", 2, 4)]
    stood_in = claim(rows[0], facilitator="coach-1")
    assert changes(weighed(logged, [stood_in])) == [("r/1", 2, 4)]
    assert ticks(with_log(logged, [moved]), rows) == [4, 4]


def test_what_a_cap_left_nothing_of_is_charged_once_there_is_room() -> None:
    """Cancelled late, the second half-day is charged; the cap leaves it nothing at first."""
    case, rows = year(Billing(day_cap_ticks=2, charges_cancelled=True), A, B)
    late = claim(rows[1], said=Said.CANCELLED_LATE, held=None)
    logged = with_log(case, [claim(rows[0]), late])
    assert ticks(logged, rows) == [2, 0]
    struck = claim(rows[0], said=Said.STRUCK, held=None)
    assert changes(weighed(logged, [struck])) == [("r/1", 0, 2)]


def test_what_is_charged_at_one_time_is_split_in_one_order() -> None:
    """Three ticks for two half-days at the same time, one of them cancelled late."""
    case, rows = year(Billing(day_cap_ticks=3, charges_cancelled=True), A, replace(B, line="pd"))
    late = claim(rows[0], said=Said.CANCELLED_LATE, held=None)
    earlier = claim(rows[1], held=rows[0].part)
    for first, second in ((late, earlier), (earlier, late)):
        assert ticks(with_log(with_log(case, [first]), [second]), rows) == [2, 1]


def test_what_was_agreed_stays_until_its_own_row_is_handed_in_anew() -> None:
    """Three short sessions of a line, a tick each; of the first $100.00 less was agreed."""
    short = [On("pd", start, minutes(60)) for start in (510, 570, 630)]
    case, rows = year(Billing(day_cap_ticks=4), *short)
    agreed = claim(rows[0], cents=35_000)
    logged = with_log(case, [agreed])
    assert last_words(logged.log)[rows[0].slot].amounts == Amounts(1, 35_000)
    logged = with_log(logged, [claim(rows[1])])
    found = weighed(logged, [claim(rows[2])])
    logged = with_log(logged, [claim(rows[2])])
    assert found.along == ()
    words = last_words(logged.log)
    charged = [words[one.slot].amounts.cents for one in rows]
    together = with_log(case, [agreed, *map(claim, rows[1:])])
    words = last_words(together.log)
    assert charged == [words[one.slot].amounts.cents for one in rows]
    assert charged[0] == 35_000
    assert weighed(logged, [agreed]) == Reconciled((), 1, 0, ())
    anew = with_log(logged, [claim(rows[0])])
    assert last_words(anew.log)[rows[0].slot].amounts == Amounts(1, 45_001)


def test_what_was_in_no_plan_charges_a_date_on_site_where_it_was() -> None:
    """It has a site, whatever the first request of the year is."""
    case, (one,) = year(Billing(on_site_minimum_ticks=4), replace(A, mode=Mode.VIRTUAL))
    held = replace(at(one.part, 1440, 90), site="school")
    slot = Slot("", 0, "coach-1", held.start)
    unplanned = claim(one, slot=slot, planned=None, held=held, facilitator="coach-1")
    (entry,) = weighed(case, [replace(unplanned, expected=Amounts(0, 0))]).entries
    assert entry.amounts.quantity == 4


def test_what_was_signed_stays_and_what_is_charged_along_counts_with_the_correction() -> None:
    case, rows = year(A_DAY, A, B)
    logged = with_log(case, map(claim, rows))
    closed = replace(logged, log=(*logged.log, Closing(TODAY, "2026-02")))
    shorter = claim(rows[1], held=at(rows[1].part, 0, 90))
    (trouble,) = weighed(closed, [shorter], APRIL).troubles
    assert trouble.hint == 'to correct it all the same, write "correction: as planned"'
    asked = replace(shorter, corrects=True)
    assert [one.entry.month for one in weighed(closed, [asked], APRIL).along] == ["2026-04"]
    corrected = with_log(closed, [asked], APRIL)
    assert ticks(corrected, rows) == [3, 1]
    signed = {one.month: (one.ticks, one.cents) for one in booked(logged)}
    (february, april) = booked(corrected)
    assert {"2026-02": (february.ticks, february.cents)} == signed
    assert (april.month, april.ticks) == ("2026-04", 0)
    assert weighed(corrected, [claim(rows[0]), asked], APRIL) == Reconciled((), 2, 0, ())
    assert weighed(corrected, map(claim, rows), APRIL) == Reconciled((), 1, 1, ())


def test_a_correction_of_what_was_charged_along_may_say_what_was_signed() -> None:
    """Nobody said it anew when it was charged anew, so that it is still news later."""
    case, rows = year(A_DAY, A, B)
    logged = with_log(case, map(claim, rows))
    logged = replace(logged, log=(*logged.log, Closing(TODAY, "2026-02")))
    shorter = claim(rows[1], held=at(rows[1].part, 0, 90), corrects=True)
    struck = claim(rows[0], said=Said.STRUCK, held=None, corrects=True)
    held = claim(rows[0], corrects=True)
    for said in (shorter, struck, held):
        logged = with_log(logged, [said], APRIL)
    assert ticks(logged, rows) == [3, 1]


def test_what_leaves_a_signed_date_must_say_so_even_from_an_open_month() -> None:
    """Corrected into March, the first half-day is open; the second it was charged with is not."""
    case, rows = year(A_DAY, A, B)
    logged = with_log(case, [claim(rows[1])])
    logged = replace(logged, log=(*logged.log, Closing(TODAY, "2026-02")))
    logged = with_log(logged, [claim(rows[0], corrects=True)], APRIL)
    moved = claim(rows[0], held=at(rows[0].part, 28 * 1440, 180))
    (trouble,) = weighed(logged, [moved], APRIL).troubles
    assert (trouble.claim, trouble.column) == (0, "status")
    assert trouble.message == (
        "2026-02 was closed on 2026-03-02, and r/1 would be charged anew with this"
    )
    asked = replace(moved, corrects=True)
    assert [one.month for one in weighed(logged, [asked], APRIL).entries] == ["2026-03"]
    assert ticks(with_log(logged, [asked], APRIL), rows) == [4, 4]
    all_closed = replace(logged, log=(*logged.log, Closing(APRIL, "2026-05")))
    (trouble,) = weighed(all_closed, [asked], date(2026, 5, 1)).troubles
    assert "2026-05, in which a correction of today would count, is closed too" in trouble.message


CLOCKS = (510, 570, 630, 750, 810, 870)
"""Each session of a drawn date has a clock time of its own, so that nothing can clash."""

BILLINGS = st.builds(
    Billing,
    share_halves=st.booleans(),
    on_site_minimum_ticks=st.sampled_from([0, 2, 3]),
    day_cap_ticks=st.sampled_from([None, 3, 4]),
    charges_cancelled=st.booleans(),
).filter(lambda one: one.is_by_date)


@st.composite
def dates(draw: st.DrawFn) -> tuple[Problem, Sequence[Awaited]]:
    """Draw two dates under terms for dates, each session at a time of its own."""
    sessions = [
        On(
            line=draw(st.sampled_from(["pd", "plc"])),
            start=start,
            length=minutes(draw(st.sampled_from([40, 60]))),
            day=MONDAY + timedelta(draw(st.integers(0, 1))),
            mode=draw(st.sampled_from([Mode.IN_PERSON, Mode.VIRTUAL])),
            who=draw(st.sampled_from(["coach-0", "coach-1"])),
        )
        for start in CLOCKS[: draw(st.integers(2, 6))]
    ]
    return year(draw(BILLINGS), *sessions)


@st.composite
def words(draw: st.DrawFn, rows: Sequence[Awaited]) -> list[Claim]:
    """Draw what is said of each slot."""
    said: list[Claim] = []
    for one in rows:
        back = 1440 if moment(one.part.start, ZONE).date() == MONDAY else -1440
        as_planned = claim(one)
        ways = [
            as_planned,
            replace(as_planned, held=at(one.part, 0, 25)),
            replace(as_planned, held=at(one.part, back, one.part.minutes)),
            replace(as_planned, facilitator="coach-1"),
            replace(as_planned, said=Said.STRUCK, held=None),
            replace(as_planned, said=Said.CANCELLED_LATE, held=None),
        ]
        said.append(draw(st.sampled_from(ways)))
    return said


@st.composite
def pieces(draw: st.DrawFn, said: Sequence[Claim]) -> list[Sequence[Claim]]:
    """Draw an order of what is said, and where it is cut into files."""
    order = draw(st.permutations(said))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1))))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def charged(case: Problem) -> Mapping[Slot, Amounts]:
    return {slot: entry.amounts for slot, entry in last_words(case.log).items()}


@given(dates(), st.data())
def test_in_whatever_pieces_and_order_the_same_rows_charge_the_same(
    drawn: tuple[Problem, Sequence[Awaited]], data: st.DataObject
) -> None:
    case, rows = drawn
    final = data.draw(words(rows))
    together = with_log(case, final)
    logged = case
    earlier = data.draw(st.lists(words(rows), max_size=1))
    files = [file for said in (*earlier, final) for file in data.draw(pieces(said))]
    for file in files:
        logged = with_log(logged, file)
        assert weighed(logged, file) == Reconciled((), len(file), 0, ())
        check_sums(logged)
    assert charged(logged) == charged(together)
    assert weighed(logged, final) == Reconciled((), len(final), 0, ())


@given(dates(), st.data())
def test_what_was_signed_stays_whatever_is_corrected_in_whatever_pieces(
    drawn: tuple[Problem, Sequence[Awaited]], data: st.DataObject
) -> None:
    case, rows = drawn
    logged = with_log(case, data.draw(words(rows)))
    (signed,) = booked(logged)
    logged = replace(logged, log=(*logged.log, Closing(TODAY, signed.month)))
    final = [replace(one, corrects=True) for one in data.draw(words(rows))]
    for file in data.draw(pieces(final)):
        unasked = weighed(logged, [replace(one, corrects=False) for one in file], APRIL)
        assert {entry.month for entry in unasked.entries} <= {"2026-04"}
        assert len(unasked.troubles) == len(unasked.entries)
        logged = with_log(logged, file, APRIL)
        check_sums(logged)
        assert booked(logged)[0] == replace(signed, closed=str(TODAY))
    assert charged(logged) == charged(with_log(case, final))


def check_sums(case: Problem) -> None:
    """Check that no date is beyond its cap, and that rows add up to the price of their days."""
    terms = case.engagement.contract
    assert terms is not None
    by_date: dict[tuple[str, date], dict[str, Amounts]] = defaultdict(dict)
    for entry in last_words(case.log).values():
        part = entry.held or entry.planned
        assert part is not None
        assert entry.line is not None
        sums = by_date[entry.facilitator, moment(part.start, ZONE).date()]
        sums[entry.line] = sums.get(entry.line, Amounts(0, 0)) + entry.amounts
    for sums in by_date.values():
        whole = sum(one.quantity for one in sums.values())
        assert whole == terms.billing.capped(whole)
        for id, one in sums.items():
            assert one.cents == cents(terms.lines[id], terms, one.quantity)
    months = booked(case)
    assert sum(one.cents for one in months) == sum(one.cents for one in charged(case).values())
