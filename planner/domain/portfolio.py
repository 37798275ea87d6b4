"""Several engagements of one partner, planned at once over one pool of facilitators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.facilitator import Facilitator
from planner.domain.plan import GoalResult, Plan
from planner.domain.problem import Problem

BETWEEN = ":"
"""What stands between an engagement's id and an id of its own, where a portfolio speaks of it."""


@dataclass(frozen=True)
class Portfolio:
    """The engagements in the portfolio's order, each as it states its own year.

    Sites, audiences, requests, sessions and lines are each engagement's own; a facilitator of one
    id is one person, the same in every engagement.
    """

    id: str
    title: str
    problems: tuple[Problem, ...]

    @cached_property
    def facilitators(self) -> Mapping[str, Facilitator]:
        """Everybody in the pool, in the order of the engagements."""
        return {id: who for problem in self.problems for id, who in problem.facilitators.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """Engagements with facilitators in common, by their ids, and how good they are together."""

    engagements: tuple[str, ...]
    goals: tuple[GoalResult, ...]


@dataclass(frozen=True)
class PortfolioPlan:
    """A plan for each engagement, in the portfolio's order, and how good they are together.

    `goals` are over all of it; no two `groups` have a facilitator in common.
    """

    plans: tuple[Plan, ...]
    goals: tuple[GoalResult, ...]
    groups: tuple[Group, ...] = ()

    @property
    def reproducible(self) -> bool:
        """Tell whether another run finds the same: no plan was cut short by the clock."""
        return all(plan.reproducible for plan in self.plans)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an engagement's plan was made from, as digests.

    `alone` is that of its own record. In a portfolio, what was written for the others and has come
    back in a busy calendar keeps nobody busy: `beside` is the digest of the rest.
    """

    alone: str
    beside: str


@dataclass(frozen=True)
class PortfolioRecord:
    """What a portfolio's plan.json says over all; each engagement's own is its record.

    `inputs` are those of each engagement by its id, `version` the planner's that planned them.
    """

    portfolio: str
    version: str
    inputs: Mapping[str, Inputs]
    groups: tuple[Group, ...]

    def without(self, engagement: str) -> PortfolioRecord:
        """Return what is left of it once an engagement is planned anew: nothing of its group."""
        left = tuple(group for group in self.groups if engagement not in group.engagements)
        return replace(self, groups=left)

    def groups_of(self, inputs: Mapping[str, Inputs]) -> tuple[Group, ...]:
        """Return the groups that were planned from these inputs and no others."""
        return tuple(
            group
            for group in self.groups
            if all(
                id in self.inputs and id in inputs and self.inputs[id].beside == inputs[id].beside
                for id in group.engagements
            )
        )


def members(portfolio: Portfolio, plan: PortfolioPlan) -> Iterator[tuple[Problem, Plan]]:
    """Yield each engagement with its plan."""
    return zip(portfolio.problems, plan.plans, strict=True)


def within(engagement: str, id: str) -> str:
    """Return what a portfolio calls something of an engagement: "district-34:cycle-1/GK"."""
    return f"{engagement}{BETWEEN}{id}"
