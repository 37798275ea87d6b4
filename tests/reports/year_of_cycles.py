"""The district's document as a plan by hand: a kickoff, two cycles of four visits, a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from handmade import AM, PM, engagement, part, placed, problem, request, visit

from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.placement import PlacedSession
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import HALF_DAY, Audience, Problem, Session, Visit

TEAMS = {
    "GK": "Kindergarten team",
    "G1": "Grade 1 team",
    "G2": "Grade 2 team",
    "G3": "Grade 3 team",
    "G4": "Grade 4 team",
    "G5": "Grade 5 team",
    "G6-8": "Grades 6 to 8 team",
    "G6-8-lead": "Grades 6 to 8 leadership team",
    "K-8": "K-8 mathematics teachers",
    "leadership": "District leadership team",
}
PAIRS = (("GK", "G1"), ("G2", "G3"), ("G4", "G5"), ("G6-8", "G6-8-lead"))
DATES = {
    "cycle-1": (date(2025, 11, 18), date(2025, 12, 3), date(2025, 12, 10), date(2025, 12, 16)),
    "cycle-2": (date(2026, 1, 21), date(2026, 2, 3), date(2026, 2, 11), date(2026, 2, 25)),
}
COACHES = {"cycle-1": "coach-a", "cycle-2": "coach-b"}
GOALS = (
    (1, "unplaced", 0, "points"),
    (2, "published-changed", 0, "changes"),
    (2, "published-days-moved", 0, "days"),
    (3, "optional", 0, "points"),
    (4, "coach-days", 18, "half coach-days"),
    (4, "trips", 11, "trips"),
    (4, "halves", 19, "halves"),
    (5, "wishes", 23, "points"),
    (6, "load", 67, "%"),
    (7, "drafts-moved", 0, "changes"),
    (7, "earliest", 3704, "days"),
)


@cache
def cycles_problem() -> Problem:
    requests = (
        request("kickoff", "Eliciting and using student reasoning", "workshop"),
        request("cycle-1", "Collaborative coaching, cycle 1", "coaching"),
        request("cycle-2", "Collaborative coaching, cycle 2", "coaching"),
        request("reflection", "Reflection with the district leadership team", "reflection"),
    )
    audiences = (Audience(id, title, frozenset(), None) for id, title in TEAMS.items())
    winfield = engagement().sites["winfield"]
    return replace(
        problem(),
        engagement=replace(
            engagement(),
            contract=cycles_contract(),
            requests={each.id: each for each in requests},
            audiences={each.id: each for each in audiences},
            sites={"winfield": winfield},
        ),
        visits=(
            replace(visit("kickoff", Session("kickoff", ("K-8",), HALF_DAY, "pd")), team=2),
            *(cycle_visit(cycle, pair) for cycle in DATES for pair in PAIRS),
            visit("reflection", Session("reflection", ("leadership",), HALF_DAY, None)),
        ),
        series=(),
        orders=(),
        published=frozenset(),
    )


def cycles_contract() -> Contract:
    lines = (
        Line("coaching", "Specialized coaching", LineUnit.COACH_DAYS, 16, 180_000, 1),
        Line(
            "pd",
            "Half-day of professional development with two coaches",
            LineUnit.COACH_DAYS,
            2,
            180_000,
            1,
        ),
    )
    return Contract(
        "draft", "School District 34", 1_620_000, None, 2, {line.id: line for line in lines}
    )


def cycle_visit(cycle: str, pair: Sequence[str]) -> Visit:
    return visit(
        cycle, *(Session(f"{cycle}/{team}", (team,), HALF_DAY, "coaching") for team in pair)
    )


@cache
def cycles_plan() -> Plan:
    reflection = placed("reflection", (part(date(2026, 4, 14), *AM),), ("coach-a",))
    kickoff = placed("kickoff", (part(date(2025, 10, 10), *AM),), ("coach-a", "coach-b"))
    return Plan(
        sessions=(kickoff, *cycle_sessions("cycle-1"), *cycle_sessions("cycle-2"), reflection),
        goals=tuple(GoalResult(tier, name, n, n, unit) for tier, name, n, unit in GOALS),
    )


def cycle_sessions(cycle: str) -> tuple[PlacedSession, ...]:
    return tuple(
        placed(f"{cycle}/{team}", (part(day, *half),), (COACHES[cycle],))
        for day, pair in zip(DATES[cycle], PAIRS, strict=True)
        for team, half in zip(pair, (AM, PM), strict=True)
    )
