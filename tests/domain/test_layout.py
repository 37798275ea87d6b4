"""Where the sessions of a visit lie: every start of one Monday, in minutes after midnight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import DAY, ZONE, follow_up, minutes, problem, session, visit, window

from planner.domain.clock import Block, moment
from planner.domain.layout import options
from planner.domain.problem import Day, Session

FOUR_HOURS = Day(Block(480, 720), Block(780, 1020), break_minutes=5, grain_minutes=30)
Clock = tuple[int, int]


def stretches(day: Day, *sessions: Session) -> list[tuple[Clock, ...]]:
    """Return the start and end of each session, for each start there is on one date."""
    asked = visit("v", *sessions, window=window(0, 0))
    year = problem(asked, day=day)
    return [
        tuple((_minute(part.start), _minute(part.end)) for part in option.all_parts)
        for option in options(year.engagement, asked)
    ]


def _minute(at: int) -> int:
    clock = moment(at, ZONE)
    return clock.hour * 60 + clock.minute


def test_a_follow_up_begins_when_the_break_is_over() -> None:
    """60 + 10 + 20 minutes of a half of two hours: it may start at 08:30 and at 09:00."""
    assert stretches(DAY, session("v", minutes(60)), follow_up("v", minutes(20))) == [
        ((510, 570), (580, 600)),
        ((540, 600), (610, 630)),
        ((690, 750), (760, 780)),
        ((720, 780), (790, 810)),
    ]


def test_a_follow_up_slips_into_no_other_half() -> None:
    """60 + 10 + 51 minutes are longer than a half; without `then` the second goes to the PM."""
    first = session("v", minutes(60))
    assert stretches(DAY, first, follow_up("v", minutes(51))) == []
    assert ((510, 570), (690, 741)) in stretches(DAY, first, session("w", minutes(51)))


@pytest.mark.parametrize("pm", [630, 640])
def test_nor_where_the_afternoon_begins_as_the_break_ends(pm: int) -> None:
    """Halves next to each other: a session until the end of the morning has no follow-up."""
    day = replace(DAY, pm=Block(pm, pm + 60))
    assert stretches(day, session("v", minutes(110)), follow_up("v", minutes(20))) == []


def test_two_sessions_with_follow_ups_fill_a_half_of_four_hours() -> None:
    """90 + 5 + 20 + 5 + 90 + 5 + 20 minutes are 235: from 08:00, and from 13:00."""
    pair = [
        one for id in ("v", "w") for one in (session(id, minutes(90)), follow_up(id, minutes(20)))
    ]
    together = [found for found in stretches(FOUR_HOURS, *pair) if found[-1][1] <= 720]
    assert together == [((480, 570), (575, 595), (600, 690), (695, 715))]


def test_a_session_after_a_follow_up_starts_on_the_raster_again() -> None:
    """The follow-up ends at 10:00 and the break at 10:10, on no raster of 30: it is 10:30."""
    sessions = session("v", minutes(60)), follow_up("v", minutes(20)), session("w", minutes(5))
    assert stretches(replace(DAY, am=Block(510, 660)), *sessions)[0] == (
        (510, 570),
        (580, 600),
        (630, 635),
    )
