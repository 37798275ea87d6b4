"""What is proven of a portfolio when one engagement is planned beside others that stay."""

from __future__ import annotations

import json
from pathlib import Path

from command import Plan
from districts import POOL, YEAR, write

ONE = YEAR.replace("count    = 2", "count    = 1")
MONDAY = ONE.replace("10-06/2025-10-10", "10-06/2025-10-06")
EARLY = ONE.replace("10-06/2025-10-10", "10-06/2025-10-07")


def goals(folder: Path) -> list[tuple[int, int]]:
    """Return the value and bound of each goal as a plan.json states them."""
    told = json.loads((folder / "plan.json").read_text("utf8"))["goals"]
    return [(goal["value"], goal["bound"]) for goal in told]


def test_what_was_proven_of_other_inputs_is_proven_no_more(plan: Plan, tmp_path: Path) -> None:
    """East is closed on its one date, then is not: west, which stays there, could make way."""
    east = MONDAY.format(title="East", state="signed")
    closed = f'{east}\n[calendar]\nclosed = ["2025-10-06"]\n'
    write(tmp_path, east=closed, west=EARLY.format(title="West", state="draft"))
    assert plan("partner.toml").code == 1
    folder = tmp_path / "out/partner"
    assert goals(folder)[0] == (5, 5)
    (tmp_path / "east.toml").write_text(east)
    assert plan("partner.toml", "--only", "east").code == 1
    assert goals(folder)[0] == (5, 0)
    assert goals(folder / "east")[0] == (5, 0)
    assert plan("verify", "partner.toml").code == 0
    assert plan("partner.toml", "--improve").code == 0
    assert goals(folder)[0] == (0, 0)


def test_what_fits_beside_the_others_is_as_good_as_alone(plan: Plan, tmp_path: Path) -> None:
    bob = POOL.replace("ann", "bob").replace("Ann", "Bob")
    write(tmp_path, pool=POOL.replace("week = 2", "week = 5") + bob)
    assert plan("partner.toml").code == 0
    assert plan("partner.toml", "--only", "east", "--fresh").code == 0
    assert all(bound == value for value, bound in goals(tmp_path / "out/partner/east"))
    assert plan("verify", "partner.toml").code == 0


def test_what_a_group_comes_to_is_its_own(plan: Plan, tmp_path: Path) -> None:
    """Bob, whom all three list, works for north alone, and more than Ann for the other two."""
    bob = POOL.replace("ann", "bob").replace("Ann", "Bob")
    write(
        tmp_path,
        pool=POOL.replace("week = 2", "week = 4") + bob.replace("week = 2", "week = 1"),
        east=f'{YEAR.format(title="East", state="signed")}any_of = ["ann"]\n',
        west=f'{YEAR.format(title="West", state="signed")}any_of = ["ann"]\n',
        north=f'{YEAR.format(title="North", state="signed")}any_of = ["bob"]\n',
        partner='engagements = ["east.toml", "west.toml", "north.toml"]\n',
    )
    done = plan("partner.toml")
    assert done.code == 0
    assert "East and West: Ann\n" in done.out
    folder = tmp_path / "out/partner"
    groups = json.loads((folder / "plan.json").read_text("utf8"))["groups"]
    load = [(group["engagements"], group["goals"][8]["value"]) for group in groups]
    assert load == [(["east", "west"], 50), (["north"], 100)]
    assert plan("verify", "partner.toml").code == 0
    assert plan("partner.toml", "--today", "2025-09-20").out == done.out


def test_the_models_of_all_engagements_are_dumped(plan: Plan, tmp_path: Path) -> None:
    write(tmp_path)
    assert plan("partner.toml", "--dump-models", "models").code == 0
    names = {path.name for path in (tmp_path / "models").glob("*wishes.model.txt")}
    searched = ("east", "west", "west-beside", "east-together")
    assert names == {f"{name}-08-wishes.model.txt" for name in searched}
