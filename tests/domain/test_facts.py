"""What is told of every plan, on plans so small that each figure can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from by_hand import At, october, placing, year

from planner.domain.clock import Half, Span
from planner.domain.facts import facts
from planner.domain.facts.load import WeekLoad
from planner.domain.facts.trips import SplitDay, Trip
from planner.domain.facts.wishes import MissedWish
from planner.domain.problem import Problem

A, B = ("coach-a",), ("coach-b",)
BOTH = ("coach-a", "coach-b")


def short(folder: Path, minutes: int) -> Problem:
    return year(
        folder,
        f"""
        [requests.plc]
        audience = "G1"
        at = "north"
        length = {minutes}
        count = 5
        window = "2025-10"
        """,
    )


def halves(folder: Path, windows: str, *, more: str = "") -> Problem:
    return year(
        folder,
        f"""
        [requests.visit]
        audience = "G1"
        at = "north"
        length = "half-day"
        {windows}
        {more}
        """,
    )


def test_two_halves_on_two_dates_would_do_with_one_trip(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'count = 2\nwindow = "2025-10"')
    plan = placing(problem, At("visit/1", 1, "08:00"), At("visit/2", 2, "12:00", B))
    (north,) = facts(problem, plan).trips
    assert north.trips == north.alone
    assert north.trips == (
        Trip("coach-a", october(1), (Half.AM,)),
        Trip("coach-b", october(2), (Half.PM,)),
    )
    assert north.least == 1


def test_two_halves_of_one_date_are_one_trip(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'count = 2\nwindow = "2025-10"')
    plan = placing(problem, At("visit/1", 1, "08:00"), At("visit/2", 1, "12:00"))
    (north,) = facts(problem, plan).trips
    assert (len(north.trips), north.least, north.alone) == (1, 1, ())


def test_windows_apart_cannot_share_a_trip(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'windows = ["2025-10-01/2025-10-03", "2025-10-06/2025-10-08"]')
    plan = placing(problem, At("visit/1", 1, "08:00"), At("visit/2", 6, "08:00"))
    (north,) = facts(problem, plan).trips
    assert north.least == len(north.trips) == 2


def test_everybody_in_a_team_travels(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'window = "2025-10"', more="facilitators = 2")
    plan = placing(problem, At("visit", 1, "08:00", BOTH))
    (north,) = facts(problem, plan).trips
    assert north.least == len(north.alone) == 2


def test_short_sessions_share_halves_as_far_as_breaks_allow(tmp_path: Path) -> None:
    """Of 90 minutes one fits into three hours with its break: five halves. Of 60, two: three."""
    for minutes, least in ((90, 3), (60, 2), (50, 1)):
        problem = short(tmp_path, minutes)
        days = (1, 2, 3, 6, 7)
        plan = placing(problem, *(At(f"plc/{i}", d, "08:00") for i, d in enumerate(days, 1)))
        assert facts(problem, plan).trips[0].least == least


def test_a_day_split_between_sites(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [requests.one]
        audience = "G1"
        at = "north"
        window = "2025-10"
        length = "half-day"
        [requests.two]
        like = "one"
        at = "south"
        """,
    )
    plan = placing(problem, At("one", 1, "08:00"), At("two", 1, "12:00"))
    told = facts(problem, plan)
    assert told.split_days == (SplitDay("coach-a", october(1), ("north", "south")),)
    assert [(at.site, len(at.alone)) for at in told.trips] == [("north", 1), ("south", 1)]


def test_who_leads_audiences_and_where_they_change_hands(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [requests.plc]
        each = ["G1", "G2"]
        at = "north"
        length = 60
        count = 3
        window = "2025-10"
        """,
    )
    plan = placing(
        problem,
        *(At(f"plc/G1/{n}", n, "08:00", team) for n, team in ((1, A), (2, B), (3, B))),
        *(At(f"plc/G2/{n}", n, "12:00", A) for n in (1, 2)),
    )
    told = facts(problem, plan)
    assert [(one.id, one.sessions, one.facilitators, one.teams) for one in told.audiences] == [
        ("G1", 3, BOTH, 2),
        ("G2", 2, A, 1),
    ]
    assert told.series == ()
    (handover,) = told.handovers
    assert (handover.earlier, handover.later) == ("plc/G1/1", "plc/G1/2")
    assert (handover.before, handover.after) == (A, B)


def test_visits_to_different_audiences_are_no_handover(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [requests.cycle]
        visits = [["G1"], ["G2"]]
        at = "north"
        length = "half-day"
        window = "2025-10"
        """,
    )
    plan = placing(problem, At("cycle/G1", 1, "08:00", A), At("cycle/G2", 2, "08:00", B))
    assert (facts(problem, plan).handovers, facts(problem, plan).series) == ((), ())


def test_offerings_hand_nobody_over(tmp_path: Path) -> None:
    """Whoever comes on the first date does not come on the second."""
    problem = year(
        tmp_path,
        """
        [requests.institute]
        audience = "G1"
        at = "north"
        length = "half-day"
        offerings = { count = 2, capacity = 30 }
        window = "2025-10"
        """,
    )
    plan = placing(
        problem,
        At("institute/offering-1", 1, "08:00", A),
        At("institute/offering-2", 2, "08:00", B),
    )
    assert facts(problem, plan).handovers == ()


