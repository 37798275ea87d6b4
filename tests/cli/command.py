"""Runs the command as a person does, in a process and a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[2]
DISTRICT_34 = HERE / "scenarios" / "district-34.toml"

SMALL = """
id       = "small"
title    = "A small year"
timezone = "America/Chicago"
start    = 2025-09-01
end      = 2025-12-31
today    = 2025-09-01

[sites.school]
title   = "The school"
address = "1 School Street, Springfield"

[facilitators.coach]
title = "Coach"

[audiences]
team = "Grade 1 team"

[requests.visit]
title    = "Coaching"
audience = "team"
count    = 2
window   = "2025-10"
"""


@dataclass(frozen=True)
class Ran:
    """What a run answered."""

    code: int
    out: str
    err: str


Plan = Callable[..., Ran]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
