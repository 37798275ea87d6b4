"""Collects what is wrong with a scenario, so that all of it is said at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.errors import BadInputError, Complaint, Where
from planner.reading.lines import Path
from planner.reading.origins import Origins

_ENOUGH = 500
"""More than anybody mends in one go; reading stops there."""


@dataclass(frozen=True)
class Complaints:
    """Complaints about a scenario, by the path of the key; where it stands is asked at the end."""

    origins: Origins
    _made: dict[tuple[Path, Where | None, str], str | None] = field(default_factory=dict)

    def add(
        self, path: Path, message: str, hint: str | None = None, where: Where | None = None
    ) -> None:
        """Note one mistake; saying it twice changes nothing. A great many are enough.

        `where` is for what stands elsewhere than the path's file says: a key written a second
        time in another file.
        """
        self._made.setdefault((path, where, message), hint)
        if len(self._made) >= _ENOUGH:
            self.raise_any()

    def touch(self, path: Path) -> bool:
        """Tell whether anything was said of a key, or of what lies under it."""
        return any(made[: len(path)] == path for made, _, _ in self._made)

    def raise_any(self) -> None:
        """Raise the one error that carries all complaints, if there are any."""
        if not self._made:
            return
        raise BadInputError(
            Complaint(where or self.where(path), message, hint)
            for (path, where, message), hint in self._made.items()
        )

    def where(self, path: Path) -> Where:
        """Return where a key stands."""
        return self.origins.of(path).where(path)
