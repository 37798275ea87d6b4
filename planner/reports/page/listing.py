"""Every placed session in a table that can be filtered, with what it charges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.charge import charges_by_session, coach_days
from planner.domain.contract import NO_LINE
from planner.domain.ledger import dollars
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.page.told import Told
from planner.reports.titles import Titles


@dataclass(frozen=True, slots=True)
class Row:
    """A session: when each part is, who leads it and where, and what it charges which line."""

    told: Told
    facilitators: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    team: str
    places: tuple[str, ...]
    line: str
    coach_days: str
    amount: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter offers: a value, and what people call it."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All sessions with a date, what they charge together, and by what they can be filtered."""

    rows: tuple[Row, ...]
    coach_days: str
    amount: str
    filters: Mapping[str, tuple[Choice, ...]]


def listing(problem: Problem, plan: Plan, known: Mapping[str, Told]) -> Listing:
    """Return every placed session by start and id, and where sessions were that have lapsed."""
    contract, charged = problem.engagement.contract, charges_by_session(problem, plan)
    per_day = contract.ticks_per_day if contract else 1
    every = [charge for listed in charged.values() for charge in listed]
    titles = Titles(problem, plan)
    lines = contract.lines if contract else {}
    rows = []
    gone = [problem.baseline[id] for id in problem.lapsed & problem.baseline.keys()]
    for placed in sorted((*plan.sessions, *gone), key=lambda one: (one.start, one.id)):
        line, own = problem.sessions[placed.id].line, charged.get(placed.id, ())
        row = Row(
            told=known[placed.id],
            facilitators=placed.facilitators,
            parts=tuple((titles.date(part), titles.clock(part)) for part in placed.parts),
            team=titles.team(placed),
            places=tuple(dict.fromkeys(titles.places(placed))),
            line=NO_LINE if line is None else lines[line].title,
            coach_days=f"{coach_days(sum(one.ticks for one in own), per_day):f}",
            amount=dollars(sum(one.cents for one in own)),
        )
        rows.append(row)
    return Listing(
        rows=tuple(rows),
        coach_days=f"{coach_days(sum(one.ticks for one in every), per_day):f}",
        amount=dollars(sum(one.cents for one in every)),
        filters=_filters(problem, rows),
    )


def _filters(problem: Problem, rows: list[Row]) -> Mapping[str, tuple[Choice, ...]]:
    """Return what occurs in any row, in the scenario's order."""
    leading = {id for row in rows for id in row.facilitators}
    attending = {id for row in rows for id in row.told.attending}
    people, audiences = problem.facilitators, problem.engagement.audiences
    return {
        "facilitator": tuple(Choice(i, one.title) for i, one in people.items() if i in leading),
        "audience": tuple(Choice(i, one.title) for i, one in audiences.items() if i in attending),
        "type": tuple(Choice(one, one) for one in dict.fromkeys(row.told.type for row in rows)),
    }
