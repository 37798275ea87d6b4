"""The printed summary: golden pages of hand-written plans, and what must never be cut or hidden.

`python tests/reports/test_summary.py` writes the golden pages anew, to be read before a commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handmade import HOUR, WHOLE_DAY, part, placed, plan, problem, visit
from small import minutes
from year_of_cycles import cycle_visit, cycles_contract, cycles_plan, cycles_problem

from planner.domain.contract import Billing, Contract, Line, LineUnit
from planner.domain.facts.spacing import Member
from planner.domain.plan import GoalResult, Plan, Unplaced
from planner.domain.problem import FULL_DAY, Problem, Session
from planner.reports.phrases import off_even
from planner.reports.printed import NARROWEST
from planner.reports.summary import render
from planner.reports.titles import Titles

GOLDEN = Path(__file__).parent / "pages"
PAGES: dict[str, Callable[[], str]] = {
    "cycles-80.txt": lambda: page(cycles_problem(), cycles_plan(), 80),
    "cycles-120.txt": lambda: page(cycles_problem(), cycles_plan(), 120),
    "handmade-80.txt": lambda: page(problem(), plan(), 80),
}


@pytest.mark.parametrize("name", PAGES)
def test_golden(name: str) -> None:
    assert PAGES[name]() == (GOLDEN / name).read_text(encoding="utf-8")


def test_of_several_series_visits_are_counted_and_not_their_dates() -> None:
    """Two visits, each of a series of its own, may lie on one date."""
    day, even = date(2025, 10, 7), date(2025, 10, 6)
    assert off_even((Member("a", day, day), Member("b", day, day))) == "2 visits, all evenly spaced"
    assert off_even((Member("a", day, even), Member("b", day, day))) == (
        "2 visits, 1 day off even in all, at most 1 (Tue 7 Oct for Mon 6 Oct)"
    )


def test_everything_placed_and_proven_is_said_in_three_lines() -> None:
    assert page(cycles_problem(), cycles_plan()).splitlines()[:3] == [
        "District 34 mathematics coaching, 2025-26",
        "1 June 2025 to 30 June 2026 · DRAFT contract with School District 34",
        "18 of 18 sessions placed · every goal proven optimal",
    ]


def test_unplaced_sessions_come_first_and_share_their_reason() -> None:
    lost = ("cycle-1/GK", "cycle-1/G1")
    why = ("No day in the window on which Coach A is free.",)
    text = page(cycles_problem(), without(lost, *(Unplaced(id, why) for id in lost)))
    assert text.splitlines()[:4] == [
        "NOT PLACED: 2 promised sessions",
        "  Collaborative coaching, cycle 1: cycle-1/GK, cycle-1/G1",
        "    No day in the window on which Coach A is free.",
        "",
    ]
    assert "16 of 18 sessions placed" in text
    assert "│ not placed " in text
    first_cycle = text[text.index("cycle 1 ·") : text.index("cycle 2 ·")]
    assert "Grade 2 team" in first_cycle
    assert "Grade 1 team" not in first_cycle


def test_optional_sessions_come_after_the_headline() -> None:
    case = cycles_problem()
    visits = tuple(replace(v, promised=v.request != "reflection") for v in case.visits)
    lost = without(("reflection",), Unplaced("reflection", ("It is not worth a trip.",)))
    lines = page(replace(case, visits=visits), lost).splitlines()
    assert lines[2] == (
        "17 of 17 promised sessions placed · 0 of 1 optional · every goal proven optimal"
    )
    assert lines[4:7] == [
        "Not placed: 1 optional session",
        "  Reflection with the district leadership team: reflection",
        "    It is not worth a trip.",
    ]


def test_lines_over_come_first() -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 1, 180_000, 1)
    assert page(with_line(pd), cycles_plan()).splitlines()[:3] == [
        "OVER THE CONTRACT: 1 line (draft, not due)",
        "  Professional development: 1.0 planned of 0.5 coach-days, 0.5 over ($900.00)",
        "",
    ]


def test_goals_that_could_be_better_are_named() -> None:
    goals = (GoalResult(5, "wishes", 23, 20, "points"), GoalResult(6, "load", 60, 60, "%"))
    text = page(cycles_problem(), replace(cycles_plan(), goals=goals))
    assert "18 of 18 sessions placed · not proven optimal: wishes\n" in text
    assert "   5   wishes      23   points      20   not yet\n" in text


def test_without_goals_nothing_is_claimed() -> None:
    text = page(cycles_problem(), replace(cycles_plan(), goals=()))
    assert "18 of 18 sessions placed\n" in text
    assert "roven" not in text
    assert "Goals" not in text


def test_a_search_cut_short_is_said() -> None:
    text = page(cycles_problem(), replace(cycles_plan(), reproducible=False))
    assert text.splitlines()[3] == "The clock cut the search short: another run may differ."


def test_no_contract() -> None:
    case = with_contract(cycles_problem(), None)
    visits = tuple(
        replace(v, sessions=tuple(replace(s, line=None) for s in v.sessions)) for v in case.visits
    )
    text = page(replace(case, visits=visits), cycles_plan())
    assert "1 June 2025 to 30 June 2026 · no contract\n" in text
    assert "Charges nothing: Eliciting and using student reasoning (1 session)" in text
    assert "$" not in text


def test_every_amount_of_a_draft_is_headed_not_due() -> None:
    """The table, the trips beside it, and a line that is over."""
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 1, 180_000, 1)
    terms = with_line(pd).engagement.contract
    assert terms is not None
    over = with_contract(cycles_problem(), replace(terms, state="draft"))
    text = page(billed(over, Billing(trip_cents=25_000)), cycles_plan())
    assert text.startswith("OVER THE CONTRACT: 1 line (draft, not due)\n")
    assert "\nContract with School District 34 (draft, not due)\n" in text
    assert "\nExpenses (draft, not due): " in text


def test_a_signed_contract_of_hours_within_a_range() -> None:
    lines = (
        Line("coaching", "Coaching", LineUnit.HOURS, 60 * 60, 10_000, 1),
        Line("pd", "Training", LineUnit.SESSIONS, 4, 50_000, 1),
    )
    terms = Contract(
        "signed", "Client", None, (100_000, 900_000), 1, {line.id: line for line in lines}
    )
    text = page(with_contract(cycles_problem(), terms), cycles_plan())
    assert " · signed contract with Client\n" in text
    assert "Contract with Client\n" in text
    assert "Coaching   hours             60:00       48:00       12:00\n" in text
    assert "Training   sessions              4           2           2\n" in text
    assert "Total                    $8,000.00   $5,800.00   $2,200.00\n" in text
    assert "Agreed: between $1,000.00 and $9,000.00." in text


def test_an_opening_balance_has_a_column_of_its_own() -> None:
    lines = (
        Line("coaching", "Coaching", LineUnit.HOURS, 60 * 60, 10_000, 1, opening=90),
        Line("pd", "Training", LineUnit.SESSIONS, 4, 50_000, 1),
    )
    rows = [line.split() for line in page(sold(*lines), cycles_plan()).splitlines()]
    assert ["Line", "Unit", "Contracted", "Used", "before", "Planned", "Unplanned"] in rows
    assert ["Coaching", "hours", "60:00", "1:30", "48:00", "10:30"] in rows
    assert ["Total", "$8,000.00", "$150.00", "$5,800.00", "$2,050.00"] in rows


def test_a_line_over_by_what_was_used_before_says_so() -> None:
    pd = Line("pd", "Professional development", LineUnit.COACH_DAYS, 2, 180_000, 1, opening=1)
    assert page(with_line(pd), cycles_plan(), 120).splitlines()[1] == (
        "  Professional development: 1.0 planned and 0.5 used before of 1.0 coach-days,"
        " 0.5 over ($900.00)"
    )


def test_trips_are_paid_by_a_line_up_to_its_price() -> None:
    travel = Line("travel", "Travel", LineUnit.PRICE, 0, 400_000, 1)
    case = sold(*cycles_contract().lines.values(), travel)
    text = page(billed(case, Billing(trip_cents=25_000, expenses_line="travel")), cycles_plan())
    travel_row = next(row for row in text.splitlines() if row.startswith("Travel "))
    assert travel_row.split()[1:] == ["expenses,", "$4,000.00", "$2,750.00", "$1,250.00"]
    assert "Expenses: 11 trips at $250.00, $2,750.00; paid by Travel\n" in text


def test_expenses_beyond_what_was_agreed_come_first() -> None:
    case = billed(sold(*cycles_contract().lines.values()), Billing(trip_cents=25_000))
    terms = case.engagement.contract
    assert terms is not None
    close = replace(terms, between_cents=(1_000_000, 1_700_000))
    lines = page(with_contract(case, close), cycles_plan()).splitlines()
    assert lines[0].startswith("ABOVE THE AGREED RANGE: lines and expenses come to $18,950.00,")
    assert any("no line pays them" in line for line in lines)


def test_a_grid_wider_than_the_page_goes_on_below() -> None:
    text = page(cycles_problem(), cycles_plan(), NARROWEST)
    assert "Collaborative coaching, cycle 1, continued · Winfield Central\n" in text
    assert text.index("│ Day 3 ") < text.index("cycle 1, continued") < text.index("│ Day 4 ")


def test_sessions_that_are_not_just_their_half_are_told_with_their_time() -> None:
    """Two hours in the first visit's morning; a whole day, at another site, in the second."""
    case, day = cycles_problem(), date(2025, 11, 18)
    first, second = (cycle_visit("cycle-1", pair) for pair in (("GK", "G1"), ("G2", "G3")))
    short = tuple(replace(session, length=HOUR) for session in first.sessions)
    whole = (replace(second.sessions[0], length=FULL_DAY),)
    text = page(
        replace(
            case,
            engagement=replace(case.engagement, sites=problem().engagement.sites),
            visits=(replace(first, sessions=short), replace(second, sessions=whole)),
        ),
        Plan(
            (
                placed("cycle-1/GK", (part(day, 510, 570),), ("coach-a",)),
                placed("cycle-1/G1", (part(day, 585, 645),), ("coach-a",)),
                placed("cycle-1/G2", (part(day, *WHOLE_DAY),), ("coach-b",), "office"),
            )
        ),
    )
    assert (
        text[text.index("┌") : text.index("└")]
        == """\
┌──────┬──────────────────────────┬──────────────────────────┐
│ Time │ Day 1                    │ Day 2                    │
│      │ Tue 18 Nov 2025          │ Tue 18 Nov 2025          │
│      │ Coach A                  │ Coach B                  │
│      │ Winfield Central         │ District office          │
├──────┼──────────────────────────┼──────────────────────────┤
│ AM   │ 08:30-09:30 Kindergarten │ 08:30-15:30 Grade 2 team │
│      │ team                     │                          │
│      │ 09:45-10:45 Grade 1 team │                          │
├──────┼──────────────────────────┼──────────────────────────┤
│ PM   │                          │ 08:30-15:30 Grade 2 team │
"""
    )


