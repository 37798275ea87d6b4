"""How much a whole planning costs beside a bare solver that is given the same models.

    python benchmarks/overhead.py [SCENARIO] [--pairs N]

One run times, in turn: A, the whole command from nothing; B, a bare process that loads the models
A has solved, with their parameters, and solves them in order; C, a process that only imports the
solver. It fails when a median ratio is above its bound: A/B 1.5, A/C 4.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
IMPORT = [sys.executable, "-c", "from ortools.sat.python import cp_model"]
BARE = [sys.executable, str(Path(__file__).with_name("bare_solve.py"))]
MOST_TO_BARE = 1.5
MOST_TO_IMPORT = 4.0


@dataclass(frozen=True)
class Round:
    """Seconds of one round: the whole command, the bare solve, the import of the solver."""

    whole: float
    bare: float
    imported: float


def seconds(command: list[str]) -> float:
    """Return the wall time of a process from its start to its end."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def rounds(scenario: Path, number: int, scratch: Path) -> list[Round]:
    """Time all three, in turn; a first round warms the disk's cache and is not counted."""
    plan = [sys.executable, "-m", "planner", str(scenario), "--out"]
    models = scratch / "models"
    seconds([*plan, str(scratch / "dumped"), "--dump-models", str(models)])
    timed = [
        Round(
            whole=seconds([*plan, str(scratch / f"round-{i}")]),
            bare=seconds([*BARE, str(models)]),
            imported=seconds(IMPORT),
        )
        for i in range(number + 1)
    ]
    return timed[1:]


def verdict(name: str, ratios: list[float], most: float) -> bool:
    """Print a ratio's median and range, and tell whether it is within its bound."""
    middle = median(ratios)
    within = middle <= most
    print(
        f"{name}  median {middle:.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
        f"  at most {most:g}: {'yes' if within else 'NO'}"
    )
    return within


def main() -> int:
    """Time, print, and return 1 if a bound is missed."""
    parser = argparse.ArgumentParser(description="Time planning against a bare solver.")
    default = ROOT / "scenarios" / "district-34.toml"
    parser.add_argument("scenario", nargs="?", type=Path, default=default)
    parser.add_argument("--pairs", type=int, default=9)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        timed = rounds(wanted.scenario, wanted.pairs, Path(scratch))
    for label, times in (
        ("A  whole command", [one.whole for one in timed]),
        ("B  bare solve   ", [one.bare for one in timed]),
        ("C  import       ", [one.imported for one in timed]),
    ):
        print(f"{label}  median {median(times):.2f} s  ({min(times):.2f} to {max(times):.2f})")
    bare = verdict("A/B", [one.whole / one.bare for one in timed], MOST_TO_BARE)
    imported = verdict("A/C", [one.whole / one.imported for one in timed], MOST_TO_IMPORT)
    return 0 if bare and imported else 1


if __name__ == "__main__":
    sys.exit(main())
