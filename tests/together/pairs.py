"""Draws two engagements of one partner: the same people, each with its own clocks and calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import small
from hypothesis import assume
from hypothesis import strategies as st
from small import Choice
from strategies import Size, choices, problems

from planner.domain.plan import Plan
from planner.domain.problem import Problem

SMALLEST = Size(dates=4, visits=2, coaches=2, most_grain=True)
ZONES = (small.ZONE, ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles"))

Pair = tuple[Problem, Problem]


@st.composite
def pairs(draw: st.DrawFn, size: Size) -> Pair:
    """Draw two years that begin on one date; who leads in both is one person."""
    one, drawn = (replace(draw(problems(size)), elsewhere={}) for _ in range(2))
    assume(one.engagement.first == drawn.engagement.first)
    zone = draw(st.sampled_from(ZONES)) if not drawn.baseline else small.ZONE
    other = replace(
        drawn,
        engagement=replace(drawn.engagement, id="other", zone=zone),
        facilitators={**drawn.facilitators, **_common(one, drawn)},
    )
    return one, other


def _common(one: Problem, other: Problem) -> dict[str, object]:
    return {id: who for id, who in one.facilitators.items() if id in other.facilitators}


PairCase = tuple[Pair, tuple[Sequence[Choice], Sequence[Choice]]]


@st.composite
def pair_cases(draw: st.DrawFn, size: Size) -> PairCase:
    """Draw two years and an assignment for each, good or bad."""
    pair = draw(pairs(size))
    drawn = [draw(choices(problem, small.anywhere(problem))) for problem in pair]
    return pair, (drawn[0], drawn[1])


def plans_of(pair: Pair, assigned: Sequence[Sequence[Choice]]) -> list[Plan]:
    return [small.plan_of(problem, its) for problem, its in zip(pair, assigned, strict=True)]
