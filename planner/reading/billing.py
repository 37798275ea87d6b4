"""[billing]: what of a date is charged besides the length of each session."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm

from planner.domain.contract import Billing, LineUnit
from planner.reading.forms import A_WHILE, MONEY, YES_NO, choice, id_of
from planner.reading.names import Names
from planner.reading.rounding import A_ROUNDING, HALF_DAYS, PART_OF_A_DAY
from planner.reading.table import Key, Schema, Table
from planner.reading.wording import shown

ROUND = Key("round", A_ROUNDING, HALF_DAYS)
SHARE_HALVES = Key("share_halves", YES_NO, default=False)
ON_SITE_MINIMUM = Key("on_site_minimum", PART_OF_A_DAY, None)
DAY_CAP = Key("day_cap", PART_OF_A_DAY, None)
EXPENSES_PER_TRIP = Key("expenses_per_trip", MONEY, None)
EXPENSES_LINE = Key("expenses_line", id_of("a contract line with a price"), None)
CANCELLED = Key("cancelled", choice("waive", "charge"), "waive")
NOTICE = Key("notice", A_WHILE, None)
BILLING = Schema(
    "billing",
    (
        *(ROUND, SHARE_HALVES, ON_SITE_MINIMUM, DAY_CAP),
        *(EXPENSES_PER_TRIP, EXPENSES_LINE, CANCELLED, NOTICE),
    ),
)


def billing_parts(table: Table) -> int:
    """Return into how many ticks a day is cut so that every term for dates is whole."""
    terms = (table.get(ON_SITE_MINIMUM), table.get(DAY_CAP))
    return lcm(*(term.as_integer_ratio()[1] for term in terms if term is not None))


def read_billing(table: Table, ticks_per_day: int) -> Billing:
    """Return the terms of billing."""
    minimum, cap = table.get(ON_SITE_MINIMUM), table.get(DAY_CAP)
    trip_cents = table.get(EXPENSES_PER_TRIP) or 0
    return Billing(
        share_halves=table.get(SHARE_HALVES),
        on_site_minimum_ticks=int((minimum or 0) * ticks_per_day),
        day_cap_ticks=None if cap is None else int(cap * ticks_per_day),
        trip_cents=trip_cents,
        expenses_line=table.get(EXPENSES_LINE) if trip_cents else None,
        charges_cancelled=table.get(CANCELLED) == "charge",
        notice_days=table.get(NOTICE),
    )


def complain_of_terms(table: Table, units: Mapping[str, LineUnit | None]) -> None:
    """Complain of terms that contradict each other or the lines of the contract."""
    minimum, cap = table.get(ON_SITE_MINIMUM), table.get(DAY_CAP)
    if minimum is not None and cap is not None and minimum > cap:
        table.complain(
            ON_SITE_MINIMUM, f"{minimum.normalize()} is more than day_cap, {cap.normalize()}"
        )
    table.get(SHARE_HALVES)
    if table.get(NOTICE) is not None and table.get(CANCELLED) != "charge":
        table.complain(NOTICE, 'goes with cancelled = "charge", which is missing')
    table.get(EXPENSES_PER_TRIP)
    line = table.get(EXPENSES_LINE)
    if line is None:
        return
    if not table.has(EXPENSES_PER_TRIP):
        table.complain(EXPENSES_LINE, "goes with expenses_per_trip, which is missing")
    is_known = Names("line", tuple(units)).knows(table, EXPENSES_LINE, line)
    if is_known and units[line] not in (LineUnit.PRICE, None):
        message = f"{shown(line)} buys {units[line]}; expected {EXPENSES_LINE.form.expected}"
        table.complain(EXPENSES_LINE, message)
