"""`plan portfolio.toml`: every engagement at once, one folder each, nobody in two places."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from command import Plan, Ran, contents
from districts import POOL, YEAR, write
from icalendar import Calendar

ANN = "calendars/facilitators/ann.ics"


@pytest.fixture
def planned(plan: Plan, tmp_path: Path) -> Ran:
    """Return what planning both says; their folder is out/partner."""
    write(tmp_path)
    return plan("partner.toml")


def document(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "plan.json").read_text("utf8"))


def halves(folder: Path) -> list[tuple[date, bool, str]]:
    """Return the date, AM or not, and the engagement of each session over all."""
    starts = [
        (datetime.fromisoformat(one["start"]), one["engagement"])
        for one in document(folder)["sessions"]
    ]
    return [(start.date(), start.hour < 12, engagement) for start, engagement in starts]


def test_a_shared_coach_travels_for_one_client_a_date(planned: Ran, tmp_path: Path) -> None:
    found = halves(tmp_path / "out/partner")
    assert planned.code == 0
    assert len(found) == 4
    assert len({(on, is_am) for on, is_am, _ in found}) == 4
    on_date = {on: {engagement for day, _, engagement in found if day == on} for on, _, _ in found}
    assert all(len(engagements) == 1 for engagements in on_date.values())


def test_alone_both_would_have_taken_the_same_dates(plan: Plan, tmp_path: Path) -> None:
    write(tmp_path)
    assert plan("east.toml").code == plan("west.toml").code == 0
    starts = [
        [one["start"] for one in document(tmp_path / "out" / id)["sessions"]]
        for id in ("east", "west")
    ]
    assert starts[0] == starts[1]


def test_over_all_there_is_a_plan_a_budget_and_each_ones_calendar(
    planned: Ran, tmp_path: Path
) -> None:
    names = contents(tmp_path / "out/partner").keys()
    assert {name for name in names if "east/" not in name and "west/" not in name} == {
        "plan.json",
        "budget.csv",
        "budget.xlsx",
        ANN,
    }
    assert {"east/plan.json", "west/report.html", f"west/{ANN}"} <= names
    assert "4 of 4 sessions placed" in planned.out


def test_ids_are_told_with_their_engagement(planned: Ran, tmp_path: Path) -> None:
    told = document(tmp_path / "out/partner")
    assert planned.code == 0
    assert {one["id"] for one in told["sessions"]} == {
        "east:coaching/1",
        "east:coaching/2",
        "west:coaching/1",
        "west:coaching/2",
    }
    first = told["sessions"][0]
    engagement = first["engagement"]
    assert first["line"] == f"{engagement}:coaching"
    assert first["audience"] == [f"{engagement}:team"]
    assert first["parts"][0]["site"] == first["site"] == f"{engagement}:school"
    assert [one["start"] for one in told["sessions"]] == sorted(
        one["start"] for one in told["sessions"]
    )


def test_goals_are_those_of_both(planned: Ran, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"
    told = document(folder)
    each = [document(folder / id)["goals"] for id in ("east", "west")]
    assert planned.code == 0
    for goal, *own in zip(told["goals"], *each, strict=True):
        values = [one["value"] for one in own]
        whole = 100 if goal["name"] == "load" else sum(values)
        assert (goal["value"], goal["bound"]) == (whole, whole)
    assert [group["engagements"] for group in told["groups"]] == [["east", "west"]]


def test_a_shared_calendar_has_the_events_of_both(planned: Ran, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"

    def events(path: Path) -> set[bytes]:
        calendar = Calendar.from_ical(path.read_bytes())
        return {event.to_ical() for event in calendar.walk("VEVENT")}

    assert planned.code == 0
    both = events(folder / "east" / ANN) | events(folder / "west" / ANN)
    assert events(folder / ANN) == both
    assert len(both) == 4


def test_planning_again_changes_no_byte(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"
    before = contents(folder)
    (folder / "budget.csv").unlink()
    (folder / "west/report.html").unlink()
    assert planned.code == plan("partner.toml", "--today", "2025-09-20", "--seed", "7").code == 0
    assert contents(folder) == before
    assert plan("partner.toml", "--out", "out/again").code == 0
    assert contents(tmp_path / "out/again") == before


def test_verifying_reads_each_and_what_is_between(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"
    assert planned.code == 0
    assert plan("verify", "partner.toml").code == 0
    (folder / "budget.csv").write_text("nothing\n")
    (folder / "west/budget.csv").unlink()
    done = plan("verify", "partner.toml")
    assert done.code == 1
    assert "west: budget.csv: is missing" in done.out
    assert "\nbudget.csv: is not what the plan says" in done.out


def test_a_plan_made_alone_beside_the_rest_is_found_out(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    taken = next(on for on, _, id in halves(tmp_path / "out/partner") if id == "west")
    east = (tmp_path / "east.toml").read_text("utf8").replace("count    = 2", "count    = 1")
    (tmp_path / "east.toml").write_text(f"{east}on = {taken}\n")
    alone = plan("east.toml", "--out", "out/partner/east")
    assert (planned.code, alone.code) == (0, 0), alone.err
    done = plan("verify", "partner.toml")
    assert done.code == 1
    assert f"east:coaching/1: ann works for another engagement on {taken}" in done.out
    assert plan("partner.toml").code == 0
    assert plan("verify", "partner.toml").code == 0


def test_caps_hold_over_all(plan: Plan, tmp_path: Path) -> None:
    write(tmp_path, pool=POOL.replace("week = 2", "week = 1"))
    done = plan("partner.toml")
    assert done.code == 1
    assert len(halves(tmp_path / "out/partner")) == 2
    head = done.out.splitlines()[:2]
    assert head[0] in ("East", "West")
    assert head[1].startswith("NOT PLACED: ")


def test_what_one_could_do_alone_is_done_where_nobody_is_shared(plan: Plan, tmp_path: Path) -> None:
    bob = POOL.replace("ann", "bob").replace("Ann", "Bob")
    west = YEAR.format(title="West", state="draft").replace("pool.toml", "other.toml")
    write(tmp_path, other=bob, west=west)
    assert plan("partner.toml").code == plan("east.toml").code == plan("west.toml").code == 0
    for id in ("east", "west"):
        assert contents(tmp_path / "out/partner" / id) == contents(tmp_path / "out" / id)


def test_news_of_one_leaves_the_rest(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"
    before = contents(folder)
    taken = min(on for on, _, id in halves(folder) if id == "east")
    news = ("--only", "east", "--closed", str(taken))
    shown = plan("partner.toml", *news)
    assert (planned.code, shown.code) == (0, 0)
    assert "moved" in shown.out
    assert contents(folder) == before
    assert plan("partner.toml", *news, "--save").code == 0
    after = contents(folder)
    changed = {name for name in after if after[name] != before[name]}
    assert "east/plan.json" in changed
    assert not any(name.startswith("west/") for name in changed)
    assert plan("verify", "partner.toml").code == 0
    assert f"{taken}" in (tmp_path / "east.toml").read_text("utf8")


def test_publishing_all_confirms_all(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    done = plan("publish", "partner.toml")
    assert (planned.code, done.code) == (0, 0)
    assert done.out.count("2 published now") == 2
    folder = tmp_path / "out/partner"
    assert (folder / ANN).read_text("utf8").count("STATUS:CONFIRMED") == 4
    before = contents(folder)
    assert plan("partner.toml").code == 0
    assert contents(folder) == before
    assert plan("verify", "partner.toml").code == 0


def test_a_released_session_is_named_with_its_engagement(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    assert planned.code == plan("publish", "partner.toml").code == 0
    assert plan("partner.toml", "--release", "east:coaching/1").code == 0
    done = plan("partner.toml", "--release", "coaching/1")
    assert done.code == 2
    assert "--release: no engagement has a session 'coaching/1'" in done.err
    assert plan("partner.toml", "--release", "east").code == 2
    assert document(tmp_path / "out/partner/east")["released"] == ["coaching/1"]


def test_what_was_written_for_one_keeps_nobody_busy_in_another(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    folder = tmp_path / "out/partner"
    (tmp_path / "ann.ics").write_bytes((folder / ANN).read_bytes())
    before = halves(folder)
    (tmp_path / "pool.toml").write_text(f'{POOL}busy = "ann.ics"\n')
    assert planned.code == plan("partner.toml").code == 0
    assert halves(folder) == before


def test_the_json_is_that_of_all(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    done = plan("partner.toml", "--json")
    assert planned.code == 0
    assert done.out == (tmp_path / "out/partner/plan.json").read_text("utf8")


def test_a_coach_who_subscribes_hinders_no_verb(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    """What comes back in a busy calendar is news to nobody, once the portfolio has seen it."""
    folder = tmp_path / "out/partner"
    sessions = {id: document(folder / id)["sessions"] for id in ("east", "west")}
    (tmp_path / "ann.ics").write_bytes((folder / ANN).read_bytes())
    (tmp_path / "pool.toml").write_text(f'{POOL}busy = "ann.ics"\n')
    assert planned.code == plan("partner.toml", "--time-limit", "0.000001").code == 0
    assert {id: document(folder / id)["sessions"] for id in sessions} == sessions
    east = ("east.toml", "--out", "out/partner/east")
    assert plan("log", *east, "--month", "2025-10").code == 0
    assert plan("publish", *east).code == 0
    assert plan("partner.toml").code == plan("verify", "partner.toml").code == 0


def test_saved_news_leaves_a_plan_that_stands(planned: Ran, plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "out/partner"
    taken = min(on for on, _, id in halves(folder) if id == "east")
    saved = plan("partner.toml", "--only", "east", "--closed", str(taken), "--save")
    assert planned.code == saved.code == 0
    before = contents(folder)
    assert plan("partner.toml", "--time-limit", "0.000001").code == 0
    assert contents(folder) == before


def test_the_budget_of_all_follows_the_logs(planned: Ran, plan: Plan) -> None:
    east = ("east.toml", "--out", "out/partner/east", "--today", "2025-10-31")
    sheet = "out/partner/east/delivery-2025-10.csv"
    assert planned.code == plan("log", *east, "--month", "2025-10").code == 0
    assert plan("budget", *east, "--delivered", sheet).code == 0
    shown = plan("budget", "partner.toml")
    assert shown.code == 0
    assert "draft, not due" in shown.out
    told = json.loads(plan("budget", "partner.toml", "--json").out)
    assert told["total"]["signed"] == {
        "contracted": "2000.00",
        "opening": "0.00",
        "planned": "1000.00",
        "delivered": "1000.00",
        "left": "1000.00",
        "unplanned": "1000.00",
    }
    west = told["engagements"]["west"]["total"]
    assert (west["planned"], west["delivered"]) == ("1000.00", "0.00")
    assert told["total"]["draft"] == {key: west[key] for key in told["total"]["draft"]}
    assert plan("partner.toml").code == plan("verify", "partner.toml").code == 0


def test_two_plans_differ_engagement_by_engagement(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    taken = min(on for on, _, id in halves(tmp_path / "out/partner") if id == "east")
    copytree(tmp_path / "out/partner", tmp_path / "before")
    saved = plan("partner.toml", "--only", "east", "--closed", str(taken), "--save")
    assert planned.code == saved.code == 0
    shown = plan("diff", "before", "out/partner")
    assert shown.out.startswith("East: ")
    assert "West" not in shown.out
    told = json.loads(plan("diff", "before", "out/partner", "--json").out)
    assert [*told["engagements"]] == ["east", "west"]
    assert told["engagements"]["east"]["changes"]
    assert told["engagements"]["west"]["changes"] == told["left"] == told["joined"] == []
    assert plan("diff", "before", "before").out == "Nothing has changed.\n"
