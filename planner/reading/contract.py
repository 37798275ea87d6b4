"""[contract]: what the client pays for, line by line, and the total that these add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from math import lcm
from typing import Any

from planner.domain.charge import contracted_cents, money
from planner.domain.contract import JULY, Contract, Line, LineUnit
from planner.reading.billing import (
    DAY_STEP,
    PART_OF_A_DAY,
    billing_parts,
    complain_of_terms,
    read_billing,
)
from planner.reading.billing import ROUND as ROUND_OF_ALL
from planner.reading.forms import (
    MONEY,
    MONTHS,
    NAME,
    TABLE,
    Form,
    choice,
    decimal,
    list_of,
    steps,
    whole,
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
ROUND = Key("round", PART_OF_A_DAY, None)
USED = Key("used", Form("a number in what the line buys, such as 3.5", decimal), Decimal(0))
LINE = Schema(
    "contract.lines.<id>",
    (TITLE, COACH_DAYS, SESSIONS, HOURS, PRICE, RATE, ROUND, USED, PURCHASE_ORDER),
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


def read_contract(table: Table, billing: Table, default_client: str) -> Contract | None:
    """Return a contract whose total and lines agree; None if anything about it is wrong."""
    tables = dict(table.entries(LINES, LINE))
    if not tables and not table.is_wrong(LINES):
        table.complain(LINES, "is missing; expected at least one [contract.lines.<id>]")
    units = {id: _unit(line) for id, line in tables.items()}
    total, between = _total(table)
    complain_of_terms(billing, units)
    step = billing.get(ROUND_OF_ALL)
    if table.is_wrong() or billing.is_wrong():
        return None
    ticks_per_day = lcm(_ticks_per_day(tables.values(), step), billing_parts(billing))
    lines = {
        id: replace(
            _line(id, line, unit, ticks_per_day, step),
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


def _unit(line: Table) -> LineUnit | None:
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
        line.get(ROUND)
    elif line.has(ROUND):
        line.complain(ROUND, "is for lines that buy coach_days")
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


def _line(id: str, line: Table, unit: LineUnit, ticks_per_day: int, step: Decimal) -> Line:
    is_days = unit is LineUnit.COACH_DAYS
    quantity = line.get(_UNITS[unit])
    return Line(
        id=id,
        title=line.get(TITLE) or id,
        unit=unit,
        quantity=0 if unit is LineUnit.PRICE else int(quantity * (ticks_per_day if is_days else 1)),
        rate_cents=(line.get(PRICE) if unit is LineUnit.PRICE else line.get(RATE)) or 0,
        round_ticks=int((line.get(ROUND) or step) * ticks_per_day) if is_days else 1,
        opening=int(line.get(USED) * (ticks_per_day if is_days else _USED[unit][0])),
    )


def _ticks_per_day(lines: Iterable[Table], step: Decimal) -> int:
    """Return into how many ticks a day is cut so that all quantities and steps are whole."""
    days = [line for line in lines if line.has(COACH_DAYS)]
    parts = [line.get(ROUND) or step for line in days]
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
