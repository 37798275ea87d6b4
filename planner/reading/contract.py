"""[contract]: what the client pays for, line by line, and the total that these add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from planner.domain.charge import contracted_cents, money
from planner.domain.contract import JULY, Contract, Line, LineUnit
from planner.domain.problem import Day, Mode, Window
from planner.reading.billing import EXPENSES_LINE, billing_parts, complain_of_terms, read_billing
from planner.reading.billing import ROUND as ROUND_OF_ALL
from planner.reading.forms import (
    DATE,
    MONEY,
    MONTHS,
    NAME,
    TABLE,
    Form,
    choice,
    decimal,
    list_of,
    one_or_list,
    steps,
    whole,
)
from planner.reading.rounding import (
    A_ROUNDING,
    DAY_STEP,
    HALF_DAYS,
    Rounding,
    complain_of_hours,
    complain_of_parts,
)
from planner.reading.table import Key, Schema, Table


def _quantity(step: Decimal, most: Decimal, words: str) -> Form[Decimal]:
    return Form(words, lambda value: steps(value, step, step, most) * step)


STATE = Key("state", choice("draft", "signed"), "draft")
CLIENT = Key("client", NAME, None)
TOTAL = Key("total", MONEY, None)
BETWEEN = Key("between", list_of(MONEY, "two amounts, such as [100_001, 500_000]"), None)
PURCHASE_ORDER = Key("purchase_order", NAME, None)
FISCAL_YEAR_START = Key("fiscal_year_start", whole(1, MONTHS), JULY)
LINES = Key[Mapping[str, Any]]("lines", TABLE, {})
CONTRACT = Schema(
    "contract", (STATE, CLIENT, TOTAL, BETWEEN, PURCHASE_ORDER, FISCAL_YEAR_START, LINES)
)

TITLE = Key("title", NAME, None)
COACH_DAYS = Key(
    "coach_days",
    _quantity(DAY_STEP, Decimal(10_000), "a number of coach-days up to 10,000, such as 8 or 2.5"),
    None,
)
SESSIONS = Key("sessions", whole(1, 10_000), None)
HOURS = Key(
    "hours",
    Form(
        "a number of hours up to 100,000 in whole minutes, such as 37.5",
        lambda value: steps(decimal(value) * 60, Decimal(1), Decimal(1), Decimal(6_000_000)),
    ),
    None,
)
PRICE = Key("price", MONEY, None)
RATE = Key("rate", MONEY, None)
ON = Key("on", one_or_list(DATE, "a date such as 2025-10-10, or a list of dates"), ())
ROUND = Key[Rounding | None]("round", A_ROUNDING, None)
USED = Key("used", Form("a number in what the line buys, such as 3.5", decimal), Decimal(0))
LINE = Schema(
    "contract.lines.<id>",
    (TITLE, COACH_DAYS, SESSIONS, HOURS, PRICE, RATE, ON, ROUND, USED, PURCHASE_ORDER),
)

_UNITS: Mapping[LineUnit, Key[Any]] = {
    LineUnit.COACH_DAYS: COACH_DAYS,
    LineUnit.SESSIONS: SESSIONS,
    LineUnit.HOURS: HOURS,
    LineUnit.PRICE: PRICE,
}

_USED: Mapping[LineUnit, tuple[int, str]] = {
    LineUnit.COACH_DAYS: (1_000, "a number of coach-days, such as 3.5"),
    LineUnit.SESSIONS: (1, "a whole number of sessions"),
    LineUnit.HOURS: (60, "a number of hours in whole minutes, such as 1.5"),
    LineUnit.PRICE: (100, MONEY.expected),
}
"""How many parts of a unit an opening balance may count, and in words."""


def read_contract(
    table: Table, billing: Table, year: Window, day: Day, default_client: str
) -> Contract | None:
    """Return a contract whose total and lines agree; None if anything about it is wrong."""
    if table.is_refused():
        return None
    tables = dict(table.entries(LINES, LINE))
    if not tables and not table.is_wrong(LINES):
        table.complain(LINES, "is missing; expected at least one [contract.lines.<id>]")
    units = {id: _unit(line, day) for id, line in tables.items()}
    total, between = _total(table)
    complain_of_terms(billing, units)
    complain_of_parts(billing, ROUND_OF_ALL, day)
    for id, line in tables.items():
        _complain_of_dates(line, year, pays_trips=billing.get(EXPENSES_LINE) == id)
    if table.is_wrong() or billing.is_wrong():
        return None
    terms = _Terms(day, billing.get(ROUND_OF_ALL))
    ticks_per_day = lcm(_ticks_per_day(tables.values(), terms), billing_parts(billing))
    lines = {
        id: replace(
            _line(id, line, unit, ticks_per_day, terms),
            purchase_order=line.get(PURCHASE_ORDER) or table.get(PURCHASE_ORDER) or "",
        )
        for (id, line), unit in zip(tables.items(), units.values(), strict=True)
        if unit is not None
    }
    contract = Contract(
        state=table.get(STATE),
        client=table.get(CLIENT) or default_client,
        total_cents=total,
        between_cents=between,
        ticks_per_day=ticks_per_day,
        lines=lines,
        billing=read_billing(billing, ticks_per_day),
        fiscal_year_month=table.get(FISCAL_YEAR_START),
    )
    _compare(table, contract)
    return contract


@dataclass(frozen=True, slots=True)
class _Terms:
    """What lines that do not say otherwise are rounded to, and the day that is shared."""

    day: Day
    rounding: Rounding

    def steps(self, line: Table) -> Mapping[Mode, Fraction]:
        """Return the steps of a coach-day line, as parts of a day."""
        own: Rounding | None = line.get(ROUND)
        said = {**HALF_DAYS, **self.rounding, **(own or {})}
        return {mode: said[mode].of_day(self.day) for mode in Mode}


def _unit(line: Table, day: Day) -> LineUnit | None:
    """Return what a line buys, and complain of keys that do not go together."""
    line.get(TITLE)
    line.get(PURCHASE_ORDER)
    bought = [unit for unit, key in _UNITS.items() if line.has(key)]
    names = [key.name for key in _UNITS.values()]
    if len(bought) != 1:
        found = f"has {' and '.join(_UNITS[unit].name for unit in bought)}"
        message = f"{found if bought else 'buys nothing'}; expected one of {', '.join(names)}"
        line.complain(None, message)
        return None
    unit = bought[0]
    line.get(_UNITS[unit])
    if unit is LineUnit.PRICE and line.has(RATE):
        line.complain(RATE, "does not go with a price; expected one of the two")
    elif unit is not LineUnit.PRICE:
        line.need(RATE)
    if unit is LineUnit.COACH_DAYS:
        complain_of_parts(line, ROUND, day)
    elif unit is LineUnit.HOURS:
        complain_of_hours(line, ROUND)
    elif line.has(ROUND):
        line.complain(ROUND, "is for lines that buy coach_days or hours")
    if line.get(ON) and unit is not LineUnit.PRICE:
        line.complain(ON, "is for lines with a price; what others charge has the dates of sessions")
    _complain_of_used(line, unit)
    return unit


def _complain_of_used(line: Table, unit: LineUnit) -> None:
    """Complain of an opening balance that is no number of what the line buys."""
    step, expected = _USED[unit]
    used = line.get(USED)
    if used < 0 or (used * step) % 1:
        line.complain(USED, f"{used} is not {expected}")


def _total(table: Table) -> tuple[int | None, tuple[int, int] | None]:
    for key in (STATE, CLIENT, PURCHASE_ORDER, FISCAL_YEAR_START):
        table.get(key)
    total, between = table.get(TOTAL), table.get(BETWEEN)
    if table.has(TOTAL) == table.has(BETWEEN):
        found = "both total and" if table.has(TOTAL) else "neither total nor"
        table.complain(None, f"has {found} between; expected one of the two")
    if between is None:
        return total, None
    if len(between) != len(("least", "most")) or between[0] > between[1]:
        amounts = ", ".join(map(_worded, between))
        table.complain(BETWEEN, f"[{amounts}] is not {BETWEEN.form.expected}: least, then most")
        return total, None
    return total, (between[0], between[1])


def _complain_of_dates(line: Table, year: Window, *, pays_trips: bool) -> None:
    """Complain of the dates of a price that it cannot be charged on."""
    dates = line.get(ON)
    if dates and pays_trips:
        line.complain(ON, "does not go with a line that pays trips: each has its own date")
    for outside in (on for on in dates if on not in year):
        message = f"{outside} lies outside the contract's dates, {year.first} to {year.last}"
        line.complain(ON, message)


def _line(id: str, line: Table, unit: LineUnit, ticks_per_day: int, terms: _Terms) -> Line:
    is_days = unit is LineUnit.COACH_DAYS
    in_person, virtual = _round_ticks(line, unit, ticks_per_day, terms)
    quantity = line.get(_UNITS[unit])
    return Line(
        id=id,
        title=line.get(TITLE) or id,
        unit=unit,
        quantity=0 if unit is LineUnit.PRICE else int(quantity * (ticks_per_day if is_days else 1)),
        rate_cents=(line.get(PRICE) if unit is LineUnit.PRICE else line.get(RATE)) or 0,
        round_ticks=in_person,
        opening=int(line.get(USED) * (ticks_per_day if is_days else _USED[unit][0])),
        virtual_round_ticks=None if virtual == in_person else virtual,
        on=tuple(sorted(line.get(ON))),
    )


def _round_ticks(line: Table, unit: LineUnit, ticks_per_day: int, terms: _Terms) -> tuple[int, int]:
    """Return what charges of a line are rounded up to in person, and when virtual."""
    if unit is LineUnit.COACH_DAYS:
        steps = terms.steps(line)
        return int(steps[Mode.IN_PERSON] * ticks_per_day), int(steps[Mode.VIRTUAL] * ticks_per_day)
    said: Rounding | None = line.get(ROUND) if unit is LineUnit.HOURS else None
    minutes = {mode: step.minutes for mode, step in (said or {}).items()}
    return minutes.get(Mode.IN_PERSON, 1), minutes.get(Mode.VIRTUAL, 1)


def _ticks_per_day(lines: Iterable[Table], terms: _Terms) -> int:
    """Return into how many ticks a day is cut so that all quantities and steps are whole."""
    days = [line for line in lines if line.has(COACH_DAYS)]
    parts: list[Decimal | Fraction] = [one for line in days for one in terms.steps(line).values()]
    parts += [line.get(USED) for line in days]
    parts += [quantity for line in days if (quantity := line.get(COACH_DAYS))]
    return lcm(*(part.as_integer_ratio()[1] for part in parts))


def _compare(table: Table, contract: Contract) -> None:
    """Complain of a total that the lines do not add up to."""
    amounts = {id: contracted_cents(line, contract) for id, line in contract.lines.items()}
    added = sum(amounts.values())
    terms = " + ".join(f"{id} {_worded(amount)}" for id, amount in amounts.items())
    sum_of_lines = f"the lines add up to {_worded(added)} ({terms})"
    if contract.total_cents is not None and contract.total_cents != added:
        table.complain(TOTAL, f"is {_worded(contract.total_cents)}, but {sum_of_lines}")
    if contract.between_cents is not None:
        least, most = contract.between_cents
        if not least <= added <= most:
            table.complain(BETWEEN, f"is {_worded(least)} to {_worded(most)}, but {sum_of_lines}")


def _worded(cents: int) -> str:
    return f"{money(cents):,.2f}"
