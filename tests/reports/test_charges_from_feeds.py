"""What is charged, computed another way: in fractions, from the events that facilitators see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import StringIO
from math import ceil, floor

import small
import strict_ics
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import Case, choices, problems

from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.budget_csv import budget_csv
from planner.reports.feeds import feeds
from planner.reports.revisions import revise
from planner.rules import one_place

Row = tuple[str, str, datetime]
"""A session, its facilitator, and when this part of it starts."""

Cost = tuple[Fraction, Fraction]
"""Coach-days and money."""


@dataclass(frozen=True)
class Told:
    """An event in a facilitator's calendar."""

    session: str
    facilitator: str
    start: datetime
    end: datetime
    site: str

    @property
    def row(self) -> Row:
        return self.session, self.facilitator, self.start

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60


@st.composite
def years(draw: st.DrawFn) -> Case:
    """A year under a contract, and a plan in which nobody is in two places at once."""
    problem = draw(problems(with_record=False))
    return problem, draw(choices(problem, small.anywhere(problem)))


@given(year=years())
@settings(max_examples=150)
def test_rows_and_sums_are_what_the_feeds_say(year: Case) -> None:
    problem, chosen = year
    plan = small.plan_of(problem, chosen)
    assume(problem.engagement.contract is not None)
    assume(not any(True for _ in one_place.check(problem, plan)))
    events = told(problem, plan)
    expected = costs(problem, events)
    rows, expenses, fees = written(problem, plan)
    assert rows == expected
    book = ledger(problem, plan)
    trips = {(one.facilitator, one.site, one.start.date()) for one in events if one.site}
    assert len(expenses) == (len(trips) if paid_by_a_line(problem) else 0)
    assert sum((days for days, _ in rows.values()), Fraction()) == Fraction(
        book.days.planned, book.ticks_per_day
    )
    amounts = [*(amount for _, amount in rows.values()), *expenses, *fees]
    contract = problem.engagement.contract
    assert contract is not None
    dated = [line for line in contract.lines.values() if line.on]
    assert sum(fees, Fraction()) == sum(
        Fraction(line.rate_cents - line.opening, 100) for line in dated
    )
    assert len(fees) == sum(len(line.on) for line in dated)
    assert sum(amounts, Fraction()) == Fraction(book.money.planned, 100)


def told(problem: Problem, plan: Plan) -> list[Told]:
    """Read the calendars of all facilitators."""
    files = feeds(problem, revise(problem, plan, None))
    zone = problem.engagement.zone
    found: list[Told] = []
    for name, data in files.items():
        folder, _, who = name.removesuffix(".ics").rpartition("/")
        if folder != "calendars/facilitators":
            continue
        calendar = strict_ics.read(data)
        times = strict_ics.instants(calendar)
        for uid, event in strict_ics.events(data).items():
            start, end = (at.astimezone(zone) for at in times[uid])
            session, site = event.one("X-PLANNER-SESSION").value, event.text("LOCATION")
            found.append(Told(session, who, start, end, site))
    return sorted(found, key=lambda one: (one.start, one.session, one.facilitator))


