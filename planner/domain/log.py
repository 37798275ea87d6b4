"""What the log of deliveries says: one entry for each time that something was said of a slot.

A slot is what is counted once: one part of a session for one facilitator, as planned; a trip that
the contract pays for; or something that was in no plan, by who did it when. The last entry of a
slot is the word that holds. Entries are never changed: what is corrected has a later entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.clock import Instant
from planner.domain.placement import Part


class Said(StrEnum):
    """What became of a slot. Only the first takes place; the third may be charged all the same."""

    DELIVERED = "delivered"
    CANCELLED_IN_TIME = "cancelled in time"
    CANCELLED_LATE = "cancelled late"
    STRUCK = "struck"


class Outcome(StrEnum):
    """How what was delivered differs from what was planned."""

    AS_PLANNED = "as planned"
    OTHER_DATE = "other date"
    OTHER_TIME = "other time"
    OTHER_PERSON = "other person"
    SHORTER = "shorter"
    LONGER = "longer"
    NOT_PLANNED = "not in the plan"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """What is counted once.

    `session` is a session's id and `part` the number of the part, from 1; of a trip `session` is ""
    and `site` where it led; of what was in no plan both are "", or `session` names what was held.
    `facilitator` is the one who was to lead it. `at` is None for a part, and the start of
    everything else: of a trip or a fee, of its date. `fee` is the line of a price that has a date.
    """

    session: str
    part: int
    facilitator: str
    at: Instant | None = None
    site: str = ""
    fee: str = ""

    @property
    def is_money(self) -> bool:
        """Tell whether nobody leads anything, and only money is charged: a trip, or a fee."""
        return bool(self.site or self.fee)

    @property
    def is_trip(self) -> bool:
        """Tell whether this is a trip, of which expenses are charged."""
        return bool(self.site)

    @property
    def was_planned(self) -> bool:
        """Tell whether this is a part of a session, a trip or a fee of the plan."""
        return self.at is None or self.is_money


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is charged: `quantity` in the smallest countable of the line's unit, and cents."""

    quantity: int
    cents: int

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.quantity + other.quantity, self.cents + other.cents)

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(self.quantity - other.quantity, self.cents - other.cents)


NOTHING = Amounts(0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said of a slot, on the day `entered`.

    `planned` and `expected` are when it was to take place and what it was to charge, None and
    nothing of what was in no plan. `held` is when it took place, None if it did not. `month` is the
    one it counts in, as "2026-02": that of its date or, once that is closed, of its entry.
    `is_agreed`: somebody wrote what it charges, and the contract did not decide.
    """

    entered: date
    month: str
    said: Said
    slot: Slot
    planned: Part | None
    expected: Amounts
    held: Part | None
    facilitator: str
    line: str | None
    amounts: Amounts
    note: str = ""
    is_agreed: bool = False

    @property
    def says(self) -> tuple[object, ...]:
        """What somebody said; what the contract's terms came to is no part of it."""
        agreed = self.amounts if self.is_agreed else None
        return (self.said, self.held, self.facilitator, self.line, self.note, agreed)


@dataclass(frozen=True, slots=True)
class Closing:
    """A month was signed: entries of it that stand before this one are never added to."""

    entered: date
    month: str


Log = tuple[Entry | Closing, ...]


def entries_of(log: Iterable[Entry | Closing]) -> tuple[Entry, ...]:
    """Return what was said of slots, in order."""
    return tuple(one for one in log if isinstance(one, Entry))


def stories(log: Iterable[Entry | Closing]) -> Mapping[Slot, tuple[Entry, ...]]:
    """Return all that was said of each slot, the word that holds last."""
    found: dict[Slot, list[Entry]] = defaultdict(list)
    for entry in entries_of(log):
        found[entry.slot].append(entry)
    return {slot: tuple(story) for slot, story in found.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """An entry in its turn: the word that was last on its slot, and the months closed by then."""

    entry: Entry
    before: Entry | None
    signed: frozenset[str]


def in_turn(log: Iterable[Entry | Closing]) -> Iterator[Word]:
    """Yield the entries of a log one after another, with what stood when each was written."""
    last: dict[Slot, Entry] = {}
    signed: frozenset[str] = frozenset()
    for one in log:
        if isinstance(one, Closing):
            signed |= {one.month}
            continue
        yield Word(one, last.get(one.slot), signed)
        last[one.slot] = one


def last_words(log: Iterable[Entry | Closing]) -> Mapping[Slot, Entry]:
    """Return the entry that holds of each slot."""
    return {entry.slot: entry for entry in entries_of(log)}


def held_sessions(log: Iterable[Entry | Closing]) -> frozenset[str]:
    """Return the sessions of which some part took place."""
    words = last_words(log).items()
    return frozenset(slot.session for slot, one in words if slot.part and one.held)


def closings(log: Iterable[Entry | Closing]) -> Mapping[str, date]:
    """Return the months that are closed, and when each was."""
    return {one.month: one.entered for one in log if isinstance(one, Closing)}


def month_of(day: date) -> str:
    """Return the month of a date as "2026-02"."""
    return f"{day:%Y-%m}"


LOG_COLUMNS = (
    *("entered", "month", "status", "session", "part", "site", "line", "unit"),
    *("planned_facilitator", "planned_date", "planned_start", "planned_end"),
    *("planned_quantity", "planned_amount"),
    *("facilitator", "date", "start", "end", "quantity", "amount", "note"),
)
"""The columns of `<scenario>.log.csv`."""

CLOSED = "closed"
"""The status of a row that closes a month."""

AGREED = ", charge agreed"
"""The end of a status whose charge somebody wrote, and the contract did not decide."""

DELIVERY_COLUMNS = (
    *("session", "part", "title", "site"),
    *("planned_facilitator", "planned_date", "planned_start", "planned_end"),
    *("status", "facilitator", "date", "start", "end"),
    *("line", "unit", "quantity", "amount", "note"),
)
"""The columns of `delivery-2026-02.csv`: to be read, and from `status` on to be corrected."""
