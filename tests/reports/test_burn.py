"""The burn in words: as the terminal and the page show it, and the lines of a summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handmade import plan, problem, revised_plan
from logged import logged_plan, logged_problem
from looked import page, text

from planner.domain.burn import Burn, burn
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.postings import books
from planner.domain.problem import Problem
from planner.reports.burn import below_pace, burned, left_out
from planner.reports.printed import printed, stacked

NEW_YEAR = date(2026, 1, 10)
"""Of 395 dates 223 are gone: even are 56.5 % of everything."""


def told(case: Problem, of: Plan) -> Burn:
    return burn(case, ledger(case, of), books(case, of))


def shown(case: Problem, of: Plan) -> list[str]:
    blocks = list(burned(case, of))
    return printed(lambda _: stacked(blocks), width=100, colour=False).splitlines()


def test_each_line_below_pace_says_how_it_ends() -> None:
    case = replace(problem(), today=NEW_YEAR)
    assert list(below_pace(told(case, plan()))) == [
        "Virtual check-ins: 0:00 used by now, 5:38 at an even pace; 9:00 would be unused"
    ]


def test_prices_without_a_date_are_named_and_left_out() -> None:
    assert list(left_out(told(problem(), plan()))) == [
        "Without a date, and left out: Summer institute ($2,500.00)"
    ]


def test_months_are_drawn_beside_an_even_pace() -> None:
    """By December $3,600.00 of $6,900.00 are used: 15 of 30; even would be 16."""
    lines = shown(replace(problem(), today=NEW_YEAR), plan())
    assert lines[0] == "Burn as of 10 January 2026 (draft, not due)"
    (december,) = (line for line in lines if line.startswith("Dec 2025"))
    assert december.split()[2:5] == ["$1,800.00", "$3,600.00", "$3,738.22"]
    assert december.split()[-1] == "█" * 15 + "·│" + "·" * 13
    assert any("below pace" in line and line.startswith("Virtual check-ins") for line in lines)


def test_what_is_delivered_has_a_column_once_there_is_any() -> None:
    lines = shown(logged_problem(), logged_plan())
    assert "Delivered" in lines[1]
    assert "Delivered" not in shown(problem(), plan())[1]


def test_without_a_contract_nothing_burns() -> None:
    case = problem()
    bare = replace(case, engagement=replace(case.engagement, contract=None))
    assert list(burned(bare, Plan(()))) == []


def test_the_page_shows_the_same() -> None:
    case = replace(problem(), today=NEW_YEAR)
    section = page(case, revised_plan()).select_one("#burn")
    assert section is not None
    assert text(section.h2) == "Burn (draft, not due)"
    assert section.select_one("svg.pace path.used") is not None
    lines, months = section.select("table")
    assert text(lines.caption) == "Lines as of 10 January 2026"
    assert [[text(cell) for cell in row.select("th, td")] for row in lines.select("tbody tr")] == [
        ["Specialized coaching", "1.0", "1.0", "0.5 would be unused"],
        ["Half-day of professional development", "1.0", "0.5", "all of it used by 10 October 2025"],
        ["Virtual check-ins below pace", "0:00", "5:38", "9:00 would be unused"],
    ]
    assert [text(cell) for cell in months.select("tbody tr")[6].select("th, td")] == [
        *("December 2025", "$1,800.00", "$3,600.00", "$3,738.22"),
    ]


def test_a_page_of_no_contract_has_no_burn() -> None:
    case = problem()
    visits = tuple(
        replace(visit, sessions=tuple(replace(one, line=None) for one in visit.sessions))
        for visit in case.visits
    )
    bare = replace(case, visits=visits, engagement=replace(case.engagement, contract=None))
    assert page(bare, revised_plan()).select_one("#burn") is None
