"""How a contract burns, by hand: four halves of $900.00 in a contract of 395 dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from logged import DATES, HALF, TERMS, entry, logged_plan
from logged import SOLD as HALVES
from sold import FIRST, LAST, Sold, contract, line, problem

from planner.domain.burn import Burn, burn
from planner.domain.contract import Billing, LineUnit
from planner.domain.ledger import ledger
from planner.domain.log import Log
from planner.domain.plan import Plan
from planner.domain.postings import books
from planner.domain.problem import HALF_DAY, Problem

DAYS = (LAST - FIRST).days + 1


def burned(case: Problem, plan: Plan, today: date = FIRST) -> Burn:
    seen = replace(case, today=today)
    return burn(seen, ledger(seen, plan), books(seen, plan))


def halves(log: Log = ()) -> Problem:
    """Three halves in October, November and December, of 3.0 days."""
    return replace(problem(TERMS, HALVES), log=log)


def test_a_month_has_what_is_used_by_its_end() -> None:
    told = burned(halves(), logged_plan())
    assert [month.first for month in told.months][:2] == [date(2025, 6, 1), date(2025, 7, 1)]
    assert len(told.months) == 13
    assert [month.planned for month in told.months[3:8]] == [0, 90_000, 90_000, 90_000, 0]
    assert [month.used for month in told.months[3:8]] == [0, 90_000, 180_000, 270_000, 270_000]


def test_an_even_pace_uses_the_same_on_every_date_and_all_by_the_end() -> None:
    told = burned(halves(), logged_plan())
    assert DAYS == 395
    assert told.months[0].even == 540_000 * 30 // 395
    assert told.months[1].even == 540_000 * 61 // 395
    assert told.months[-1].even == told.contracted == 540_000


def test_what_was_used_before_is_used_from_the_start() -> None:
    used = line("pd", LineUnit.COACH_DAYS, 6, 180_000)
    case = problem(contract(replace(used, opening=2)), HALVES)
    told = burned(case, logged_plan())
    assert (told.opening, told.months[0].used, told.months[-1].used) == (180_000, 180_000, 450_000)
    assert told.lines[0].unused == 1


def test_a_line_below_pace_is_by_a_whole_half_behind() -> None:
    """An even pace uses a half (a tick of six) in 395 / 6 = 65.8 dates: by 6 August one."""
    day_66, day_65 = date(2025, 8, 6), date(2025, 8, 5)
    assert burned(halves(), logged_plan(), day_65).below == ()
    (behind,) = burned(halves(), logged_plan(), day_66).below
    assert (behind.used, behind.even) == (0, 1)


def test_what_took_place_before_today_is_used_and_what_is_of_today_is_not() -> None:
    assert burned(halves(), logged_plan(), DATES[0]).lines[0].used == 0
    assert burned(halves(), logged_plan(), date(2025, 10, 8)).lines[0].used == 1


def test_what_is_left_at_the_end_is_unused_and_never_runs_out() -> None:
    (pd,) = burned(halves(), logged_plan()).lines
    assert (pd.runs_out, pd.unused) == (None, 3)


def test_a_line_runs_out_on_the_date_that_uses_the_last_of_it() -> None:
    case = problem(contract(line("pd", LineUnit.COACH_DAYS, 2, 180_000)), HALVES)
    (pd,) = burned(case, logged_plan()).lines
    assert (pd.runs_out, pd.unused) == (DATES[1], 0)


def test_a_line_used_up_before_has_run_out_from_the_start() -> None:
    used = replace(line("pd", LineUnit.COACH_DAYS, 6, 180_000), opening=6)
    (pd,) = burned(problem(contract(used), HALVES), logged_plan()).lines
    assert (pd.runs_out, pd.unused) == (FIRST, 0)


def test_what_the_log_says_takes_the_place_of_what_was_planned() -> None:
    """October's half is struck, November's was held in a day and so is charged twice."""
    log = (
        entry(0, DATES[0], "2025-10", held=None, amounts=replace(HALF, quantity=0, cents=0)),
        entry(1, DATES[1], "2025-11", amounts=replace(HALF, quantity=2, cents=180_000)),
    )
    told = burned(halves(log), logged_plan())
    assert [(month.planned, month.delivered, month.awaited) for month in told.months[4:7]] == [
        (90_000, 0, 0),
        (90_000, 180_000, 0),
        (90_000, 0, 90_000),
    ]
    assert told.months[-1].used == 270_000


def test_hours_burn_in_minutes_and_trips_in_cents() -> None:
    terms = replace(
        contract(
            line("pd", LineUnit.HOURS, 600, 10_000), line("travel", LineUnit.PRICE, 0, 100_000)
        ),
        billing=Billing(trip_cents=30_000, expenses_line="travel"),
    )
    case = problem(terms, HALVES)
    placed = [
        replace(one, parts=tuple(replace(part, site="school") for part in one.parts))
        for one in logged_plan().sessions
    ]
    hours, travel = burned(case, Plan(tuple(placed)), date(2026, 1, 1)).lines
    assert (hours.used, hours.unused) == (540, 60)
    assert (travel.used, travel.unused, travel.runs_out) == (90_000, 10_000, None)


def test_a_price_without_a_date_is_left_out_and_one_with_dates_is_not() -> None:
    on = (date(2025, 9, 1), date(2026, 1, 15))
    terms = contract(
        line("pd", LineUnit.COACH_DAYS, 6, 180_000),
        line("books", LineUnit.PRICE, 0, 77_500),
        replace(line("licence", LineUnit.PRICE, 0, 50_001), on=on),
    )
    told = burned(problem(terms, HALVES), logged_plan())
    assert [one.of.line.id for one in told.lines] == ["pd", "licence"]
    assert [one.line.id for one in told.undated] == ["books"]
    assert told.contracted == 590_001
    assert told.lines[1].runs_out == on[1]
    assert told.months[3].planned == 25_001


def test_nothing_dated_is_told_of_no_lines() -> None:
    case = problem(contract(line("books", LineUnit.PRICE, 0, 77_500)), [Sold(None, HALF_DAY)])
    told = burned(case, Plan(()))
    assert (told.lines, told.contracted, len(told.undated)) == ((), 0, 1)
