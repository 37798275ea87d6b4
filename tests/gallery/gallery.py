"""A gallery of bad scenarios: each `<name>.toml` here, and in `<name>.txt` what a person is told.

Add a case by adding a file. `python tests/gallery/gallery.py` writes the texts anew; read what
changed as the program manager who gets it would.
"""

from __future__ import annotations

from contextlib import chdir
from datetime import date
from pathlib import Path

from planner.errors import BadInputError
from planner.reading.scenario import read_scenario

GALLERY = Path(__file__).parent


def cases() -> list[Path]:
    """Return the bad scenarios, by name."""
    return sorted(GALLERY.glob("*.toml"))


def complaints(case: Path) -> str:
    """Return what a reader of one scenario is told, beginning with its name."""
    with chdir(GALLERY):
        try:
            read_scenario(Path(case.name), today=date(2025, 8, 1))
        except BadInputError as error:
            return f"{error}\n"
    return "No complaint.\n"


def main() -> None:
    """Write the texts of all cases anew."""
    for case in cases():
        case.with_suffix(".txt").write_text(complaints(case), encoding="utf-8")


if __name__ == "__main__":
    main()
