"""What is wrong with a portfolio, or cannot be done with one, is said; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Plan
from districts import POOL, PORTFOLIO, YEAR, write


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"partner": PORTFOLIO.replace("west", "wets")},
            "partner.toml:3: engagements: there is no file wets.toml\n"
            "  hint: did you mean 'west.toml'?",
            id="no such file",
        ),
        pytest.param(
            {"partner": PORTFOLIO.replace("west.toml", "partner.toml")},
            'partner.toml:3: engagements: "partner.toml" is a portfolio itself',
            id="itself",
        ),
        pytest.param(
            {"partner": PORTFOLIO.replace("west.toml", "./east.toml")},
            'partner.toml:3: engagements: "./east.toml" is the same file as "east.toml"',
            id="twice",
        ),
        pytest.param(
            {"partner": "engagements = []\n"},
            "partner.toml:1: engagements: is empty; expected a list of the paths of scenarios",
            id="empty",
        ),
        pytest.param(
            {"partner": f"{PORTFOLIO}\ntimezone = 'UTC'\n"},
            "partner.toml:5: timezone: is not a key here",
            id="unknown key",
        ),
        pytest.param(
            {"west": 'id = "East"\n' + YEAR.format(title="West", state="draft")},
            "partner.toml:3: engagements: west.toml has the id 'East', and so has east.toml",
            id="one id",
        ),
        pytest.param(
            {"west": 'id = "calendars"\n' + YEAR.format(title="West", state="draft")},
            "west.toml has the id 'calendars', and so has the folder of the facilitators'",
            id="an id that is taken",
        ),
        pytest.param(
            {
                "other": POOL.replace("week = 2", "week = 3"),
                "west": YEAR.format(title="West", state="draft").replace("pool", "other"),
            },
            "other.toml:1: facilitators.ann: is somebody else in pool.toml: "
            "max_days is week 3 here and week 2 there\n"
            "  hint: define the facilitator once, in a file that both scenarios include",
            id="two definitions",
        ),
        pytest.param(
            {
                "pool": POOL.replace('timezone = "America/Chicago"\n', ""),
                "west": YEAR.format(title="West", state="draft").replace("Chicago", "New_York"),
            },
            "pool.toml:1: facilitators.ann: means two things in two engagements: "
            "timezone is America/New_York here and America/Chicago there",
            id="two zones",
        ),
        pytest.param(
            {
                "other": f'{POOL}leave = ["2025-10-07"]\n',
                "west": YEAR.format(title="West", state="draft").replace("pool", "other"),
            },
            "other.toml:1: facilitators.ann: is somebody else in pool.toml: "
            "workdays, hours or leave differ",
            id="two leaves",
        ),
    ],
)
def test_mistakes_are_named(
    plan: Plan, tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    write(tmp_path, **files)
    for arguments in (("partner.toml",), ("check", "partner.toml")):
        done = plan(*arguments)
        assert done.code == 2
        assert expected in done.err
    assert not (tmp_path / "out").exists()


def test_mistakes_in_all_scenarios_come_at_once(plan: Plan, tmp_path: Path) -> None:
    wrong = YEAR.format(title="A year", state="signed").replace("count    = 2", "count = 0")
    write(tmp_path, east=wrong, west=wrong)
    done = plan("check", "partner.toml")
    assert done.code == 2
    assert "east.toml" in done.err
    assert "west.toml" in done.err


def test_checking_says_a_line_of_each(plan: Plan, tmp_path: Path) -> None:
    write(tmp_path)
    done = plan("check", "partner.toml")
    assert done.code == 0
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["east.toml", "west.toml"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("partner.toml", "--closed", "2025-10-07"), "news is of one engagement: name it with"),
        (("partner.toml", "--only", "eats"), "--only: no engagement is called 'eats'\n  hint: did"),
        (("partner.toml", "--only", "east"), "has no plan of west as its scenario is now"),
        (("east.toml", "--only", "east"), "--only is for portfolios"),
        (("mark", "partner.toml", "coaching/1", "missed"), "is of a portfolio; expected one"),
        (("log", "partner.toml", "--month", "2025-10"), "is of a portfolio; expected one scenario"),
        (("budget", "partner.toml"), "there is no plan to compare with"),
        (("budget", "partner.toml", "--close", "2025-10"), "name its scenario, with --out"),
        (("publish", "partner.toml"), "there is no plan to publish"),
        (("verify", "partner.toml"), "there is no plan to verify"),
    ],
    ids=str,
)
def test_what_a_portfolio_cannot_do_is_said(
    plan: Plan, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    write(tmp_path)
    done = plan(*arguments)
    assert done.code == 2
    assert expected in done.err
    assert not (tmp_path / "out").exists()


def test_no_plan_in_time_writes_nothing(plan: Plan, tmp_path: Path) -> None:
    write(tmp_path)
    done = plan("partner.toml", "--time-limit", "0.000001")
    assert done.code == 2
    assert "no plan within 1e-06 seconds" in done.err
    assert not (tmp_path / "out").exists()
