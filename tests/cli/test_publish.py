"""`plan publish`, `--release` and `freeze`: what was sent stays, and who may still move it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from command import SMALL, Plan, contents


def sessions(tmp_path: Path) -> list[dict[str, Any]]:
    record = json.loads((tmp_path / "out" / "small" / "plan.json").read_text())
    return list(record["sessions"])


def test_publishing_confirms_and_keeps(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    drafts = sessions(tmp_path)
    ran = plan("publish", small, "--today", "2025-09-10", "--until", drafts[0]["start"][:10])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "out/small: 1 published now, 0 before, 1 still drafts\n"
    first, second = sessions(tmp_path)
    assert (first["published"], first["sequence"], first["revised"]) == (True, 1, "2025-09-10")
    assert second == drafts[1]
    events = (tmp_path / "out" / "small" / "calendars" / "all.ics").read_text()
    assert events.count("STATUS:CONFIRMED") == 1
    assert plan("verify", small).code == 0
    before = contents(tmp_path / "out")
    ran = plan("publish", small, "--until", first["start"][:10])
    assert (ran.out[:15], ran.err) == ("out/small: 0 pu", "")
    assert plan(small, "--today", "2025-09-20").code == 0
    assert contents(tmp_path / "out") == before
    assert plan(small, "--fresh").code == 0
    assert sessions(tmp_path)[0] == first
    raised = (
        "warning: today 2025-09-01 is before the record's last change; publishing as of 2025-09-10"
    )
    assert plan("publish", small).err == f"{raised}\n"
    assert [one["revised"] for one in sessions(tmp_path)] == ["2025-09-10", "2025-09-10"]


def test_a_plan_that_no_longer_fits_is_not_published(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    before = contents(tmp_path / "out")
    small.write_text(SMALL.replace("count    = 2", "count    = 3"))
    ran = plan("publish", small)
    assert ran.code == 2
    assert "has changed since the plan was made" in ran.err
    assert "plan again first" in ran.err
    assert contents(tmp_path / "out") == before


def test_there_must_be_a_plan(plan: Plan, small: Path, tmp_path: Path) -> None:
    ran = plan("publish", small)
    assert ran.code == 2
    assert "there is no plan to publish" in ran.err
    assert not (tmp_path / "out").exists()


def test_only_what_is_released_moves_to_where_it_is_better(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    """Published in the middle of the month; then the manager would rather have Mondays."""
    plan(small)
    plan("publish", small)
    told = [one["start"] for one in sessions(tmp_path)]
    small.write_text(SMALL + 'prefer   = { weekdays = ["Mon"] }\n')
    plan(small)
    assert [one["start"] for one in sessions(tmp_path)] == told
    ran = plan(small, "--release", "visit/9")
    assert ran.code == 2
    assert "no published session is called 'visit/9'" in ran.err
    assert "did you mean 'visit/" in ran.err
    ran = plan(small, "--release", "all")
    assert ran.code == 0
    assert "\nReleased to be moved: visit/1, visit/2\n" in ran.out
    after = sessions(tmp_path)
    assert [one["start"] for one in after] != told
    assert all(one["published"] for one in after)
    assert plan("verify", small).code == 0


def test_what_is_frozen_is_not_moved_but_left_over(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    plan("publish", small)
    day = sessions(tmp_path)[0]["start"][:10]
    news = SMALL.replace("[sites.school]", f'[calendar]\nclosed = "{day}"\n\n[sites.school]')
    small.write_text(news.replace("today ", 'freeze   = "2 weeks"\ntoday '))
    ran = plan(small, "--today", "2025-10-01")
    assert ran.code == 1
    assert "at another time or place than people were told, so near to its date" in ran.err
    assert "hint: its date is frozen; to let it move: --release visit/1\n" in ran.err
    assert [one["id"] for one in sessions(tmp_path)] == ["visit/2"]
    assert f"\nNo longer taking place: visit/1 ({date.fromisoformat(day):%a} " in ran.out
    assert plan(small, "--today", "2025-10-01", "--release", "visit/1").code == 0
    assert {one["id"] for one in sessions(tmp_path)} == {"visit/1", "visit/2"}
