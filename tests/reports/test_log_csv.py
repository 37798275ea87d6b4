"""The log as a file: read back it is the same, and what was before is the beginning of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sold import Sold, plan, problem
from test_ledger import years

from planner.domain.claim import Claim
from planner.domain.contract import Contract
from planner.domain.delivery import Awaited, slots
from planner.domain.log import Closing, Entry, Said
from planner.domain.reconcile import reconciled
from planner.reading.deliveries.log_file import read_log
from planner.reports.log_csv import log_csv

NOTES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)
SAID = st.sampled_from(Said)
TODAY = date(2026, 3, 2)


def claim(one: Awaited, said: Said, note: str) -> Claim:
    is_held = said is Said.DELIVERED
    return Claim(
        slot=one.slot,
        said=said,
        planned=one.part,
        expected=one.amounts,
        held=replace(one.part, end=one.part.end - 1) if is_held else None,
        facilitator=one.slot.facilitator,
        line=one.line,
        quantity=None,
        cents=None,
        note=note,
        corrects=False,
        before=None,
    )


@given(years(), st.data())
def test_entries_and_money_come_back_as_they_were(
    year: tuple[Contract, Sequence[Sold]], data: st.DataObject
) -> None:
    terms, sold = year
    sold = [one for one in sold if one.length.amount > 1 or one.length.unit != "minutes"]
    case, placed = problem(terms, sold), plan(sold)
    claims = [claim(one, data.draw(SAID), data.draw(NOTES)) for one in slots(case, placed)]
    entries = tuple(
        replace(one, is_agreed=data.draw(st.booleans()))
        for one in reconciled(case, claims, TODAY).entries
    )
    log: tuple[Entry | Closing, ...] = (*entries, Closing(TODAY, "2026-02"))
    text = log_csv(case, log)
    assert read_log(case, Path("year.toml"), text) == log
    assert text.startswith(log_csv(case, entries))
