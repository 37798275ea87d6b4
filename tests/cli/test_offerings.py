"""Too few seats, or people nobody has counted: what the program manager is told, and exit codes."""

from __future__ import annotations

from pathlib import Path

from command import SMALL, Plan

LAUNCH = """
[requests.launch]
title     = "Launch"
audience  = "team"
offerings = { count = 2, capacity = 10 }
window    = "2025-09"
"""
SIZE = 'team = { title = "Grade 1 team", size = 24 }'
TOLD = (
    "warning: launch: 2 offerings with 10 seats each seat 20, and 24 people attend: 4 too many\n"
    "  hint: offer it more often, or where there are more seats\n"
)


def written(folder: Path, size: str) -> Path:
    path = folder / "small.toml"
    path.write_text(SMALL.replace('team = "Grade 1 team"', size) + LAUNCH)
    return path


def test_too_few_seats_are_warned_of_planned_and_a_person_must_act(
    plan: Plan, tmp_path: Path
) -> None:
    scenario = written(tmp_path, SIZE)
    checked = plan("check", scenario)
    assert (checked.code, checked.err) == (1, TOLD)
    for _ in range(2):  # planned, and once more as it stands
        ran = plan(scenario, "--quiet")
        assert (ran.code, ran.err) == (1, TOLD)
    assert plan("verify", scenario).code == 0
    enough = written(tmp_path, SIZE.replace("24", "20"))
    assert (plan(enough, "--quiet").code, plan(enough, "--quiet").err) == (0, "")


def test_people_nobody_has_counted_are_asked_for(plan: Plan, tmp_path: Path) -> None:
    scenario = written(tmp_path, 'team = "Grade 1 team"')
    ran = plan("check", scenario)
    told = (
        "warning: launch: nobody knows whether 2 offerings with 10 seats each are enough: "
        "say the size of team\n"
    )
    assert (ran.code, ran.err) == (0, told)