def test_follow_ups_alone_make_no_grid() -> None:
    """A PLC and the debrief right after it are rows of the list, like any session."""
    case, day = cycles_problem(), date(2025, 11, 18)
    sessions = (
        Session("cycle-1/GK", ("GK",), HOUR, "coaching"),
        Session("cycle-1/GK/then", ("leadership",), HOUR, "coaching", follows=True),
    )
    case = with_debriefs(case)
    year = Plan(
        tuple(
            placed(each.id, (part(day, start, start + 60),), ("coach-a",))
            for each, start in zip(sessions, (510, 580), strict=True)
        )
    )
    text = page(replace(case, visits=(visit("cycle-1", *sessions),)), year, 120)
    assert "┌" not in text
    assert "\nSessions · Winfield Central\n" in text
    assert "Tue 18 Nov 2025   09:40-10:40   Debrief" in text
    assert "Tue 18 Nov 2025   08:30-09:30   Collaborative coaching, cycle 1" in text


def test_a_follow_up_stands_in_the_grid_of_its_visits() -> None:
    """It is told once, beside its session; and what it does not charge under its own title."""
    case, day = with_debriefs(cycles_problem()), date(2025, 11, 18)
    sessions = (
        Session("cycle-1/GK", ("GK",), HOUR, "coaching"),
        Session("cycle-1/GK/then", ("leadership",), minutes(20), None, follows=True),
        Session("cycle-1/G1", ("G1",), HOUR, "coaching"),
    )
    times = ((510, 570), (580, 600), (615, 675))
    year = Plan(
        tuple(
            placed(each.id, (part(day, *time),), ("coach-a",))
            for each, time in zip(sessions, times, strict=True)
        )
    )
    text = page(replace(case, visits=(visit("cycle-1", *sessions),)), year, 120)
    assert "09:40-10:00 Debrief:" in text[text.index("┌") : text.index("└")]
    assert "Sessions" not in text
    assert "Charges nothing: Debrief (1 session)" in text


