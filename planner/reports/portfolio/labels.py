"""What lines, and the keys of every cut, are called over all engagements of a portfolio.

People and types are the same everywhere; sites, audiences and purchase orders are each engagement's
own, and are told apart where two engagements call theirs the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.cuts import Apart, By, Key
from planner.domain.portfolio import Portfolio, within
from planner.domain.postings import Posting
from planner.domain.problem import Problem
from planner.reports.workbook.labels import Labels, apart, labels, named

_OWN = {By.SITE, By.AUDIENCE, By.PURCHASE_ORDER}
_Over = tuple[str, Key]
"""A key, and the engagement that it is of; "" where it is the same in all."""


def labels_over(
    portfolio: Portfolio, posted: Mapping[str, Sequence[Posting]]
) -> Mapping[str, Labels]:
    """Return the names that postings of each engagement speak of, by the engagement's id."""
    own = {
        problem.engagement.id: labels(problem, posted[problem.engagement.id])
        for problem in portfolio.problems
    }
    over = {by: _labels(portfolio, own, by) for by in By}
    return {
        id: replace(
            its,
            cuts={by: {key: over[by][_over(id, by, key)] for key in its.cuts[by]} for by in By},
        )
        for id, its in own.items()
    }


def _labels(portfolio: Portfolio, own: Mapping[str, Labels], by: By) -> Mapping[_Over, str]:
    found: dict[_Over, tuple[str, str]] = {}
    for problem in portfolio.problems:
        id = problem.engagement.id
        for key in own[id].cuts[by]:
            over = _over(id, by, key)
            if over not in found or key in problem.facilitators:
                found[over] = _named(problem, by, key)
    return apart(found)


def _over(engagement: str, by: By, key: Key) -> _Over:
    is_own = by in _OWN and not isinstance(key, Apart | date)
    return (engagement if is_own else "", key)


def _named(problem: Problem, by: By, key: Key) -> tuple[str, str]:
    title, id = named(problem, by, key)
    return title, within(problem.engagement.id, id) if by in _OWN else id
