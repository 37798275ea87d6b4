"""The seven figures of a contract line, and how they are added up from lists of postings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from planner.domain.ledger import Balance
from planner.reports.workbook.cells import Column, Table, text
from planner.reports.workbook.listed import Listed
from planner.reports.workbook.measures import Measure

L = TypeVar("L", bound=Listed)

FIGURES: tuple[tuple[str, Callable[[Balance], int]], ...] = (
    ("Contracted", lambda balance: balance.contracted),
    ("Used before", lambda balance: balance.opening),
    ("Planned", lambda balance: balance.planned),
    ("Delivered", lambda balance: balance.delivered),
    ("Left", lambda balance: balance.left),
    ("Awaited", lambda balance: balance.awaited),
    ("Unplanned", lambda balance: balance.unplanned),
)
_DEFINED = (
    ("Contracted", "What the contract buys."),
    ("Used before", "The opening balance: used before anything here is placed."),
    ("Planned", "Charges of all placed sessions, delivered or not, paid trips and dated fees."),
    ("Delivered", "What the log of deliveries confirms, at its corrected charge."),
    ("Left", "Contracted - used before - delivered."),
    ("Awaited", "What of the planned the log says nothing of yet."),
    ("Unplanned", "Contracted - used before - delivered - awaited. Below zero, a line is over."),
)


def definitions(*more: tuple[str, str]) -> Table:
    """Return what the words mean, those of every workbook and some more."""
    rows = tuple((text(word), text(meaning)) for word, meaning in (*_DEFINED, *more))
    return Table("What the words mean", (Column("Word"), Column("Meaning", is_loose=True)), rows)


def formulas(
    at: Mapping[str, str],
    planned: L,
    delivered: L | None,
    measure: Measure,
    factors: Callable[[L], tuple[str, ...]],
) -> Mapping[str, str]:
    """Return what figures are added up from, by their headings; not those that the contract says.

    `at` has the cells of the figures; `factors` pick the rows of a list that are the line's.
    """
    ours = factors(planned)
    is_open = (planned.still_awaited,) if delivered else ()
    found = {
        "Planned": planned.sum(measure, *ours),
        "Left": f"{at['Contracted']}-{at['Used before']}-{at['Delivered']}",
        "Awaited": planned.sum(measure, *ours, *is_open),
        "Unplanned": f"{at['Left']}-{at['Awaited']}",
    }
    if delivered is not None:
        found["Delivered"] = delivered.sum(measure, *factors(delivered))
    return found
