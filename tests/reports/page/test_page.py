"""report.html without a browser: what it shows is what the record and the ledger say."""

from __future__ import annotations

import itertools
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from drawn import plans, years
from handmade import AM, CHICAGO, part, placed, plan, problem, revised_plan
from hypothesis import given, settings
from hypothesis import strategies as st
from looked import cents, expected_cells, page, record, recorded, shown_cells, text
from year_of_cycles import cycles_contract, cycles_plan, cycles_problem

from planner.domain.calendar import Kind
from planner.domain.confidential import COACHING
from planner.domain.contract import Billing, Line, LineUnit
from planner.domain.ledger import dollars, ledger
from planner.domain.plan import Plan, Unplaced
from planner.domain.problem import Problem
from planner.domain.spacing import even_dates
from planner.reports.page.html import report_html
from planner.reports.wording import one_line

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)' x=\"",
    "</style><b>&amp;</b>{{ 7 * 7 }}{% raw %}",
    "🧮 العربية \u202e reversed \u2066",
    "a\x00b\x1bc\nd\ud800e",
)


@cache
def planned_page() -> BeautifulSoup:
    """The page of the year by hand, to be looked at only."""
    return page(problem(), plan())


@cache
def revised_page() -> BeautifulSoup:
    return page(problem(), revised_plan())


# What it shows


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


def test_the_amounts_of_a_draft_are_headed_not_due() -> None:
    terms = cycles_contract()
    headings = "main #budget h2", "#list thead th:last-child", "header dl > div:nth-of-type(3) dt"
    for state, note in (("draft", "draft, not due"), ("signed", "")):
        year = replace(cycles_problem().engagement, contract=replace(terms, state=state))
        soup = page(replace(cycles_problem(), engagement=year), cycles_plan())
        found = [text(soup.select_one(heading)) for heading in headings]
        assert ["draft, not due" in one for one in found] == [bool(note)] * 3


def test_without_trouble_there_is_no_attention() -> None:
    assert page(cycles_problem(), cycles_plan()).select_one("#attention") is None


def test_what_is_over_the_contract_says_so_in_words() -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 1, 180_000, 1)
    soup = page(sold(cycles_contract().lines["coaching"], pd), cycles_plan())
    assert "Over the contract: 1 line" in text(soup.select_one("#attention"))
    assert text(soup.select_one("#budget .exceeded strong.over")) == "over the contract"


def test_trips_beyond_their_price_say_so() -> None:
    travel = Line("travel", "Travel", LineUnit.PRICE, 0, 100_000, 1)
    case = sold(*cycles_contract().lines.values(), travel)
    assert case.engagement.contract is not None
    billing = Billing(trip_cents=25_000, expenses_line="travel")
    terms = replace(case.engagement.contract, billing=billing)
    case = replace(case, engagement=replace(case.engagement, contract=terms))
    told = text(page(case, cycles_plan()).select_one("#attention"))
    assert "Travel: $2,750.00 planned of $1,000.00, $1,750.00 over" in told


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


# What it adds up to


@pytest.mark.parametrize(("case", "year"), [(problem(), plan()), (cycles_problem(), cycles_plan())])
def test_sums_are_the_ledger_s(case: Problem, year: Plan) -> None:
    soup, book = page(case, year), ledger(case, year)
    rows = soup.select("#list tbody tr")
    total = soup.select("#list tfoot td")
    days = sum(Decimal(text(row.select_one("[data-label=Coach-days]"))) for row in rows)
    money = sum(cents(text(row.select_one("[data-label^=Amount]"))) for row in rows)
    assert days == Decimal(text(total[0])) == book.coach_days(book.days.planned)
    assert money == cents(text(total[1])) == book.money.planned


