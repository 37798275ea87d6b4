"""Each check on a scenario that just does not fit, and beside it the one that just does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kept import KEPT
from tiny import COACHES, FRAME, WEEK, Case, found, is_left_over, problem_of

from planner.candidates import candidates
from planner.impossible import impossible

CLOSED_WEEK = f'{FRAME}[calendar]\nclosed = ["2025-10-06/2025-10-10"]\n'

CASES = {
    **KEPT,
    "a window that is closed": Case(
        f"""
        [calendar]
        closed = ["2025-10-06/2025-10-10"]
        [requests.plc]
        audience = "G1"
        length = "half-day"
        {WEEK}
        """,
        "plc: it can start nowhere: of 10 starts in 2025-10-06/2025-10-10, 10 on a day that is "
        "not open for it",
        ('10-10"]', '10-09"]'),
    ),
    "a length that no date holds": Case(
        """
        [requests.institute]
        audience = "G1"
        length = "3 days"
        window = "2025-10-07/2025-10-08"
        """,
        "institute: it can start nowhere: nothing of this length fits into 2025-10-07/2025-10-08",
        ("3 days", "2 days"),
    ),
    "more visits in order than dates": Case(
        """
        [requests.cycle]
        visits = [["G1"], ["G2"], ["all"]]
        length = "half-day"
        window = "2025-10-06/2025-10-07"
        """,
        "cycle: 3 visits on different dates, in order, and 2 dates on which any can start: 2 fit",
        ("2025-10-07", "2025-10-08"),
    ),
    "more visits in any order than dates": Case(
        """
        [requests.cycle]
        visits = [["G1"], ["G2"], ["all"]]
        ordered = false
        length = "half-day"
        window = "2025-10-06/2025-10-07"
        """,
        "cycle: 3 visits on different dates, and 2 dates on which any can start: 2 fit",
        ("2025-10-07", "2025-10-08"),
    ),
    "gaps longer than the window": Case(
        """
        [requests.plc]
        audience = "G1"
        length = 60
        count = 3
        gap = { min = 7 }
        window = "2025-10-06/2025-10-17"
        """,
        "plc: 3 visits at least 7 days apart take 14 days; there are those from 2025-10-06 to "
        "2025-10-17, 11 days",
        ("10-17", "10-20"),
    ),
    "gaps that end on weekends": Case(
        """
        [requests.plc]
        audience = "G1"
        length = 60
        count = 2
        gap = { min = 5, max = 6 }
        weekdays = ["Wed"]
        window = "2025-10-06/2025-10-17"
        """,
        "plc: 2 visits 5 to 6 days apart do not fit from 2025-10-08 to 2025-10-15, 7 days: 1 does",
        ("max = 6", "max = 7"),
    ),
    "a request that must start before what it comes after": Case(
        """
        [requests.review]
        audience = "G1"
        length = 60
        window = "2025-10-08/2025-10-10"
        [requests.reflection]
        audience = "G2"
        length = 60
        after = "review"
        window = "2025-10-06/2025-10-07"
        """,
        "reflection: comes after review, which cannot end before 2025-10-08 09:00, and cannot "
        "start later than 2025-10-07 14:00",
        ("2025-10-07", "2025-10-08"),
    ),
    "too few school days between two requests": Case(
        """
        [requests.kickoff]
        audience = "all"
        length = "half-day"
        window = "2025-10-06/2025-10-07"
        [requests.cycle]
        audience = "G1"
        length = "half-day"
        after = { kickoff = "2 school days" }
        window = "2025-10-07/2025-10-08"
        """,
        "cycle: comes after kickoff, with 2 school days between, which cannot end before "
        "2025-10-06 11:00, and cannot start later than 2025-10-08 12:00",
        ("2025-10-08", "2025-10-09"),
    ),
    "an audience in too many places": Case(
        """
        [requests.day]
        audience = "all"
        length = "full-day"
        count = 2
        window = "2025-10-06/2025-10-07"
        [requests.plc]
        audience = "G2"
        length = 60
        window = "2025-10-06/2025-10-07"
        """,
        "day, plc: G2 is asked for 15:30 hours in 2025-10-06/2025-10-07, breaks included, and "
        "14:20 hours are open",
        ("length = 60", "optional = true"),
    ),
    "caps below what is promised": Case(
        f"""
        [requests.plc]
        each = ["G1", "G2"]
        length = "half-day"
        count = 2
        {WEEK}
        """,
        "plc: coach-a, coach-b in 2025-10-06/2025-10-10: 2.0 days are promised, and with what is "
        "free and their caps they can give 1.5 (coach-a 1.0, coach-b 0.5)",
        ("count = 2", "count = 1"),
        FRAME.replace(
            COACHES,
            "[facilitators.coach-a]\nmax_days = { week = 1 }\n"
            "[facilitators.coach-b]\nmax_days = { year = 0.5 }\n",
        ),
    ),
    "one coach with too many short sessions": Case(
        """
        [requests.plc]
        each = ["G1", "G2"]
        length = 90
        facilitators = ["coach-a"]
        window = 2025-10-06
        [requests.more]
        like = "plc"
        each = ["G2"]
        """,
        "plc, more: coach-a in 2025-10-06/2025-10-06: 1.5 days are promised, and with what is "
        "free and their caps they can give 1.0 (coach-a 1.0)",
        ('like = "plc"', 'like = "plc"\noptional = true'),
    ),
    "a line of which too little is left": Case(
        """
        [contract]
        total = 1_500
        [contract.lines.days]
        coach_days = 1.5
        rate = 1_000
        used = 0.5
        [requests.plc]
        audience = "G1"
        count = 3
        line = "days"
        """,
        "plc: line days has 1.0 coach-days left, and 1.5 are used or promised on it: 0.5 too many",
        ("count = 3", "count = 2"),
    ),
    "a line that holds too little": Case(
        f"""
        [contract]
        client = "District"
        total = 1_500
        [contract.lines.days]
        coach_days = 1.5
        rate = 1_000
        [requests.plc]
        each = ["G1", "G2"]
        length = "half-day"
        count = 2
        line = "days"
        {WEEK}
        """,
        "plc: line days holds 1.5 coach-days, and 2.0 are used or promised on it: 0.5 too many",
        ("count = 2", 'count = "1-2"'),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_does_not_fit_is_told_with_its_numbers(case: Case, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, case.text, case.frame)
    assert case.said in found(problem)
    assert is_left_over(problem)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_just_fits_is_not_warned_of(case: Case, tmp_path: Path) -> None:
    assert case.text != case.text.replace(*case.change)
    problem = problem_of(tmp_path, case.text.replace(*case.change), case.frame)
    assert found(problem) == []
    assert not is_left_over(problem)


def test_a_line_whose_dates_may_charge_less_is_not_warned_of(tmp_path: Path) -> None:
    """Two short sessions of one morning charge it once, so that half a day holds both."""
    text = """
    [contract]
    total = 500
    [contract.lines.days]
    coach_days = 0.5
    rate = 1_000
    [billing]
    share_halves = true
    [requests.plc]
    audience = "G1"
    count = 1
    length = 60
    line = "days"
    [requests.more]
    like = "plc"
    audience = "G2"
    """
    problem = problem_of(tmp_path, text)
    assert found(problem) == []
    assert not is_left_over(problem)


def test_what_lies_before_today_is_to_get_other_dates(tmp_path: Path) -> None:
    text = f'[requests.plc]\naudience = "G1"\n{WEEK}'
    problem = replace(problem_of(tmp_path, text), today=date(2025, 10, 11))
    (one,) = impossible(problem, candidates(problem))
    assert one.remedy == "give it dates from today on, 2025-10-11, or plan as of an earlier day"
    (other,) = impossible(closed := problem_of(tmp_path, text, CLOSED_WEEK), candidates(closed))
    assert other.remedy == "widen the window, allow other days, or let others lead it"


def test_a_team_larger_than_its_pool(tmp_path: Path) -> None:
    """The reader refuses it; a facilitator who leaves in a what-if is only warned of."""
    whole = problem_of(
        tmp_path, f'[requests.day]\naudience = "all"\nfacilitators = 2\nlength = "half-day"\n{WEEK}'
    )
    assert found(whole) == []
    fewer = {id: who for id, who in whole.facilitators.items() if id != "coach-b"}
    problem = replace(whole, facilitators=fewer)
    assert found(problem) == ["day: needs 2 facilitators at once, and 1 can lead it: coach-a"]
    assert is_left_over(problem)


def test_optional_sessions_are_never_impossible(tmp_path: Path) -> None:
    problem = problem_of(
        tmp_path,
        """
        [requests.plc]
        audience = "G1"
        length = "full-day"
        count = "1-5"
        window = 2025-10-06
        """,
    )
    assert found(problem) == []