def with_debriefs(case: Problem) -> Problem:
    cycle = case.engagement.requests["cycle-1"]
    told = replace(cycle, follow_up=replace(cycle, title="Debrief", type="debrief"))
    requests = {**case.engagement.requests, "cycle-1": told}
    return replace(case, engagement=replace(case.engagement, requests=requests))


def test_the_manager_reads_who_is_coached_in_confidence() -> None:
    assert "Grade 2 teacher" in page(problem(), plan())


@pytest.mark.parametrize("width", [20, NARROWEST, 80, 100, 109, 110, 140, 300])
@pytest.mark.parametrize("year", [(problem, plan), (cycles_problem, cycles_plan)])
def test_nothing_is_cut_at_any_width(
    width: int, year: tuple[Callable[[], Problem], Callable[[], Plan]]
) -> None:
    text = page(year[0](), year[1](), width)
    lines = text.split("\n")
    assert max(map(len, lines)) <= max(width, NARROWEST)
    assert not any(line != line.rstrip() for line in lines)
    assert "…" not in text
    words = set(text.split())
    for facilitator in ("Coach", "Eliciting", "mathematics", "coach-days", "optimal"):
        assert facilitator in words


def test_without_colour_there_are_no_escape_codes() -> None:
    assert "\x1b" not in page(problem(), plan())


