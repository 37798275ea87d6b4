"""What years by hand are made of, and how each is noted beside the rule that it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from small import AM, PM, wants, window

from planner.domain.problem import Problem
from planner.rules.protocols import Rule

Case = tuple[Problem, Mapping[str, str]]
Cases = list[tuple[Rule, Callable[[], Case]]]

MON_AM = {"window": window(0, 0), "rules": wants(half=AM), "pool": ("ann",)}
MON_PM = {"window": window(0, 0), "rules": wants(half=PM), "pool": ("ann",)}
TUE_AM = {"window": window(1, 1), "rules": wants(half=AM), "pool": ("ann",)}
TUE_PM = {"window": window(1, 1), "rules": wants(half=PM), "pool": ("ann",)}


def noting(cases: Cases) -> Callable[[Rule], Callable[[Callable[[], Case]], Callable[[], Case]]]:
    """Return a decorator that notes a year, and the rule that it shows, among cases."""

    def case(rule: Rule) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
        def note(make: Callable[[], Case]) -> Callable[[], Case]:
            cases.append((rule, make))
            return make

        return note

    return case
