"""Offerings with too few seats are told of before anything is solved, and planned all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tiny import FRAME, best, found, problem_of

from planner.domain.seats import least_people, shortages

LAUNCH = """
[requests.launch]
audience  = {audience}
offerings = {{ count = {count}, capacity = {capacity} }}
window    = "2025-10-06/2025-10-10"
length    = "half-day"
{more}
"""
TOLD = "launch: 2 offerings with 10 seats each seat 20, and 24 people attend: 4 too many"


def launch(count: int, capacity: int, audience: str = '"G1"', more: str = "") -> str:
    return LAUNCH.format(audience=audience, count=count, capacity=capacity, more=more)


def sized(**sizes: int) -> str:
    """The frame, with sizes for some of its audiences; all includes the two grades."""
    text = FRAME.partition("[audiences]")[0]
    inside = {"all": 'includes = ["G1", "G2"]'}
    for id in ("G1", "G2", "all"):
        keys = [inside.get(id, f'title = "{id}"')]
        keys += [f"size = {sizes[id]}"] if id in sizes else []
        text += "\n".join([f"[audiences.{id}]", *keys, ""])
    return text


@pytest.mark.parametrize(
    ("sizes", "audience", "people"),
    [
        ({}, ("G1",), 0),
        ({"G1": 7}, ("G1",), 7),
        ({"G1": 7, "G2": 5}, ("G1", "G2"), 12),
        ({"all": 30}, ("all",), 30),
        ({"G1": 7, "G2": 5}, ("all",), 12),  # nobody said the size of all: those inside add up
        ({"G1": 7, "all": 30}, ("all",), 30),  # some of the thirty are G1
        ({"G1": 7, "all": 30}, ("all", "G1"), 30),  # the same people twice
        ({"G1": 40, "all": 30}, ("all",), 40),  # not fewer than are inside
    ],
)
def test_how_many_people_attend_at_least(
    tmp_path: Path, sizes: dict[str, int], audience: tuple[str, ...], people: int
) -> None:
    problem = problem_of(tmp_path, launch(2, 1), sized(**sizes))
    assert least_people(problem.engagement, audience) == people


def test_too_few_seats_are_told_with_their_numbers(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, launch(2, 10), sized(G1=24))
    assert found(problem) == [TOLD]
    assert len(best(problem).placed) == 2


@pytest.mark.parametrize(("count", "capacity"), [(3, 8), (2, 12), (2, 13)])
def test_enough_seats_are_not_told_of(tmp_path: Path, count: int, capacity: int) -> None:
    assert found(problem_of(tmp_path, launch(count, capacity), sized(G1=24))) == []


def test_what_is_optional_need_seat_nobody(tmp_path: Path) -> None:
    assert found(problem_of(tmp_path, launch(2, 1, more="optional = true"), sized(G1=24))) == []


def test_seats_are_told_of_until_all_offerings_have_taken_place(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, launch(2, 10), sized(G1=24))
    first, last = best(problem).sessions
    zone = problem.engagement.zone
    between = replace(problem, today=last.date(zone), baseline={first.id: first})
    over = replace(problem, today=problem.engagement.last, baseline=best(problem).placed)
    assert [short.people for short in shortages(between)] == [24]
    assert list(shortages(over)) == []


def test_too_few_seats_and_too_few_dates_are_both_told(tmp_path: Path) -> None:
    text = launch(2, 10).replace("2025-10-06/2025-10-10", "2025-10-06/2025-10-06")
    dates, seats = found(problem_of(tmp_path, text, sized(G1=24)))
    assert dates.startswith("launch: 2 visits on different dates, in order, and 1 date on which")
    assert seats == TOLD
