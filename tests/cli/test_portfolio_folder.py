"""The folder of a portfolio: runs on all and on one engagement, and what nobody may forget."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Plan, Ran, contents
from districts import PORTFOLIO, write

from planner.folder import open_folder


@pytest.fixture
def planned(plan: Plan, tmp_path: Path) -> Ran:
    """Return what planning both says; their folder is out/partner."""
    write(tmp_path)
    return plan("partner.toml")


def test_a_run_on_one_engagement_and_one_on_all_keep_out_of_each_others_way(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    folder = tmp_path / "out/partner"
    before = contents(folder)
    assert planned.code == 0
    with open_folder(folder / "east", "east"):
        for arguments in (("partner.toml", "--fresh"), ("publish", "partner.toml")):
            done = plan(*arguments)
            assert done.code == 2
            assert "out/partner/east: cannot be used: another run is at work in it" in done.err
    assert contents(folder) == before


def test_what_was_planned_of_one_engagement_is_not_forgotten_with_its_record(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "out/partner/east/plan.json").unlink()
    before = contents(tmp_path / "out/partner")
    done = plan("partner.toml", "--fresh")
    assert (planned.code, done.code) == (0, 2)
    assert "out/partner/east: is not empty and holds no plan.json" in done.err
    assert contents(tmp_path / "out/partner") == before


def test_an_engagement_that_is_listed_no_more_keeps_its_folder(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    west = contents(tmp_path / "out/partner/west")
    (tmp_path / "partner.toml").write_text(PORTFOLIO.replace(', "west.toml"', ""))
    told = plan("partner.toml")
    again = plan("partner.toml")
    assert planned.code == told.code == again.code == 0
    assert told.err == (
        "warning: west is no longer in the portfolio; out/partner/west stays as it is\n"
    )
    assert again.err == ""
    assert contents(tmp_path / "out/partner/west") == west
    assert plan("verify", "partner.toml").code == 0


def test_what_is_said_of_one_is_planned_with_the_portfolio(planned: Ran, plan: Plan) -> None:
    there = ("--out", "out/partner/east")
    done = plan("mark", "east.toml", "coaching/1", "cancelled", *there)
    refused = plan("publish", "east.toml", *there)
    assert (planned.code, done.code, refused.code) == (0, 0, 2)
    assert "to plan with it: plan the portfolio 'partner', which it is in\n" in done.out
    assert "plan again first: plan the portfolio 'partner', which it is in" in refused.err
    assert "plan again first: plan partner.toml" in plan("publish", "partner.toml").err
    assert plan("partner.toml").code == 0
    assert plan("publish", "partner.toml").code == plan("verify", "partner.toml").code == 0


def test_news_of_somebody_shared_names_who_else_it_concerns(
    planned: Ran, plan: Plan, tmp_path: Path
) -> None:
    """Ann's leave is written where both include her from, and west has her on that Monday."""
    news = ("--only", "east", "--absent", "ann", "2025-10-06")
    warning = "warning: west changes with it: plan all of it, without --only\n"
    for done in (plan("partner.toml", *news), plan("partner.toml", *news, "--save")):
        assert (done.code, done.err) == (1, warning)
    assert planned.code == plan("partner.toml").code == plan("verify", "partner.toml").code == 0
    starts = (tmp_path / "out/partner/budget.csv").read_text("utf8")
    assert "2025-10-06" not in starts
    closed = plan("partner.toml", "--only", "east", "--closed", "2025-10-13")
    assert (closed.code, closed.err) == (0, "")