def test_series_are_told_of_that_ask_for_the_same_facilitators(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [requests.plc]
        each = ["G1", "G2"]
        at = "north"
        length = 60
        count = 2
        window = "2025-10"
        same_facilitator = "prefer"
        """,
    )
    plan = placing(
        problem,
        *(At(f"plc/G1/{n}", n, "08:00", team) for n, team in ((1, A), (2, B))),
        *(At(f"plc/G2/{n}", n, "12:00", A) for n in (1, 2)),
    )
    told = [(one.id, one.facilitators, one.teams) for one in facts(problem, plan).series]
    assert told == [("plc/G1", BOTH, 2), ("plc/G2", A, 1)]


def test_a_follow_up_hands_nobody_over_and_is_told_apart_when_free(tmp_path: Path) -> None:
    """Both teams come to each follow-up and meet both coaches; in their own visits, one."""
    problem = year(
        tmp_path,
        """
        [requests.cycle]
        visits = [["G1"], ["G2"]]
        at = "north"
        length = 60
        window = "2025-10"
        then = { audience = ["G1", "G2"], length = 20 }
        """,
    )
    plan = placing(problem, At("cycle/G1", 1, "08:00", A), At("cycle/G2", 2, "08:00", B))
    told = facts(problem, plan)
    assert told.handovers == ()
    assert [(one.request, one.sessions) for one in told.included] == [
        ("cycle", ("cycle/G1", "cycle/G2")),
        ("cycle", ("cycle/G1/then", "cycle/G2/then")),
    ]


def test_spacing_against_even_dates(tmp_path: Path) -> None:
    """Of 1 to 9 October, 8 days apart, two members belong on the 3rd and the 7th."""
    problem = halves(tmp_path, 'count = 2\nwindow = "2025-10-01/2025-10-09"')
    plan = placing(problem, At("visit/1", 1, "08:00"), At("visit/2", 8, "08:00"))
    (spacing,) = facts(problem, plan).spacing
    assert [member.even for member in spacing.members] == [october(3), october(7)]
    assert [member.days_late for member in spacing.members] == [-2, 1]
    assert spacing.days_off == 3


def test_load_counts_halves_in_weeks(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'count = 3\nwindow = "2025-10"')
    plan = placing(
        problem,
        At("visit/1", 1, "08:00"),
        At("visit/2", 1, "12:00"),
        At("visit/3", 6, "08:00"),
    )
    busy, idle = facts(problem, plan).load
    first = WeekLoad(date(2025, 9, 29), 2)
    assert busy.weeks == (first, WeekLoad(date(2025, 10, 6), 1))
    assert (busy.halves, busy.busiest) == (3, first)
    assert (busy.week_cap_halves, busy.year_cap_halves) == (4, 40)
    assert (idle.weeks, idle.halves, idle.busiest, idle.week_cap_halves) == ((), 0, None, None)


def test_what_charges_nothing_is_told_with_its_reason(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [contract]
        client = "District"
        total = 7_000
        [contract.lines.days]
        coach_days = 2
        rate = 1_000
        [contract.lines.fixed]
        price = 5_000
        [requests.paid]
        audience = "G1"
        at = "north"
        window = "2025-10"
        length = "half-day"
        line = "days"
        [requests.covered]
        like = "paid"
        line = "fixed"
        [requests.gift]
        like = "paid"
        line = "none"
        [requests.later]
        like = "gift"
        """,
    )
    plan = placing(
        problem,
        At("paid", 1, "08:00"),
        At("covered", 2, "08:00"),
        At("gift", 3, "08:00"),
    )
    told = facts(problem, plan).included
    assert [(one.request, one.line, one.sessions) for one in told] == [
        ("covered", "fixed", ("covered",)),
        ("gift", None, ("gift",)),
    ]


def test_wishes_missed_are_named_by_their_key(tmp_path: Path) -> None:
    problem = year(
        tmp_path,
        """
        [requests.plc]
        audience = "G1"
        at = "north"
        length = 60
        count = 2
        window = "2025-10"
        same_facilitator = "prefer"
        prefer = { half = "PM", weekdays = ["Wed"] }
        """,
    )
    plan = placing(problem, At("plc/1", 1, "08:00", A), At("plc/2", 2, "12:00", B))
    assert facts(problem, plan).missed == (
        MissedWish("plc", "plc/1", "half"),
        MissedWish("plc", "plc/2", "weekdays"),
        MissedWish("plc", "plc/2", "same_facilitator"),
    )


def test_an_hour_or_more_between_sessions_of_a_half_is_idle(tmp_path: Path) -> None:
    """From 08:30 the break takes ten minutes: until 09:45 are 65 more, until 09:30 only 50."""
    problem = short(tmp_path, 30)
    ends = At("plc/1", 1, "08:00"), At("plc/3", 2, "08:00"), At("plc/5", 2, "12:00")
    idle = placing(problem, *ends, At("plc/2", 1, "09:45"), At("plc/4", 2, "09:30"))
    (wait,) = facts(problem, idle).waits
    assert (wait.facilitator, wait.before, wait.after) == ("coach-a", "plc/1", "plc/2")
    assert wait.span.end - wait.span.start == 65


def test_who_is_busy_meanwhile_is_not_idle(tmp_path: Path) -> None:
    problem = short(tmp_path, 30)
    plan = placing(problem, At("plc/1", 1, "08:00"), At("plc/2", 1, "10:30"))
    start = plan.placed["plc/2"].start
    coach = replace(problem.facilitators["coach-a"], busy=(Span(start - 50, start - 20),))
    busy = replace(problem, facilitators={**problem.facilitators, "coach-a": coach})
    assert len(facts(problem, plan).waits) == 1
    assert facts(busy, plan).waits == ()


def test_nothing_placed_is_nothing_told(tmp_path: Path) -> None:
    problem = halves(tmp_path, 'count = 2\nwindow = "2025-10"')
    told = facts(problem, placing(problem))
    assert (told.trips, told.split_days, told.audiences, told.series) == ((), (), (), ())
    assert (told.handovers, told.spacing, told.included, told.missed) == ((), (), (), ())
    assert told.waits == ()
