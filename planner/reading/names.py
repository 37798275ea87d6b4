"""References by name: what a scenario defines in one place and uses in another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from planner.reading.table import Key
from planner.reading.wording import shown, suggestion


class Place(Protocol):
    """Where a name is used: a table, or a request with what it is like."""

    def complain(self, key: Key[Any] | None, message: str, hint: str | None = None) -> None:
        """Note a mistake at a key."""


@dataclass(frozen=True)
class Names:
    """All names of one sort that a scenario defines; `sort` is what a person calls them."""

    sort: str
    known: Collection[str]

    def known_among(self, place: Place, key: Key[Any], found: Iterable[str]) -> tuple[str, ...]:
        """Return the names that are defined, and complain of the others."""
        return tuple(name for name in dict.fromkeys(found) if self.knows(place, key, name))

    def knows(self, place: Place, key: Key[Any], name: str) -> bool:
        """Tell whether a name is defined, and complain if it is not."""
        if name in self.known:
            return True
        hint = suggestion(name, self.known) or (
            None if self.known else f"the scenario defines no {self.sort}"
        )
        place.complain(key, f"there is no {self.sort} {shown(name)}", hint)
        return False
