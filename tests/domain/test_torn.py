"""A visit that the log tears apart: the order of sessions stays, and so does every bond."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sold import Sold, problem

from planner.domain.clock import instant
from planner.domain.links import SameTeam
from planner.domain.log import NOTHING, Entry, Said, Slot
from planner.domain.placement import Part
from planner.domain.problem import HALF_DAY, Continuity, Problem, Series
from planner.domain.torn import torn

MONDAY, TUESDAY = date(2025, 10, 6), date(2025, 10, 7)


def of_two_visits() -> Problem:
    """Return a year of one visit of two sessions, and another of one, that share their team."""
    year = problem(None, [Sold(None, HALF_DAY)] * 3)
    first, second, third = year.visits
    pair = replace(first, sessions=first.sessions + second.sessions)
    series = Series(
        "r", (0, 1), ordered=True, interchangeable=False, gap_days=None, continuity=Continuity.FREE
    )
    bond = SameTeam(0, 1)
    return replace(year, visits=(pair, third), series=(series,), same_team=(bond,))


def held(session: str, on: date, by: str = "coach-0") -> Entry:
    """Return what was said of a session that was planned on a Monday."""
    year = problem(None, [])
    zone = year.engagement.zone
    planned, was = (Part(instant(day, 510, zone), instant(day, 690, zone)) for day in (MONDAY, on))
    slot = Slot(session, 1, "coach-0")
    return Entry(MONDAY, "2025-10", Said.DELIVERED, slot, planned, NOTHING, was, by, None, NOTHING)


def test_what_is_held_together_stays_together() -> None:
    year = of_two_visits()
    as_planned = replace(year, log=(held("r/0", MONDAY), held("r/1", MONDAY)))
    assert torn(as_planned) == as_planned
    both_moved = replace(year, log=(held("r/0", TUESDAY), held("r/1", TUESDAY)))
    assert torn(both_moved) == both_moved


def test_what_is_held_apart_has_a_visit_of_its_own_right_behind() -> None:
    for entry in (held("r/1", TUESDAY), held("r/0", MONDAY, by="coach-1")):
        year = torn(replace(of_two_visits(), log=(entry,)))
        assert [one.id for one in year.visits] == ["r/0", "r/1", "r/2"]
        assert list(year.sessions) == ["r/0", "r/1", "r/2"]
        assert year.series[0].visits == (0, 2)
        assert year.same_team == (SameTeam(0, 2),)