@pytest.mark.parametrize("label", ["Contracted", "Used before", "Planned", "Unplanned"])
def test_the_budget_is_the_ledger_line_by_line(label: str) -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 3, 180_000, 1, opening=1)
    case = sold(cycles_contract().lines["coaching"], pd)
    soup, book = page(case, cycles_plan()), ledger(case, cycles_plan())
    key = {"Used before": "opening"}.get(label, label.lower())
    shown = soup.select(f"#budget [data-label='{label}']")
    told = [text(cell.select_one(".quantity")) for cell in shown]
    paid = [cents(text(cell.select_one(".money"))) for cell in shown]
    quantities = [line.text(getattr(line.quantity, key)) for line in book.lines]
    assert told == [*quantities, f"{book.coach_days(getattr(book.days, key)):f}"]
    assert paid == [*(getattr(line.money, key) for line in book.lines), getattr(book.money, key)]


def test_a_bar_is_as_long_as_its_figures() -> None:
    """Four halves were bought: one was used before, two are planned, one is not."""
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 4, 180_000, 1, opening=1)
    soup = page(sold(cycles_contract().lines["coaching"], pd), cycles_plan())
    bar = soup.select("#budget svg.bar")[1]
    widths = {rect["class"][0]: float(str(rect["width"])) for rect in bar.select("rect")}
    assert set(widths) == {"before", "planned", "unplanned"}
    whole = sum(widths.values())
    shares = {name: round(4 * width / whole, 2) for name, width in widths.items()}
    assert shares == {"before": 1, "planned": 2, "unplanned": 1}


def test_expenses_are_told() -> None:
    terms = replace(cycles_contract(), billing=Billing(trip_cents=25_000))
    case = cycles_problem()
    soup = page(replace(case, engagement=replace(case.engagement, contract=terms)), cycles_plan())
    assert f"11 trips at $250.00, {dollars(11 * 25_000)}" in text(soup.select_one("#budget"))


def test_without_a_contract_nothing_costs_anything() -> None:
    case = cycles_problem()
    visits = tuple(
        replace(v, sessions=tuple(replace(s, line=None) for s in v.sessions)) for v in case.visits
    )
    soup = page(
        replace(case, visits=visits, engagement=replace(case.engagement, contract=None)),
        cycles_plan(),
    )
    assert "no contract" in text(soup.header)
    assert soup.select("#budget table") == []


def test_an_empty_plan_is_a_page() -> None:
    case = problem()
    lost = tuple(Unplaced(id, ("Nobody is free.",)) for id in case.sessions)
    soup = page(case, Plan((), lost))
    assert "not placed" in text(soup.select_one("#cycle-cycle-1"))
    assert soup.select("#list tbody tr") == []
    bare = replace(case, visits=case.visits[:1], series=(), orders=())
    assert "No session has a place." in text(page(bare, Plan(())).select_one("#timetable"))


# What it must not say


def test_confidential_sessions_are_neutral() -> None:
    case = problem()
    secrets = replace(
        case.engagement.requests["one-to-one"], title="Mentoring the new colleague", focus="Trust"
    )
    requests = {**case.engagement.requests, "one-to-one": secrets}
    case = replace(case, engagement=replace(case.engagement, requests=requests))
    html = report_html(case, revised_plan()).decode()
    for secret in ("Mentoring", "Trust", "Room 12", "Grade 1 teacher", "Grade 2 teacher"):
        assert secret not in html
    assert "teacher-1" not in html
    assert "teacher-2" not in html
    soup = page(case, revised_plan())
    row = soup.select_one("#list [data-session='one-to-one/2']")
    assert row is not None
    assert text(row.th) == f"{COACHING} one-to-one/2"
    assert (row["data-audience"], text(row.select_one("[data-label=Audience]"))) == ("", "")
    assert f"{COACHING} : one-to-one/1" in text(soup.select_one("#attention"))


