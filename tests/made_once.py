"""Hypothesis' strategies, made once for the same arguments.

To make, label and validate a strategy takes several times as long as to draw from it, and a year
draws from two hundred. Arguments must be hashable: what is sampled from is a tuple.
"""

from __future__ import annotations

from functools import lru_cache

from hypothesis import strategies as st

made_once = lru_cache(maxsize=4_096, typed=True)

booleans = made_once(st.booleans)
builds = made_once(st.builds)
frozensets = made_once(st.frozensets)
integers = made_once(st.integers)
just = made_once(st.just)
lists = made_once(st.lists)
one_of = made_once(st.one_of)
permutations = made_once(st.permutations)
sampled_from = made_once(st.sampled_from)
sets = made_once(st.sets)
tuples = made_once(st.tuples)


@made_once
def optional(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy
