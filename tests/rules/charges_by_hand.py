"""Years by hand of what a contract pays for."""

from __future__ import annotations

from dataclasses import replace

from cases_by_hand import MON_AM, MON_PM, TUE_AM, TUE_PM, Case, Cases, noting
from small import (
    AM,
    PM,
    VIRTUAL,
    at,
    contract,
    day,
    line,
    minutes,
    on_record,
    problem,
    visit,
    wants,
    window,
)

from planner.domain.clock import Block
from planner.domain.contract import Billing, Contract, Line, LineUnit
from planner.domain.delivery import slots
from planner.domain.log import Amounts, Entry, Said, month_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules import contract as contract_rule
from planner.rules import expenses

CASES: Cases = []
case = noting(CASES)

SHORT = {"window": window(0, 0), "pool": ("ann",), "length": minutes(45), "line": "days"}
FIRST_HOUR, SECOND_HOUR = (wants(hours=Block(start, start + 50)) for start in (510, 570))


@case(contract_rule)
def one_session_was_bought() -> Case:
    """The line holds one session; the one worth more takes it."""
    dear = visit("dear", priority=9, line="meetings", **MON_AM)
    cheap = visit("cheap", priority=1, line="meetings", **TUE_AM)
    terms = contract(meetings=line("meetings", LineUnit.SESSIONS, 1))
    return problem(cheap, dear, terms=terms), {"dear": "Mon 6 AM ann"}


@case(contract_rule)
def each_facilitator_is_charged() -> Case:
    """Half a day by two coaches is the whole coach-day that was bought."""
    pair = visit("pair", team=2, line="days", priority=9, window=window(0, 0), rules=wants(half=AM))
    more = visit("more", line="days", priority=1, **TUE_AM)
    terms = contract(days=line("days", LineUnit.COACH_DAYS, 2))
    return problem(pair, more, terms=terms), {"pair": "Mon 6 AM ann+bob"}


@case(contract_rule)
def two_short_ones_share_a_half() -> Case:
    """Half a day pays for two short sessions in one morning, and for none in the afternoon."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 1), Billing(share_halves=True))
    return problem(
        visit("one", rules=FIRST_HOUR, **SHORT),
        visit("two", rules=SECOND_HOUR, **SHORT),
        visit("three", rules=wants(half=PM), priority=1, **SHORT),
        terms=terms,
    ), {"one": "Mon 6 AM ann", "two": "Mon 6 09:30 ann"}


@case(contract_rule)
def a_date_on_site_charges_a_day() -> Case:
    """Of 1.5 days, Monday on site charges one, Tuesday on screen half: nothing for Wednesday."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 3), Billing(on_site_minimum_ticks=2))
    paid = {"line": "days", "rules": wants(half=AM), "pool": ("ann",)}
    return problem(
        visit("monday", priority=9, window=window(0, 0), **paid),
        visit("tuesday", priority=9, window=window(1, 1), modes=VIRTUAL, **paid),
        visit("wednesday", priority=1, window=window(2, 2), **paid),
        terms=terms,
    ), {"monday": "Mon 6 AM ann", "tuesday": "Tue 7 AM ann"}


@case(contract_rule)
def a_capped_date() -> Case:
    """Three short sessions are 1.5 by themselves; Monday charges 1.0, and Tuesday has no more."""
    terms = billed(line("days", LineUnit.COACH_DAYS, 2), Billing(day_cap_ticks=2))
    tuesday = {**SHORT, "window": window(1, 1), "rules": wants(half=AM)}
    return problem(
        visit("one", rules=FIRST_HOUR, **SHORT),
        visit("two", rules=SECOND_HOUR, **SHORT),
        visit("three", rules=wants(hours=Block(690, 740)), **SHORT),
        visit("four", priority=1, **tuesday),
        terms=terms,
    ), {"one": "Mon 6 AM ann", "two": "Mon 6 09:30 ann", "three": "Mon 6 PM ann"}


@case(contract_rule)
def used_before() -> Case:
    """Half of the day that was bought is used before: the half that is left pays for one."""
    terms = contract(days=replace(line("days", LineUnit.COACH_DAYS, 2), opening=1))
    dear, cheap = (
        visit(id, priority=priority, line="days", **half)
        for id, priority, half in (("dear", 9, MON_AM), ("cheap", 1, TUE_AM))
    )
    return problem(dear, cheap, terms=terms), {"dear": "Mon 6 AM ann"}


@case(contract_rule)
def what_was_held_charges_what_the_log_says() -> Case:
    """Of 1.5 days Monday's half has charged one, for it lasted all day: half a day is left."""
    terms = contract(days=line("days", LineUnit.COACH_DAYS, 3))
    return held_on_monday(terms, "days", Amounts(2, 180_000)), {
        "held": "Mon 6 AM ann",
        "dear": "Tue 7 AM ann",
    }


@case(expenses)
def what_a_trip_cost_is_what_the_log_says() -> Case:
    """Of $1,000.00 Monday's trip has cost $900.00, and Tuesday's costs $300.00."""
    travel = Billing(trip_cents=30_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    return held_on_monday(terms, "travel", Amounts(0, 90_000)), {"held": "Mon 6 AM ann"}


@case(expenses)
def one_trip_is_paid_for() -> Case:
    """$1,000.00 pay for one trip at $600.00; the second, on Tuesday, is not made."""
    travel = Billing(trip_cents=60_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    dear, cheap = visit("dear", priority=9, **MON_AM), visit("cheap", priority=1, **TUE_AM)
    return problem(dear, cheap, terms=terms), {"dear": "Mon 6 AM ann"}


@case(expenses)
def a_trip_serves_a_whole_date() -> Case:
    """One trip takes Ann to both halves of Monday; Tuesday would be another."""
    travel = Billing(trip_cents=60_000, expenses_line="travel")
    terms = billed(line("travel", LineUnit.PRICE, 0), travel)
    return problem(
        visit("am", **MON_AM),
        visit("pm", **MON_PM),
        visit("tue", priority=1, **TUE_AM),
        terms=terms,
    ), {"am": "Mon 6 AM ann", "pm": "Mon 6 PM ann"}


def held_on_monday(terms: Contract, paid_by: str, amounts: Amounts) -> Problem:
    """Return a year of which Monday morning is over, and charged what the log says to a line.

    Two more halves on the line "days", if there is one, are promised.
    """
    on = "days" if "days" in terms.lines else None
    halves = [("held", 5, MON_AM), ("dear", 9, TUE_AM), ("cheap", 1, TUE_PM)]
    visits = [visit(id, priority=priority, line=on, **half) for id, priority, half in halves]
    monday = at("held", 0)
    past = on_record(problem(*visits, terms=terms), monday, today=day(1))
    (one,) = (each for each in slots(past, Plan((monday,))) if each.line == paid_by)
    entry = Entry(
        entered=day(1),
        month=month_of(day(0)),
        said=Said.DELIVERED,
        slot=one.slot,
        planned=one.part,
        expected=one.amounts,
        held=one.part,
        facilitator="ann",
        line=paid_by,
        amounts=amounts,
    )
    return replace(past, log=(entry,))


def billed(one: Line, billing: Billing) -> Contract:
    """Return a contract of one line under terms of billing."""
    return replace(contract(**{one.id: one}), billing=billing)