def test_colour_changes_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = render(problem(), plan(), width=80, colour=True)
    assert "\x1b[1;31mNOT PLACED" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert [line.rstrip() for line in plain.split("\n")] == page(problem(), plan()).split("\n")


@pytest.mark.parametrize("width", [100, 140])
def test_each_day_of_a_session_stands_at_its_own_site(width: int) -> None:
    year = plan()
    whole = year.placed["institute"]
    first, second = whole.parts
    moved = replace(whole, parts=(first, replace(second, site="winfield")))
    kept = tuple(session for session in year.sessions if session.id != "institute")
    text = page(problem(), replace(year, sessions=(*kept, moved)), width)
    first_day, second_day = text.split("Summer institute, day 2 of 2")
    assert "District office" in first_day[first_day.index("Summer institute, day 1 of 2") :]
    assert "Winfield Central" in second_day.partition("\n\n")[0]


def test_requests_of_one_title_are_told_apart_by_their_ids() -> None:
    case = cycles_problem()
    requests = dict(case.engagement.requests)
    requests["cycle-2"] = replace(requests["cycle-2"], title=requests["cycle-1"].title)
    twins = Titles(
        replace(case, engagement=replace(case.engagement, requests=requests)), cycles_plan()
    )
    assert twins.request("cycle-1") == "Collaborative coaching, cycle 1 (cycle-1)"
    assert twins.series("cycle-2/GK") == (
        "Collaborative coaching, cycle 1 (cycle-2), Kindergarten team"
    )
    assert twins.request("reflection") == "Reflection with the district leadership team"


def test_titles_are_no_markup() -> None:
    case = problem()
    title = "[bold]Year[/bold] :smile: [/]"
    text = page(replace(case, engagement=replace(case.engagement, title=title)), plan())
    assert f"{title}\n" in text


def page(case: Problem, year: Plan, width: int = 80) -> str:
    return render(case, year, width=width, colour=False)


def without(ids: tuple[str, ...], *unplaced: Unplaced) -> Plan:
    """Return the plan of the cycles with these sessions taken out."""
    whole = cycles_plan()
    kept = tuple(session for session in whole.sessions if session.id not in ids)
    return replace(whole, sessions=kept, unplaced=unplaced)


def with_contract(case: Problem, contract: Contract | None) -> Problem:
    return replace(case, engagement=replace(case.engagement, contract=contract))


def sold(*lines: Line) -> Problem:
    """Return the problem of the cycles under a signed contract of some lines."""
    terms = Contract("signed", "Client", None, None, 2, {line.id: line for line in lines})
    return with_contract(cycles_problem(), terms)


def billed(case: Problem, billing: Billing) -> Problem:
    terms = case.engagement.contract
    assert terms is not None
    return with_contract(case, replace(terms, billing=billing))


def with_line(line: Line) -> Problem:
    """Return the problem of the cycles with one line of its contract replaced."""
    terms = cycles_contract()
    return with_contract(cycles_problem(), replace(terms, lines={**terms.lines, line.id: line}))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, written in PAGES.items():
        (GOLDEN / name).write_text(written(), encoding="utf-8")
