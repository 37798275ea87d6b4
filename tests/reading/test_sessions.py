"""[sessions]: what is a mistake, what is a warning, and what either says."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios import messages, reading, with_base

REQUEST = """
[requests.plc]
each       = ["G1", ["G2", "G3"]]
window     = "2025-10"
weekdays   = ["Tue"]
half       = "AM"
any_of     = ["coach-b"]

[requests.cycle]
visits = [["G1", "G2"]]
"""


def scenario(*lines: str, id: str = "plc/G1") -> str:
    return with_base("\n".join((REQUEST, f'[sessions."{id}"]', *lines)))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (('status = "deliverd"',), '"deliverd" is not one of "confirmed", "delivered"'),
        (('status = "delivered"',), "on: is missing; expected the date of what is delivered"),
        (('status = "missed"',), "on: is missing; expected the date of what is missed"),
        (("on = 2026-08-01",), "lies outside the contract's dates, 2025-08-01 to 2026-06-30"),
        (
            ("on = 2025-10-07", 'window = "2025-10-08/2025-10-20"'),
            "2025-10-07 lies outside the window written beside it, 2025-10-08/2025-10-20",
        ),
        (('facilitators = ["coach-z"]',), 'there is no facilitator "coach-z"'),
        (("dates = 2025-10-07",), "is not a key here"),
    ],
)
def test_a_mistake(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    (message,) = messages(tmp_path, scenario(*lines))
    assert said in message


def test_an_id_that_no_session_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    (message,) = messages(tmp_path, scenario("on = 2025-10-07", id="plc/G2+G4"))
    assert message == 'sessions."plc/G2+G4": there is no session "plc/G2+G4"'


def test_one_visit_has_one_date(tmp_path: Path) -> None:
    text = scenario("on = 2025-10-07", id="cycle/G1") + '\n[sessions."cycle/G2"]\non = 2025-10-08'
    (message,) = messages(tmp_path, text)
    assert message.endswith("is not that of cycle/G1, which is held in the same visit")


def test_half_is_not_for_what_takes_both(tmp_path: Path) -> None:
    text = scenario('half = "PM"').replace("half       =", 'length = "full-day"\nhalf =')
    (message,) = messages(tmp_path, text)
    assert "half: is for sessions of a half or less" in message


def test_contradictions_of_the_request_are_told_in_numbers(tmp_path: Path) -> None:
    lines = ("on = 2025-11-03", 'half = "PM"', 'facilitators = ["coach-a", "coach-b"]')
    holds = "; what is written by hand holds"
    assert reading(tmp_path, scenario(*lines)).warnings == (
        f"plc/G1: on 2025-11-03 lies 3 days after the window of plc, 2025-10-01/2025-10-31{holds}",
        f"plc/G1: on 2025-11-03 is a Monday, none of the weekdays of plc{holds}",
        f"plc/G1: half PM is not the AM of plc{holds}",
        f"plc/G1: is led by 2 instead of 1, and charges for each{holds}",
        f"plc/G1: coach-a is not among those who lead plc: coach-b{holds}",
    )


def test_a_make_up_is_measured_against_the_window_of_make_ups(tmp_path: Path) -> None:
    """It is due from 29 October to 25 November, whatever the window of its request."""
    missed = ("on = 2025-10-28", 'status = "missed"', '[sessions."plc/G1+1"]')
    window = reading(tmp_path, scenario(*missed, 'window = "2025-11-20/2025-11-30"')).warnings
    day = reading(tmp_path, scenario(*missed, "on = 2025-11-26")).warnings
    due, holds = "of make-ups in plc, 2025-10-29/2025-11-25", "; what is written by hand holds"
    assert window == (
        f"plc/G1+1: window 2025-11-20/2025-11-30 reaches outside the window {due}{holds}",
    )
    assert day[0] == f"plc/G1+1: on 2025-11-26 lies 1 day after the window {due}{holds}"


def test_what_is_written_by_hand_holds(tmp_path: Path) -> None:
    lines = ("on = 2025-11-03", 'half = "PM"', 'facilitators = ["coach-a", "coach-b"]')
    problem = reading(tmp_path, scenario(*lines)).problem
    visit = problem.visits[problem.visit_of["plc/G1"]]
    assert [str(day) for day in visit.rules.on] == ["2025-11-03"]
    assert visit.window.first.isoformat() == "2025-11-03"
    assert (visit.pool, visit.team) == (("coach-a", "coach-b"), 2)
    assert visit.sessions[0].half == "PM"
    assert not visit.rules.weekdays


def test_a_make_up_is_due_in_four_weeks_or_the_window(tmp_path: Path) -> None:
    for on, last in (("2025-10-28", "2025-11-25"), ("2025-10-02", "2025-10-31")):
        problem = reading(tmp_path, scenario(f"on = {on}", 'status = "missed"')).problem
        make_up = problem.visits[problem.visit_of["plc/G1+1"]]
        assert make_up.makes_up
        assert make_up.promised
        assert make_up.window.last.isoformat() == last


def test_a_visit_is_split_where_one_of_its_sessions_has_lapsed(tmp_path: Path) -> None:
    problem = reading(tmp_path, scenario('status = "cancelled"', id="cycle/G1")).problem
    assert problem.lapsed == {"cycle/G1"}
    staying = problem.visits[problem.visit_of["cycle/G2"]]
    assert [session.id for session in staying.sessions] == ["cycle/G2"]
    assert not problem.visits[problem.visit_of["cycle/G1"]].promised


FOLLOWED = """
[requests.plc]
each   = ["G1"]
length = 60
window = "2025-10"
[requests.plc.then]
title    = "Debrief"
audience = "G2"
length   = 20
"""


def test_a_follow_up_lapses_with_its_session_and_comes_with_what_makes_up_for_it(
    tmp_path: Path,
) -> None:
    said = '[sessions."plc/G1"]\non = 2025-10-07\nstatus = "missed"'
    problem = reading(tmp_path, with_base(f"{FOLLOWED}\n{said}")).problem
    assert problem.lapsed == {"plc/G1", "plc/G1/then"}
    assert [[one.id for one in visit.sessions] for visit in problem.visits] == [
        ["plc/G1", "plc/G1/then"],
        ["plc/G1+1", "plc/G1+1/then"],
    ]
    assert problem.sessions["plc/G1+1/then"].follows


def test_a_follow_up_alone_may_be_cancelled(tmp_path: Path) -> None:
    said = '[sessions."plc/G1/then"]\nstatus = "cancelled"'
    problem = reading(tmp_path, with_base(f"{FOLLOWED}\n{said}")).problem
    assert problem.lapsed == {"plc/G1/then"}
    assert [one.id for one in problem.visits[0].sessions] == ["plc/G1"]


def test_a_follow_up_alone_is_never_missed(tmp_path: Path) -> None:
    said = '[sessions."plc/G1/then"]\non = 2025-10-07\nstatus = "missed"'
    (message,) = messages(tmp_path, with_base(f"{FOLLOWED}\n{said}"))
    assert "is of a follow-up, which is never made up for without its session, plc/G1" in message
