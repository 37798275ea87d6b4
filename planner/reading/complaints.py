"""Collects what is wrong with a scenario, so that all of it is said at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.errors import BadInputError, Complaint, Where
from planner.reading.lines import Path, dotted, key_lines, line_of

_ENOUGH = 500
"""More than anybody mends in one go; reading stops there."""


@dataclass(frozen=True)
class Complaints:
    """Complaints about one TOML file, by the path of the key; lines are looked up at the end."""

    file: str
    text: str
    _made: dict[tuple[Path, str], str | None] = field(default_factory=dict)

    def add(self, path: Path, message: str, hint: str | None = None) -> None:
        """Note one mistake; saying it twice changes nothing. A great many are enough."""
        self._made.setdefault((path, message), hint)
        if len(self._made) >= _ENOUGH:
            self.raise_any()

    def touch(self, path: Path) -> bool:
        """Tell whether anything was said of a key, or of what lies under it."""
        return any(made[: len(path)] == path for made, _ in self._made)

    def raise_any(self) -> None:
        """Raise the one error that carries all complaints, if there are any."""
        if not self._made:
            return
        lines = key_lines(self.text)
        raise BadInputError(
            Complaint(Where(self.file, line_of(lines, path), dotted(path) or None), message, hint)
            for (path, message), hint in self._made.items()
        )
