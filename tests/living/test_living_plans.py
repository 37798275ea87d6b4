"""A year lived through: news, marks, publishing and days that pass, in any order.

After every step the verifier is silent (`Year.keep`), nothing that has happened has moved, and
calendars can follow. That the moves are as few as can be is held by `solve/test_brute_force.py`.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import strict_ics
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from living_world import TINY, Year

from planner.cli.replan import Outcome
from planner.documents import RECORD
from planner.domain.by_hand import Mark
from planner.domain.digest import digest
from planner.errors import BadInputError
from planner.reading.edit import Entry, edited

FIRST = date(2025, 10, 1)
SESSIONS = ("cycle/GK", "cycle/G1", "cycle/G2", "cycle/GK+1", "talk")
DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))
TALK = TINY.index("[requests.talk]")


class LivingYear(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory()
        self.year = Year(Path(self.room.name), TINY.replace("today", 'freeze = "5 days"\ntoday', 1))
        self.today = FIRST

    def teardown(self) -> None:
        self.room.cleanup()

    @initialize()
    def first_plan(self) -> None:
        self.year.plan()

    @rule(day=DAYS)
    def closed(self, day: date) -> None:
        self.news(Entry(("calendar", "closed"), day, added=True))

    @rule(who=st.sampled_from(("ann", "bob")), day=DAYS)
    def absent(self, who: str, day: date) -> None:
        until = day + timedelta(days=4)
        self.news(Entry(("facilitators", who, "leave"), f"{day}/{until}", added=True))

    @rule(id=st.sampled_from(SESSIONS), day=DAYS)
    def need(self, id: str, day: date) -> None:
        self.news(Entry(("sessions", id, "window"), f"{day}/{day + timedelta(days=10)}"))

    @rule(id=st.sampled_from(SESSIONS), mark=st.sampled_from(Mark))
    def mark(self, id: str, mark: Mark) -> None:
        assert self.year.record is not None
        placed = self.year.record.baseline.get(id)
        if placed is not None:
            on = placed.date(self.year.record.zone)
            self.news(Entry(("sessions", id, "on"), on), Entry(("sessions", id, "status"), mark))

    @rule(until=st.none() | DAYS)
    def publish(self, until: date | None) -> None:
        assert self.year.record is not None
        if self.year.record.digest == digest(self.year.reading().problem):
            self.step(lambda: self.year.publish(str(self.today), until and str(until)))

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(release=st.sampled_from(((), ("all",))), fresh=st.booleans())
    def plan_again(self, release: tuple[str, ...], *, fresh: bool) -> None:
        self.step(lambda: self.year.plan(str(self.today), release=release, fresh=fresh))

    @rule()
    def talk_leaves_or_comes_back(self) -> None:
        text, talk = self.year.text, TINY[TALK:]
        self.edit(text.replace(talk, "") if talk in text else f"{text}\n{talk}")

    def news(self, *entries: Entry) -> None:
        self.edit(edited(self.year.text, entries, "tiny.toml"))

    def edit(self, text: str) -> None:
        """Plan with another scenario, unless it contradicts itself or what has happened."""
        before, self.year.text = self.year.text, text
        try:
            self.step(lambda: self.year.plan(str(self.today)))
        except BadInputError:
            self.year.text = before

    def step(self, act: Any) -> None:
        before = self.year.outcome
        assert before is not None
        act()
        assert self.year.outcome is not None
        check_history(before, self.year.outcome, self.today)
        check_calendars(before, self.year.outcome)


def check_history(before: Outcome, after: Outcome, today: date) -> None:
    zone = after.problem.engagement.zone
    for id, placed in before.plan.placed.items():
        if placed.date(zone) < today and id not in after.problem.lapsed:
            assert after.plan.placed[id].parts == placed.parts


def told(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """Every session that plan.json has, placed or not, by id."""
    record = json.loads(outcome.files[RECORD])
    entries = [*record["sessions"], *record["withdrawn"]]
    uids = [uid for one in entries for uid in one["uids"]]
    assert len(set(uids)) == len(uids)
    return {one["id"]: one for one in entries}


def check_calendars(before: Outcome, after: Outcome) -> None:
    old, new, today = told(before), told(after), after.problem.today
    for id in old.keys() & new.keys():
        is_same = old[id]["content"] == new[id]["content"]
        assert new[id]["sequence"] == old[id]["sequence"] + (not is_same)
        assert new[id]["published"] >= old[id]["published"]
    last = {id: date.fromisoformat(one["parts"][-1]["start"][:10]) for id, one in old.items()}
    taken_back = {
        id
        for id, one in old.items()
        if one["published"] and id not in after.plan.placed and last[id] >= today
    }
    assert taken_back <= new.keys()
    assert {gone.placed.id for gone in after.plan.withdrawn if gone.mark is None} <= taken_back
    for path in before.files.keys() & after.files.keys():
        if path.endswith(".ics"):
            was, now = (strict_ics.events(one.files[path]) for one in (before, after))
            for uid in was.keys() & now.keys():
                id = was[uid].text("X-PLANNER-SESSION")
                if id in old and id in new and old[id]["content"] == new[id]["content"]:
                    assert was[uid] == now[uid]
            assert was != now or before.files[path] == after.files[path]


def live(runs: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        LivingYear,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_year_can_be_lived_through() -> None:
    live(4, 6)


@pytest.mark.slow
def test_many_years_can_be_lived_through() -> None:
    live(150, 25)
