"""A baseline that follows the log, whatever is said of a slot and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sold import Sold, contract, line, plan, problem

from planner.domain.contract import LineUnit
from planner.domain.follow import following
from planner.domain.log import NOTHING, Amounts, Entry, Said, Slot
from planner.domain.placement import Part, PlacedSession
from planner.domain.problem import HALF_DAY, LengthUnit, Problem

DAYS = contract(line("pd", LineUnit.COACH_DAYS, 40, 180_000))
TWO_DAYS = replace(HALF_DAY, unit=LengthUnit.DAYS, amount=2)
SOLD = [Sold("pd", HALF_DAY, team=2), Sold("pd", TWO_DAYS)]
BEFORE = plan(SOLD).placed
DAY = 1440


def said(session: str, by: str, now: str, held: Part | None, part: int = 1) -> Entry:
    return Entry(
        entered=date(2026, 2, 28),
        month="2026-02",
        said=Said.DELIVERED if held else Said.STRUCK,
        slot=Slot(session, part, by),
        planned=BEFORE[session].parts[part - 1],
        expected=Amounts(1, 90_000),
        held=held,
        facilitator=now,
        line="pd",
        amounts=NOTHING,
    )


def moved(part: Part, by: int) -> Part:
    return replace(part, start=part.start + by, end=part.end + by)


def logged(*entries: Entry) -> Problem:
    return replace(problem(DAYS, SOLD), log=entries)


def followed(*entries: Entry) -> dict[str, PlacedSession]:
    """Return the baseline after each entry in turn, as a folder is that is kept up to date."""
    found = dict(BEFORE)
    for number in range(1, len(entries) + 1):
        found = dict(following(logged(*entries[:number]), found))
    return found


def test_what_is_as_planned_stays() -> None:
    part = BEFORE["r/0"].parts[0]
    assert followed(said("r/0", "coach-0", "coach-0", part)) == BEFORE


def test_date_and_people_are_those_of_the_log() -> None:
    part = moved(BEFORE["r/0"].parts[0], DAY)
    held = followed(said("r/0", "coach-0", "coach-3", part))["r/0"]
    assert (held.parts, held.facilitators) == ((part,), ("coach-1", "coach-3"))


def test_a_later_word_takes_the_place_of_the_first() -> None:
    part = BEFORE["r/0"].parts[0]
    first = said("r/0", "coach-0", "coach-3", moved(part, DAY))
    then = said("r/0", "coach-0", "coach-2", moved(part, 2 * DAY))
    held = followed(first, then)["r/0"]
    assert (held.parts, held.facilitators) == ((moved(part, 2 * DAY),), ("coach-1", "coach-2"))


def test_what_is_struck_after_all_is_back_where_it_was_planned() -> None:
    first = said("r/0", "coach-0", "coach-3", moved(BEFORE["r/0"].parts[0], DAY))
    assert followed(first, said("r/0", "coach-0", "coach-0", None)) == BEFORE


def test_two_who_change_places_both_stay() -> None:
    part = BEFORE["r/0"].parts[0]
    pair = said("r/0", "coach-0", "coach-1", part), said("r/0", "coach-1", "coach-0", part)
    assert followed(*pair) == BEFORE


def test_one_day_of_several_moves_alone_and_never_past_another() -> None:
    first, second = BEFORE["r/1"].parts
    late = said("r/1", "coach-0", "coach-0", moved(second, DAY), part=2)
    assert followed(late)["r/1"].parts == (first, moved(second, DAY))
    past = said("r/1", "coach-0", "coach-0", moved(second, -2 * DAY), part=2)
    assert followed(past)["r/1"].parts == (first, second)


def test_without_a_record_what_is_wholly_logged_is_history() -> None:
    first, second = BEFORE["r/1"].parts
    one = said("r/1", "coach-0", "coach-2", first)
    assert following(logged(one), {}) == {}
    both = logged(one, said("r/1", "coach-0", "coach-2", second, part=2))
    assert following(both, {})["r/1"] == replace(BEFORE["r/1"], facilitators=("coach-2",))
