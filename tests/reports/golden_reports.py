"""The expected bytes of every report of the hand-written plan.

    python tests/reports/golden_reports.py

writes them anew; read the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path

from handmade import problem, revised_plan

from planner.reports.feeds import feeds
from planner.reports.plan_json import plan_json

FOLDER = Path(__file__).parent / "golden"
DIGEST = "0" * 64


def documents() -> dict[str, bytes]:
    year, plan = problem(), revised_plan()
    record = plan_json(year, plan, DIGEST, "golden").encode()
    return {"plan.json": record, **feeds(year, plan)}


def expected() -> dict[str, bytes]:
    files = (path for path in FOLDER.rglob("*") if path.suffix in {".ics", ".json"})
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in files}


def regenerate() -> None:
    written = documents()
    for name in expected().keys() - written.keys():
        (FOLDER / name).unlink()
    for name, data in written.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    regenerate()