def costs(problem: Problem, events: Sequence[Told]) -> dict[Row, Cost]:
    """Return what each row costs, by the words of docs/scenario.md."""
    contract = problem.engagement.contract
    assert contract is not None
    found: dict[Row, Cost] = {}
    bills: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    dates: dict[tuple[str, date], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in events:
        line = problem.sessions[one.session].line
        if line is None:
            found[one.row] = Fraction(), Fraction()
        elif contract.billing.is_by_date and contract.lines[line].unit is LineUnit.COACH_DAYS:
            dates[one.facilitator, one.start.date()][line].append(one)
        else:
            bills[line, one.facilitator, one.session].append(one)
    for (line_id, _, _), together in bills.items():
        known = contract.lines[line_id]
        found |= split(contract, known, alone(problem, known, together), together)
    for by_line in dates.values():
        for line_id, units in of_date(problem, by_line).items():
            found |= split(contract, contract.lines[line_id], units, by_line[line_id])
    return found


def alone(problem: Problem, line: Line, parts: Sequence[Told]) -> Fraction:
    """Return what a session charges by its own length, in units of the line."""
    contract = problem.engagement.contract
    assert contract is not None
    days = sum((share(problem, part) for part in parts), Fraction())
    if line.unit is LineUnit.COACH_DAYS:
        return up(days, Fraction(step(line, parts[0]), contract.ticks_per_day))
    if line.unit is LineUnit.HOURS:
        return up(days * problem.engagement.day.minutes, Fraction(step(line, parts[0]))) / 60
    return Fraction(1 if line.unit is LineUnit.SESSIONS else 0)


def of_date(problem: Problem, by_line: Mapping[str, Sequence[Told]]) -> dict[str, Fraction]:
    """Return what the sessions of one facilitator and date charge each line, in coach-days."""
    contract = problem.engagement.contract
    assert contract is not None
    billing, whole = contract.billing, contract.ticks_per_day
    days = {id: of_line(problem, contract.lines[id], parts) for id, parts in by_line.items()}
    on_site = [id for id in contract.lines if any(part.site for part in by_line.get(id, ()))]
    minimum = Fraction(billing.on_site_minimum_ticks, whole)
    if on_site and sum(days.values()) < minimum:
        days[on_site[0]] += minimum - sum(days.values())
    if billing.day_cap_ticks is not None:
        left = Fraction(billing.day_cap_ticks, whole)
        for id in (id for id in contract.lines if id in days):
            days[id] = min(days[id], left)
            left -= days[id]
    return days


def of_line(problem: Problem, line: Line, parts: Sequence[Told]) -> Fraction:
    """Return what the sessions of one facilitator and date on a line come to, in coach-days."""
    contract = problem.engagement.contract
    assert contract is not None
    billing, noon = contract.billing, problem.engagement.day.am.end
    days, shared = Fraction(), defaultdict[tuple[bool, Fraction], Fraction](Fraction)
    for part in parts:
        whole = Fraction(step(line, part), contract.ticks_per_day)
        if billing.share_halves and share(problem, part) < 1:
            shared[part.start.hour * 60 + part.start.minute < noon, whole] += share(problem, part)
        else:
            days += up(share(problem, part), whole)
    halves = (up(min(half, Fraction(1, 2)), whole) for (_, whole), half in shared.items())
    return days + sum(halves, Fraction())


def step(line: Line, part: Told) -> int:
    """Return what an event is rounded up to: one without a place is virtual."""
    virtual = line.virtual_round_ticks
    return virtual if virtual is not None and not part.site else line.round_ticks


def share(problem: Problem, part: Told) -> Fraction:
    """Return the share of a working day that an event takes, by its clock times."""
    day = problem.engagement.day
    start = part.start.hour * 60 + part.start.minute
    times = start, start + part.minutes
    if times == (day.am.start, day.pm.end):
        return Fraction(1)
    is_half = problem.sessions[part.session].length == small.HALF_DAY
    return Fraction(1, 2) if is_half else Fraction(part.minutes, day.minutes)


def split(
    contract: Contract, line: Line, units: Fraction, parts: Sequence[Told]
) -> dict[Row, Cost]:
    """Split what parts charge together by their minutes, each piece a whole tick and a cent."""
    is_days = line.unit is LineUnit.COACH_DAYS
    ticks = pieces(units * contract.ticks_per_day if is_days else Fraction(), parts)
    amount = Fraction(floor(units * line.rate_cents + Fraction(1, 2)))
    amounts = pieces(Fraction() if line.unit is LineUnit.PRICE else amount, parts)
    return {
        part.row: (Fraction(tick, contract.ticks_per_day), Fraction(cent, 100))
        for part, tick, cent in zip(parts, ticks, amounts, strict=True)
    }


def pieces(total: Fraction, parts: Sequence[Told]) -> list[int]:
    """Return whole pieces: the largest remainders are rounded up, the earlier of equal ones."""
    whole = sum(part.minutes for part in parts)
    exact = [total * part.minutes / whole for part in parts]
    missing = total - sum(map(floor, exact))
    waiting = sorted(range(len(parts)), key=lambda index: floor(exact[index]) - exact[index])
    rounded_up = set(waiting[: int(missing)])
    return [floor(one) + (index in rounded_up) for index, one in enumerate(exact)]


def up(amount: Fraction, step: Fraction) -> Fraction:
    return ceil(amount / step) * step


def written(problem: Problem, plan: Plan) -> tuple[dict[Row, Cost], list[Fraction], list[Fraction]]:
    """Read budget.csv: the rows of sessions, what each trip costs, and what is charged on dates."""
    zone = problem.engagement.zone
    found: dict[Row, Cost] = {}
    expenses: list[Fraction] = []
    fees: list[Fraction] = []
    for row in _csv(budget_csv(problem, plan)):
        if row["type"] == "expenses":
            expenses.append(Fraction(row["amount"]))
            continue
        if row["type"] == "fee":
            fees.append(Fraction(row["amount"]))
            continue
        start = datetime.fromisoformat(f"{row['date']}T{row['start']}").replace(tzinfo=zone)
        cost = Fraction(row["coach_days"]), Fraction(row["amount"])
        found[row["session"], row["facilitator"], start] = cost
    return found, expenses, fees


def _csv(data: bytes) -> Iterable[dict[str, str]]:
    return DictReader(StringIO(data.decode(), newline=""))


def paid_by_a_line(problem: Problem) -> bool:
    contract = problem.engagement.contract
    return contract is not None and contract.billing.expenses_line is not None
