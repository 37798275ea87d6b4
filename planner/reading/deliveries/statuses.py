"""What stands in the column `status` of a month that is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.domain.log import Outcome, Said
from planner.reading.deliveries.cells import UnclearError, read_text
from planner.reading.sheet.cells import Cell
from planner.reading.wording import shown, suggestion

CORRECTION: Final = "correction"
_EXPECTED: Final = (Outcome.AS_PLANNED, *(one for one in Said if one is not Said.DELIVERED))
_ALSO: Final = {
    "delivered": Outcome.AS_PLANNED,
    "confirmed": Outcome.AS_PLANNED,
    "unplanned": Outcome.NOT_PLANNED,
}


@dataclass(frozen=True, slots=True)
class Status:
    """What a status says: what became of the slot, how it differed, if it goes against a month."""

    said: Said
    differs: frozenset[Outcome]
    corrects: bool

    @property
    def is_unplanned(self) -> bool:
        """Tell whether it says that the plan did not have this."""
        return Outcome.NOT_PLANNED in self.differs


def read_status(cell: Cell) -> Status:
    """Return what a status says, whatever its capitals."""
    text = " ".join(read_text(cell).casefold().replace("-", " ").split())
    if not text:
        raise UnclearError(f"is missing; expected {', '.join(_EXPECTED)}")
    corrects = text.startswith(CORRECTION)
    rest = text.removeprefix(CORRECTION).lstrip(" :") if corrects else text
    if rest in set(Said) - {Said.DELIVERED}:
        return Status(Said(rest), frozenset(), corrects)
    words = [_ALSO.get(word, word) for word in rest.split(", ")] if rest else []
    known = [one.value for one in Outcome]
    wrong = [word for word in words if word not in known]
    if wrong:
        hint = suggestion(wrong[0], [*known, *_EXPECTED[1:]])
        if wrong[0].startswith("cancel"):
            hint = f'write "{Said.CANCELLED_IN_TIME}" or "{Said.CANCELLED_LATE}"'
        raise UnclearError(f"{shown(str(cell))} is not a status", hint)
    differs = frozenset(map(Outcome, words)) - {Outcome.AS_PLANNED}
    return Status(Said.DELIVERED, differs, corrects)
