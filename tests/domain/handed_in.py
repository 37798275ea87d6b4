"""Rows as somebody hands them in: claims about slots of a plan, and the log they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.domain.claim import Claim
from planner.domain.delivery import Awaited
from planner.domain.log import Entry, Said, last_words
from planner.domain.placement import Part
from planner.domain.problem import Problem
from planner.domain.reconcile import Reconciled, reconciled

TODAY = date(2026, 3, 2)


def claim(one: Awaited, before: Entry | None = None, **changes: object) -> Claim:
    """Return the claim that a slot was held as planned, but for what is changed."""
    as_planned = Claim(
        slot=one.slot,
        said=Said.DELIVERED,
        planned=one.part,
        expected=one.amounts,
        held=one.part,
        facilitator=one.slot.facilitator,
        line=one.line,
        quantity=None,
        cents=None,
        note="",
        corrects=False,
        before=before,
    )
    return replace(as_planned, **changes)  # type: ignore[arg-type]


def at(part: Part, start: int, length: int) -> Part:
    """Return a part that starts so many minutes later and lasts so long."""
    return Part(part.start + start, part.start + start + length)


def weighed(case: Problem, claims: Iterable[Claim], today: date = TODAY) -> Reconciled:
    """Return what claims come to after all that the log says."""
    words = last_words(case.log)
    return reconciled(case, [replace(one, before=words.get(one.slot)) for one in claims], today)


def with_log(case: Problem, claims: Iterable[Claim], today: date = TODAY) -> Problem:
    """Return the problem once what claims come to is in its log."""
    found = weighed(case, claims, today)
    assert found.troubles == ()
    along = (one.entry for one in found.along)
    return replace(case, log=(*case.log, *found.entries, *along))
