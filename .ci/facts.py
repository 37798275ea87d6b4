"""Check the plan in a folder against what was promised to District 34; plain Python, no planner."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any


def main(folder: Path) -> None:
    """Exit with a sentence for each promise that the files do not keep."""
    plan = json.loads((folder / "plan.json").read_text())
    broken = [promise for promise, kept in promises(folder, plan).items() if not kept]
    if broken:
        sys.exit("\n".join(f"not so in {folder}: {promise}" for promise in broken))
    print(f"{folder}: 18 sessions, 9.0 coach-days, $16,200.00, every goal proven optimal")


def promises(folder: Path, plan: dict[str, Any]) -> dict[str, bool]:
    """Return each promise and whether the files keep it."""
    sessions = plan["sessions"]
    with (folder / "budget.csv").open(newline="") as file:
        charges = list(csv.DictReader(file))
    calendar = (folder / "calendars" / "all.ics").read_text()
    per_request = Counter(session["request"] for session in sessions)
    cycles = [s["start"][:10] for s in sessions if s["request"].startswith("cycle")]
    return {
        "18 sessions": len(sessions) == len(calendar.split("BEGIN:VEVENT")) - 1 == 18,
        "of four requests": per_request
        == {"kickoff": 1, "cycle-1": 8, "cycle-2": 8, "reflection": 1},
        "nothing unplaced": plan["unplaced"] == [],
        "two coaches at the kickoff": len(set(sessions[0]["facilitators"])) == 2,
        "eight visits on eight days": sorted(Counter(cycles).values()) == [2] * 8,
        "9.0 coach-days": sum(Decimal(row["coach_days"]) for row in charges) == Decimal("9.0"),
        "$16,200.00": sum(Decimal(row["amount"]) for row in charges) == Decimal("16200.00"),
        "every goal proven optimal": all(g["bound"] == g["value"] for g in plan["goals"]),
        "the same on every machine": plan["reproducible"] is True,
        "a calendar each": {"facilitators", "audiences", "sites"}
        == {path.parent.name for path in folder.glob("calendars/*/*.ics")},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
