"""report.html without a browser: what it shows is what the record says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from hashlib import sha256

import pytest
from bs4 import Tag
from drawn import plans
from handmade import AM, CHICAGO, part, placed, plan, problem, revised_plan
from hypothesis import given, settings
from looked import (
    expected_cells,
    page,
    planned_page,
    record,
    recorded,
    revised_page,
    shown_cells,
    text,
)
from processes import printed_elsewhere
from year_of_cycles import cycles_plan, cycles_problem

from planner.domain.calendar import Kind
from planner.domain.plan import Plan, Unplaced
from planner.domain.problem import Problem
from planner.domain.spacing import even_dates
from planner.reports.page.html import report_html


@pytest.mark.parametrize(
    ("case", "year"),
    [
        pytest.param(problem(), revised_plan(), id="handmade"),
        pytest.param(cycles_problem(), recorded(cycles_plan()), id="cycles"),
    ],
)
def test_cells_of_the_grids_are_those_of_plan_json(case: Problem, year: Plan) -> None:
    written = record(case, year)
    public = {"one-to-one/teacher-2": "one-to-one/2"}
    expected = [(day, half, public.get(id, id)) for day, half, id in expected_cells(written)]
    assert shown_cells(page(case, year)) == sorted(expected)


@settings(max_examples=10)
@given(plans())
def test_every_session_of_any_plan_is_in_a_grid_and_in_the_list(year: Plan) -> None:
    case = problem()
    soup = page(case, year)
    shown = {id for _, _, id in shown_cells(soup)}
    listed = [row["data-session"] for row in soup.select("#list tbody tr")]
    public = {"one-to-one/teacher-1": "one-to-one/1", "one-to-one/teacher-2": "one-to-one/2"}
    assert listed == [public.get(one.id, one.id) for one in year.sessions]
    assert shown == set(listed)


def test_a_cycle_is_drawn_as_districts_draw_it() -> None:
    grid = page(cycles_problem(), cycles_plan()).select_one("#cycle-cycle-1 table")
    assert grid is not None
    rows = [[text(cell) for cell in row.select("th, td")] for row in grid.select("tr")]
    assert rows == [
        [
            "Time",
            "Day 1 Tue 18 Nov 2025 Coach A",
            "Day 2 Wed 3 Dec 2025 Coach A",
            "Day 3 Wed 10 Dec 2025 Coach A",
            "Day 4 Tue 16 Dec 2025 Coach A",
        ],
        ["AM", "Kindergarten team", "Grade 2 team", "Grade 4 team", "Grades 6 to 8 team"],
        ["PM", "Grade 1 team", "Grade 3 team", "Grade 5 team", "Grades 6 to 8 leadership team"],
    ]


def test_short_sessions_show_their_clock_times_and_half_days_do_not() -> None:
    soup = planned_page()
    clocks = {
        entry["data-session"]: [text(clock) for clock in entry.select(".clock")]
        for entry in soup.select(".entry")
    }
    assert clocks["check-in"] == ["13:00-14:00"]
    assert clocks["institute"] == ["08:30-15:30"]
    days = [text(link) for link in soup.select(".entry[data-session=institute] > a")]
    assert days == [f"Summer institute , day {number} of 2" for number in (1, 2, 1, 2)]
    assert clocks["kickoff"] == clocks["cycle-1/GK"] == []


def test_a_month_says_what_the_school_does() -> None:
    soup = planned_page()
    staff = soup.select_one("#month-2025-10 th[data-date='2025-10-10'] .school")
    assert text(staff) == "staff"


def test_only_the_half_without_students_is_shaded() -> None:
    case = problem()
    calendar, tenth = case.engagement.calendar, plan().sessions[0].date(CHICAGO)
    kinds = list(calendar.kinds)
    kinds[(tenth - calendar.first).days] = (Kind.SCHOOL, Kind.CLOSED)
    early = replace(calendar, kinds=tuple(kinds))
    soup = page(replace(case, engagement=replace(case.engagement, calendar=early)), plan())
    cells = soup.select("#month-2025-10 [data-date='2025-10-10']")
    assert text(cells[0].select_one(".school")) == "PM closed"
    assert ["off" in cell["class"] for cell in cells] == [False, False, True]


def test_what_needs_a_person_comes_first() -> None:
    soup = revised_page()
    first, second = soup.select("main > section, main > form")[:2]
    assert (first["id"], second["id"]) == ("attention", "filter")
    assert [text(heading) for heading in first.select("h3")] == [
        "Not placed: 1 promised session",
        "No longer taking place",
    ]
    assert "Coach A is busy on 2026-01-05." in text(first)
    assert "DRAFT contract with School District 34" in text(soup.header)


def test_without_trouble_there_is_no_attention() -> None:
    assert page(cycles_problem(), cycles_plan()).select_one("#attention") is None


def test_a_search_cut_short_and_goals_not_proven_are_said() -> None:
    soup = page(problem(), replace(plan(), reproducible=False))
    assert "another run may differ" in text(soup.select_one("#attention"))
    assert "wishes" in text(soup.select_one("#goals tr:has(.unproven)"))


def test_the_weeks_add_up_to_the_days_of_each_facilitator() -> None:
    soup = planned_page()
    rows = soup.select(".weeks tbody tr:not(.schools)")
    halves = [sum(int(text(cell) or 0) for cell in row.select("td:not(.total)")) for row in rows]
    assert halves == [7, 7]
    assert [text(row.select_one(".total")) for row in rows] == ["3.5 of 40.0 days"] * 2
    assert [len(row.select("td")) for row in rows] == [len(soup.select(".schools td"))] * 2


def test_dates_of_series_are_dots_and_rows() -> None:
    case = cycles_problem()
    visits = [i for i, visit in enumerate(case.visits) if visit.request == "cycle-1"]
    series = replace(problem().series[0], id="cycle-1", visits=tuple(visits))
    soup = page(replace(case, series=(series,)), cycles_plan())
    chart = soup.select("#series tbody svg.dots")
    assert len(chart) == 1
    assert len(chart[0].select("circle.even")) == len(chart[0].select("circle.planned")) == 4
    titles = [text(dot.title) for dot in chart[0].select("circle.planned")]
    assert titles[0] == "planned: Tue 18 Nov 2025"
    assert next(text(row.td) for row in soup.select(".dates tbody tr")) == "Tue 18 Nov 2025"


def test_a_series_of_an_audience_is_called_by_both() -> None:
    """Two dates, the second on its even date: they share a window of all school dates."""
    case = cycles_problem()
    visits = [i for i, visit in enumerate(case.visits) if visit.request == "cycle-1"][:2]
    series = replace(problem().series[0], id="cycle-1/GK", visits=tuple(visits))
    case = replace(case, series=(series,))
    even = even_dates(case)[visits[1]]
    moved = tuple(
        placed(one.id, (part(even, *AM),), one.facilitators) if one.id == "cycle-1/G2" else one
        for one in cycles_plan().sessions
    )
    soup = page(case, replace(cycles_plan(), sessions=moved))
    title = "Collaborative coaching, cycle 1, Kindergarten team"
    assert [text(row.th) for row in soup.select("#series table.series tbody tr")] == [title]
    assert text(soup.select(".dates tbody tr")[-1]).endswith("on its even date")


def test_an_empty_plan_is_a_page() -> None:
    case = problem()
    lost = tuple(Unplaced(id, ("Nobody is free.",)) for id in case.sessions)
    soup = page(case, Plan((), lost))
    assert "not placed" in text(soup.select_one("#cycle-cycle-1"))
    assert soup.select("#list tbody tr") == []
    bare = replace(case, visits=case.visits[:1], series=(), orders=())
    assert "No session has a place." in text(page(bare, Plan(())).select_one("#timetable"))


def test_twice_and_elsewhere_is_the_same_bytes() -> None:
    code = (
        "import hashlib; from handmade import problem, revised_plan;"
        "from planner.reports.page.html import report_html;"
        "print(hashlib.sha256(report_html(problem(), revised_plan())).hexdigest())"
    )
    made = report_html(problem(), revised_plan())
    assert report_html(problem(), revised_plan()) == made
    assert printed_elsewhere(code) == f"{sha256(made).hexdigest()}\n"


def test_readers_without_eyes_find_their_way() -> None:
    soup = revised_page()
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    named = [word for tag in soup.select("[aria-labelledby]") for word in named_by(tag)]
    assert set(named) <= set(ids)
    assert all(heading["scope"] for heading in soup.select("th"))
    for table in soup.select("table"):
        assert table.caption is not None or "aria-labelledby" in table.attrs
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert soup.select("[tabindex]:not([tabindex='0']):not([tabindex='-1'])") == []
    assert (soup.html or {}).get("lang") == "en"


def test_charts_stand_beside_what_they_show() -> None:
    soup = revised_page()
    assert all(chart["aria-hidden"] == "true" for chart in soup.select("svg"))
    assert all(text(chart.find_parent("tr")) for chart in soup.select("tbody svg"))


def named_by(tag: Tag) -> list[str]:
    return str(tag["aria-labelledby"]).split()
