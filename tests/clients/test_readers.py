"""Programs of others read every feed of every scenario as plan.json has it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import handmade
import pytest
import strict_ics
from folders import SCENARIOS, plan_into, scenario, write
from promised import Said, promised
from readers import feeds_in, ical_says, khal_says

FEEDS_OF_DISTRICT_34 = 14


@pytest.fixture(scope="module", params=SCENARIOS)
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a scenario's plan, which bears the scenario's name."""
    folder = tmp_path_factory.mktemp("planned") / request.param
    plan_into(folder, request.param)
    return folder


def of(folder: Path) -> Mapping[str, Mapping[str, Said]]:
    return promised(folder, scenario(folder.name))


def test_ical_agrees_with_the_plan(planned: Path) -> None:
    assert ical_says(planned) == of(planned)


def test_khal_agrees_with_the_plan(planned: Path, tmp_path: Path) -> None:
    assert khal_says(planned, tmp_path) == of(planned)


def test_the_plans_say_something() -> None:
    assert len(SCENARIOS) >= 4


def test_both_read_withdrawn_sessions_and_both_sides_of_a_clock_change(tmp_path: Path) -> None:
    """The year by hand, whose texts and times the strict reader knows."""
    folder = tmp_path / "by-hand"
    write(folder, handmade.problem(), handmade.revised_plan())
    expected = {feed: strictly(folder / feed) for feed in feeds_in(folder)}
    assert any(said[2].startswith("Cancelled: ") for said in expected["calendars/all.ics"].values())
    assert ical_says(folder) == expected
    assert khal_says(folder, tmp_path / "khal") == expected


def strictly(path: Path) -> Mapping[str, Said]:
    calendar = strict_ics.read(path.read_bytes())
    summaries = {event.text("UID"): event.text("SUMMARY") for event in calendar.kids("VEVENT")}
    return {uid: (*when, summaries[uid]) for uid, when in strict_ics.instants(calendar).items()}
