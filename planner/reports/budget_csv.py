"""budget.csv: what each facilitator's part of each session charges the contract, and trips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.charge import Charge, charges, coach_days, money
from planner.domain.clock import moment
from planner.domain.confidential import public_ids, request_of
from planner.domain.contract import NO_LINE, Billing
from planner.domain.fees import fees
from planner.domain.plan import Plan
from planner.domain.problem import Mode, Problem
from planner.domain.trips import trips

HEADER = (
    "engagement",
    "line",
    "session",
    "type",
    "audience",
    "site",
    "mode",
    "facilitator",
    "date",
    "start",
    "end",
    "coach_days",
    "amount",
)

TEXTS = HEADER.index("date")
"""The number of columns, the first of all, that come from the scenario."""

Row = tuple[str, ...]
"""A text for each column of the header."""

CANCELLED = "cancelled"
"""The type of a row that charges for a session that does not take place."""

FEE = "fee"
"""The type of a row that charges a price on its date."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def budget_csv(problem: Problem, plan: Plan) -> bytes:
    """Return the rows of a plan, as a file."""
    return written(rows(problem, plan))


def written(listed: Iterable[Row]) -> bytes:
    """Return rows below their header; no text in them is taken for a formula."""
    import pandas as pd  # noqa: PLC0415 - half a second that other commands need not wait

    cells = [(*map(neutral, row[:TEXTS]), *row[TEXTS:]) for row in listed]
    frame = pd.DataFrame(cells, columns=list(HEADER), dtype=object)
    return frame.to_csv(index=False, lineterminator="\n").encode()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula or, at a bare CR, for another row."""
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    return guarded.replace("\r", " ")


def rows(problem: Problem, plan: Plan) -> Iterator[Row]:
    """Yield one row per part and facilitator, in the order of the plan; texts as they are.

    A cancelled session that is charged all the same has rows of type "cancelled". What follows is
    of no session: a row of type "fee" for each price that is charged on a date and, where a line
    pays for trips, one of type "expenses" for each of them.
    Dates and clock times are the engagement's. The columns `coach_days` and `amount` add up to
    the ledger. A confidential session names its request and no audience.
    """
    ids = public_ids(problem)
    for charge in charges(problem, plan):
        yield (*_texts(problem, plan, ids[charge.session], charge), *_figures(problem, charge))
    contract = problem.engagement.contract
    for fee in fees(contract) if contract else ():
        told = (problem.engagement.id, fee.line, "", FEE, *([""] * 4))
        yield (*told, fee.date.isoformat(), "", "", "0.0", f"{money(fee.cents):f}")
    if contract and contract.billing.expenses_line is not None:
        yield from _expenses(problem, plan, contract.billing)


def _expenses(problem: Problem, plan: Plan, billing: Billing) -> Iterator[Row]:
    amount = f"{money(billing.trip_cents):f}"
    paid_by = billing.expenses_line or ""
    for day, facilitator, site in trips(problem, plan.sessions):
        told = (problem.engagement.id, paid_by, "", "expenses", "", site, Mode.IN_PERSON.value)
        yield (*told, facilitator, day.isoformat(), "", "", "0.0", amount)


def _texts(problem: Problem, plan: Plan, public_id: str, charge: Charge) -> Iterator[str]:
    """Yield the columns that come from the scenario."""
    placed, request = plan.placed.get(charge.session), request_of(problem, charge.session)
    yield problem.engagement.id
    yield charge.line or NO_LINE
    yield public_id
    yield request.type if placed else CANCELLED
    yield "" if request.confidential else "+".join(problem.sessions[charge.session].audience)
    yield charge.part.site or ""
    yield (placed or problem.baseline[charge.session]).mode
    yield charge.facilitator


def _figures(problem: Problem, charge: Charge) -> Iterator[str]:
    """Yield the columns that the planner computes."""
    contract, zone = problem.engagement.contract, problem.engagement.zone
    start, end = moment(charge.part.start, zone), moment(charge.part.end, zone)
    yield start.date().isoformat()
    yield f"{start:%H:%M}"
    yield f"{end:%H:%M}"
    yield f"{coach_days(charge.ticks, contract.ticks_per_day if contract else 1):f}"
    yield f"{money(charge.cents):f}"
