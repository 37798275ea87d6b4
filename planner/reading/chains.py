"""Chains of names that lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def cycles(leads_to: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield chains that end where they begin; there is one at least if there is any circle.

    The walk keeps its own stack: a chain may be longer than Python's.
    """
    done: set[str] = set()
    for root in leads_to:
        trail: list[str] = []
        on_trail: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = [("", iter((root,)))]
        while stack:
            name = next(stack[-1][1], None)
            if name is None:
                done.add(stack.pop()[0])
                on_trail.discard(trail.pop()) if trail else None
            elif name in on_trail:
                yield (*trail[trail.index(name) :], name)
            elif name not in done and name in leads_to:
                stack.append((name, iter(leads_to[name])))
                trail.append(name)
                on_trail.add(name)