def test_series_of_a_confidential_request_are_told_as_one() -> None:
    """Two series of two dates each: one strip, and nobody's name."""
    case = cycles_problem()
    requests = {
        id: replace(one, confidential=id == "cycle-1")
        for id, one in case.engagement.requests.items()
    }
    visits = [i for i, visit in enumerate(case.visits) if visit.request == "cycle-1"]
    one = problem().series[0]
    both = (
        replace(one, id="cycle-1/GK", visits=tuple(visits[:2])),
        replace(one, id="cycle-1/G1", visits=tuple(visits[2:])),
    )
    case = replace(case, series=both, engagement=replace(case.engagement, requests=requests))
    rows = page(case, cycles_plan()).select("#series table.series tbody tr")
    assert [text(row.th) for row in rows] == [COACHING]
    assert len(rows[0].select("circle.planned")) == 4


def test_private_busy_time_is_not_shown() -> None:
    html = report_html(problem(), revised_plan()).decode()
    assert "09:07" not in html
    assert "09:43" not in html


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_text(title: str) -> None:
    case = problem()
    told = replace(
        case.engagement,
        title=title,
        requests={
            id: replace(one, title=title, type=title)
            for id, one in case.engagement.requests.items()
        },
        audiences={id: replace(one, title=title) for id, one in case.engagement.audiences.items()},
        sites={id: replace(one, title=title) for id, one in case.engagement.sites.items()},
    )
    people = {id: replace(one, title=title) for id, one in case.facilitators.items()}
    soup = page(replace(case, engagement=told, facilitators=people), revised_plan())
    assert [len(soup.select(tag)) for tag in ("script", "style", "img", "b", "bdi bdi")] == [
        1, 1, 0, 0, 0,
    ]  # fmt: skip
    assert soup.h1 is not None
    assert soup.h1.get_text() == one_line(title)
    assert_calm(soup)


@settings(max_examples=8)
@given(years(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)))
def test_any_titles_make_a_calm_page(case: Problem) -> None:
    soup = page(case, revised_plan())
    assert len(soup.select("#list tbody tr")) == 6
    assert_calm(soup)


# How it is made


def test_twice_and_elsewhere_is_the_same_bytes() -> None:
    code = (
        "import sys; from handmade import problem, revised_plan;"
        "from planner.reports.page.html import report_html;"
        "sys.stdout.buffer.write(report_html(problem(), revised_plan()))"
    )
    made = report_html(problem(), revised_plan())
    assert report_html(problem(), revised_plan()) == made
    here = Path(__file__).parents[1]
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": f"{here}:{here.parents[1]}", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
    )
    assert other.stdout == made


def test_nothing_is_fetched_from_anywhere() -> None:
    soup = revised_page()
    assert_calm(soup)
    assert soup.select("link, iframe, object, embed, base, img, source, video, audio") == []
    assert "url(" not in text(soup.style)
    assert "@import" not in text(soup.style)
    for word in ("fetch", "XMLHttpRequest", "import(", "WebSocket", "innerHTML", "eval"):
        assert word not in text(soup.script)


def test_the_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    soup = planned_page()
    meta = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    assert meta is not None
    policy = dict(rule.split(" ", 1) for rule in str(meta["content"]).split("; "))
    assert policy["default-src"] == "'none'"
    for key, tag in (("style-src", soup.style), ("script-src", soup.script)):
        assert tag is not None
        digest = b64encode(sha256(str(tag.string).encode()).digest()).decode()
        assert policy[key] == f"'sha256-{digest}'"


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


def assert_calm(soup: BeautifulSoup) -> None:
    """Nothing points out of the page, runs, or is styled in place; links lead somewhere."""
    for tag in soup.select("*"):
        assert not [name for name in tag.attrs if name.startswith("on") or name in {"style", "src"}]
    targets = {str(tag["id"]) for tag in soup.select("[id]")}
    for link in soup.select("[href]"):
        assert str(link["href"]).removeprefix("#") in targets
        assert str(link["href"]).startswith("#")


def sold(*lines: Line) -> Problem:
    """Return the problem of the cycles with these lines in its contract."""
    case = cycles_problem()
    terms = replace(cycles_contract(), lines={line.id: line for line in lines})
    return replace(case, engagement=replace(case.engagement, contract=terms))
