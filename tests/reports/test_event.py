"""Whom and what an event may speak of, once its session has left the scenario."""

from __future__ import annotations

from dataclasses import replace

from handmade import problem

from planner.domain.problem import Problem
from planner.reports.event import Announcer


def with_debriefs() -> Problem:
    """Return the year in which cycle 1 has debriefs that are not confidential."""
    year = problem()
    requests = year.engagement.requests
    cycle = replace(requests["cycle-1"], follow_up=replace(requests["cycle-1"], title="Debrief"))
    told = {**requests, "cycle-1": cycle}
    return replace(year, engagement=replace(year.engagement, requests=told))


def test_a_session_that_left_is_for_whom_its_id_names() -> None:
    assert Announcer(problem()).audience("cycle-1/1/GK") == ("GK",)


def test_a_follow_up_that_left_is_not_for_whom_its_session_was() -> None:
    assert Announcer(problem()).audience("cycle-1/1/GK/then") == ()


def test_a_follow_up_that_left_is_confidential_unless_others_are_not() -> None:
    assert Announcer(problem()).is_confidential("cycle-1/1/GK/then")
    assert not Announcer(with_debriefs()).is_confidential("cycle-1/1/GK/then")
