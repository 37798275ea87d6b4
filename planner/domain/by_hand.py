"""What a manager says of one session by hand: where it is, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """What became of a session. Of the first two the date stays; the last two have lapsed.

    A missed session charges nothing and is made up for by another; a cancelled one is waived, and
    charged if `[billing]` says so.
    """

    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def has_lapsed(self) -> bool:
        """Tell whether nobody meets: the session takes no place and nobody's time."""
        return self in (Mark.MISSED, Mark.CANCELLED)


@dataclass(frozen=True, slots=True)
class ByHand:
    """One session as the scenario's `[sessions]` has it.

    `note` is the manager's own. `cancelled_on` is when the client said that it is cancelled.
    """

    mark: Mark | None = None
    on: date | None = None
    note: str = ""
    cancelled_on: date | None = None

    @property
    def has_lapsed(self) -> bool:
        """Tell whether the session was missed or cancelled."""
        return self.mark is not None and self.mark.has_lapsed

    @property
    def was_delivered(self) -> bool:
        """Tell whether the session has taken place on its date."""
        return self.mark is Mark.DELIVERED
