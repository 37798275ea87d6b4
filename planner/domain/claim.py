"""What somebody says became of a slot, before it is weighed against plan and log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.log import Amounts, Entry, Said, Slot
from planner.domain.placement import Part


@dataclass(frozen=True, slots=True)
class Claim:
    """One row that was handed in.

    `planned` and `expected` are what the plan has of the slot, as it was when it was first logged.
    `quantity` and `cents` are what somebody wrote themselves; None where the contract decides.
    `corrects`: it may go against a month that is closed. `before` is the word that holds so far.
    """

    slot: Slot
    said: Said
    planned: Part | None
    expected: Amounts
    held: Part | None
    facilitator: str
    line: str | None
    quantity: int | None
    cents: int | None
    note: str
    corrects: bool
    before: Entry | None

    def entry(self, entered: date, month: str, amounts: Amounts) -> Entry:
        """Return it as an entry of the log that charges some amounts."""
        return Entry(
            entered=entered,
            month=month,
            said=self.said,
            slot=self.slot,
            planned=self.planned,
            expected=self.expected,
            held=self.held,
            facilitator=self.facilitator,
            line=self.line,
            amounts=amounts,
            note=self.note,
            is_agreed=self.is_agreed,
        )

    @property
    def is_agreed(self) -> bool:
        """Tell whether somebody wrote what it charges, and the contract does not decide."""
        return self.quantity is not None or self.cents is not None
