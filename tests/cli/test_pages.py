"""The pages beside the calendars, as whoever plans meets them."""

from __future__ import annotations

from pathlib import Path

from command import Plan, contents

FEEDS = '\n[feeds]\nbase_url = "https://calendars.example.org/small-s7Qm2cXv"\n'
INDEX = "calendars/index.html"


def test_verify_finds_a_page_that_is_changed_missing_or_of_nobody(
    plan: Plan, small: Path, tmp_path: Path
) -> None:
    plan(small)
    calendars = tmp_path / "out" / "small" / "calendars"
    (calendars / "index.html").write_text("Another page.")
    (calendars / "audiences" / "team.html").unlink()
    (calendars / "facilitators" / "nobody.html").write_text("A page of nobody's.")
    ran = plan("verify", small)
    assert ran.code == 1
    assert f"{INDEX}: is not what the plan says" in ran.out
    assert "calendars/audiences/team.html: is missing; planning again makes it" in ran.out
    assert "calendars/facilitators/nobody.html: is not part of this plan" in ran.out
    plan(small)
    assert plan("verify", small).code == 0
    assert not (calendars / "facilitators" / "nobody.html").exists()


def test_a_page_of_somebody_else_s_stays(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    own = tmp_path / "out" / "small" / "calendars" / "about-us.html"
    own.write_text("Our own page.")
    plan(small, "--improve")
    assert own.read_text() == "Our own page."


def test_hosting_changes_the_pages_and_no_calendar(plan: Plan, small: Path, tmp_path: Path) -> None:
    plan(small)
    before = contents(tmp_path / "out" / "small")
    small.write_text(small.read_text() + FEEDS)
    assert plan(small).code == 0
    after = contents(tmp_path / "out" / "small")
    pages = {INDEX, "calendars/audiences/team.html", "calendars/facilitators/coach.html"}
    assert {name for name in after if after[name] != before[name]} == pages | {
        "plan.json",
        "budget.xlsx",
    }
    for page in pages:
        assert b'href="webcal://calendars.example.org/small-s7Qm2cXv/' in after[page]
    assert plan("verify", small).code == 0
