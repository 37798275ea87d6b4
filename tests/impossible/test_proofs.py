"""No false alarm: whatever is called impossible, the search leaves something promised over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given, reject, settings
from hypothesis import strategies as st
from tiny import FRAME, WEEK, best, found, is_left_over, problem_of

from planner.domain.facts.trips import site_trips
from planner.domain.problem import Problem
from planner.errors import BadInputError

WINDOWS = ("2025-10-06", "2025-10-06/2025-10-07", "2025-10-07/2025-10-10", "2025-10-06/2025-10-15")
LENGTHS = ("50", "90", "180", '"half-day"', '"full-day"', '"2 days"')
EXTRAS = (
    "same_facilitator = true",
    "gap = { min = 2 }",
    "gap = { min = 1, max = 2 }",
    "gap = { min = 4, max = 5 }",
    'weekdays = ["Mon", "Thu"]',
    'half = "AM"',
    'skills = ["math"]',
    "facilitators = 2",
    'facilitators = ["coach-b"]',
    'type = "one-to-one"',
)
LINKS = (
    *("", 'after = "r0"\n', 'after = { r0 = "2 school days" }\n', 'needs = { r0 = "1 day" }\n'),
    'same_facilitator = "r0"\n',
)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Two coaches with any caps and leave, a few closed days, and a line."""
    text = FRAME
    for coach in ("[facilitators.coach-a]\n", "[facilitators.coach-b]\n"):
        caps = draw(st.sampled_from(("", "week = 0.5", "week = 1", "year = 1.5", "month = 2")))
        leave = draw(st.sampled_from(("", "2025-10-06", "2025-10-07/2025-10-08")))
        own = f"max_days = {{ {caps} }}\n" if caps else ""
        own += f'leave = ["{leave}"]\n' if leave else ""
        text = text.replace(coach, coach + own)
    closed = draw(st.lists(st.sampled_from(("2025-10-06", "2025-10-08", "2025-10-10")), min_size=1))
    days = draw(st.integers(1, 4))
    return (
        text
        + f"""
[calendar]
closed = {closed}
[contract]
client = "District"
total = {days}_000
[contract.lines.days]
coach_days = {days}
rate = 1_000
"""
    )


@st.composite
def requests(draw: st.DrawFn, number: int) -> str:
    """One request: its people, its number, its length, and what else may be asked."""
    who = ('audience = "G1"', 'each = ["G1", "G2"]', 'audience = "all"')
    visits = 'visits = [["G1"], ["G2"], ["all"]]'
    times = ("", "count = 2", "count = 4", 'count = "1-3"')
    if draw(st.booleans()):
        form = (draw(st.sampled_from(who)), draw(st.sampled_from(times)))
    else:
        form = (visits, draw(st.sampled_from(("", "ordered = false"))))
    extras = draw(st.lists(st.sampled_from(EXTRAS), max_size=2, unique_by=lambda one: one[:5]))
    lines = (
        f"[requests.r{number}]",
        *form,
        f"length = {draw(st.sampled_from(LENGTHS))}",
        f'window = "{draw(st.sampled_from(WINDOWS))}"',
        f'line = "{draw(st.sampled_from(("days", "none")))}"',
        *extras,
    )
    return "\n".join(filter(None, lines)) + "\n"


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    number = draw(st.integers(1, 2))
    text = "".join(draw(requests(each)) for each in range(number))
    if number > 1:
        text += draw(st.sampled_from(LINKS))
    frame = draw(frames())
    with TemporaryDirectory() as folder:
        try:
            return problem_of(Path(folder), text, frame)
        except BadInputError:
            reject()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_what_is_impossible_is_left_over(problem: Problem) -> None:
    said = found(problem)
    event("silent" if not said else "warned of")
    assert not said or is_left_over(problem), said


@st.composite
def kept(draw: st.DrawFn) -> Problem:
    """A series, and perhaps another, that keep one facilitator of two who are away in turn."""
    frame, away = FRAME, draw(st.lists(st.sampled_from("abab "), min_size=5, max_size=5))
    for coach in "ab":
        days = [f"2025-10-{day:02d}" for day, who in enumerate(away, start=6) if who == coach]
        leave = f"leave = {days}\n" if days else ""
        cap = draw(st.sampled_from(("", "max_days = { week = 1 }\n", "max_days = { year = 2 }\n")))
        heading = f"[facilitators.coach-{coach}]\n"
        frame = frame.replace(heading, heading + leave + cap)
    gap = draw(st.sampled_from(("", "gap = { min = 2 }\n", "gap = { min = 1, max = 3 }\n")))
    text = f"""
[requests.r0]
audience = "G1"
count = {draw(st.integers(2, 4))}
{gap}length = {draw(st.sampled_from(LENGTHS))}
{WEEK}
same_facilitator = true
"""
    if draw(st.booleans()):
        text += '[requests.r1]\nlike = "r0"\ncount = 1\nsame_facilitator = "r0"\n'
    with TemporaryDirectory() as folder:
        return problem_of(Path(folder), text, frame)


@settings(max_examples=30, deadline=None)
@given(kept())
def test_nor_when_facilitators_are_kept(problem: Problem) -> None:
    said = found(problem)
    event("silent" if not said else "warned of")
    assert not said or is_left_over(problem), said


@settings(max_examples=30, deadline=None)
@given(problems(), st.integers(0, 12))
def test_nor_when_some_of_it_has_happened(problem: Problem, days: int) -> None:
    plan = best(problem)
    today = problem.today.replace(day=30).toordinal() + days
    later = replace(
        problem, today=type(problem.today).fromordinal(today), baseline=dict(plan.placed)
    )
    said = found(later)
    event("silent" if not said else "warned of")
    assert not said or is_left_over(later), said


@settings(max_examples=30, deadline=None)
@given(problems())
def test_no_plan_makes_fewer_trips_than_the_least(problem: Problem) -> None:
    for at in site_trips(problem, best(problem)):
        assert len(at.trips) >= at.least
