"""What is told of the difference of two hand-written plans, and to whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from golden_reports import DIGEST
from handmade import AM, part, placed, plan, problem

from planner.domain.difference import Difference, Kind, difference
from planner.domain.plan import Plan
from planner.domain.record import Record
from planner.reading.record import read_record
from planner.reports.changes import NOTHING, changes_json, changes_text
from planner.reports.plan_json import plan_json
from planner.reports.revisions import revise


def record_of(bare: Plan, before: Record | None = None) -> Record:
    told = revise(problem(), bare, before)
    return read_record(plan_json(problem(), told, DIGEST, "1"), "plan.json")


def changed(*sessions: object, without: tuple[str, ...] = ()) -> Difference:
    bare = plan()
    others = {one.id: one for one in bare.sessions if one.id not in without}
    others |= {one.id: one for one in sessions}  # type: ignore[attr-defined]
    after = tuple(sorted(others.values(), key=lambda one: (one.start, one.id)))
    before = record_of(bare)
    return difference(before, record_of(replace(bare, sessions=after), before))


def paragraph(told: Difference, title: str) -> str:
    (found,) = (p for p in changes_text(told).split("\n\n") if p.startswith(f"For {title}\n"))
    return found


KICKOFF = placed("kickoff", (part(date(2025, 10, 17), *AM),), ("coach-a", "coach-b"))
TALK = placed("one-to-one/teacher-2", (part(date(2026, 1, 15), *AM),), ("coach-b",))


def test_the_same_plan_differs_in_nothing() -> None:
    assert changes_text(changed()) == NOTHING
    assert not changed()


def test_an_audience_inside_another_is_told_too() -> None:
    told = changed(KICKOFF)
    for title in ("K-8 mathematics teachers", "Kindergarten team", "Grade 1 team"):
        assert "moved: K-8 mathematics teachers: Eliciting" in paragraph(told, title)
    assert "For District leadership team" not in changes_text(told)


def test_the_money_of_a_draft_is_headed_not_due() -> None:
    assert record_of(plan()).state == "draft"
    fewer = changed(without=("kickoff",))
    assert "\n\nBudget (draft, not due)\n" in changes_text(fewer)
    signed = replace(fewer, new=replace(fewer.new, state="signed"))
    assert "\n\nBudget\n" in changes_text(signed)


def test_a_confidential_session_is_named_to_those_in_it_alone() -> None:
    told = changed(TALK)
    assert told.changes[0].kinds == (Kind.MOVED, Kind.REASSIGNED)
    for title in ("Grade 2 teacher", "Coach A", "Coach B"):
        assert "Grade 2 teacher: Coaching cycle" in paragraph(told, title)
    school = paragraph(told, "Winfield Central")
    assert "moved and reassigned: Coaching\n" in school
    assert "teacher" not in school
    assert "Coach " not in school.replace("Coaching", "")


def test_what_is_withdrawn_and_what_it_frees() -> None:
    told = changed(without=("check-in",))
    assert changes_text(told).endswith(
        "1:00 hours, $150.00 before, 0:00 hours, $0.00 now; 10:00 unplanned\n"
    )
    (change,) = json.loads(changes_json(told))["changes"]
    assert (change["kinds"], change["new"]) == (["withdrawn"], None)


def test_without_a_plan_before_all_is_new() -> None:
    told = difference(None, record_of(plan()))
    assert {change.kinds for change in told.changes} == {(Kind.NEW,)}
    assert len(told.changes) == len(plan().sessions)


@pytest.mark.parametrize("side", ["old", "new"])
def test_json_has_both_sides(side: str) -> None:
    (change,) = json.loads(changes_json(changed(KICKOFF)))["changes"]
    assert change[side]["facilitators"] == ["coach-a", "coach-b"]
    assert change["published"] is True
