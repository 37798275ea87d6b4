from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from golden_reports import DIGEST, documents, expected
from handmade import plan, problem, revised_plan

from planner.domain.uids import uids
from planner.reports.plan_json import plan_json

SESSION_KEYS = {
    "id", "request", "title", "type", "confidential", "audience",
    "site", "mode", "facilitators", "parts", "start", "end",
    "line", "coach_days", "amount", "published", "sequence", "revised", "content", "uids",
}  # fmt: skip


def document() -> dict[str, object]:
    found: dict[str, object] = json.loads(plan_json(problem(), revised_plan(), DIGEST, "1"))
    return found


def session(id: str) -> dict[str, object]:
    (found,) = (one for one in document()["sessions"] if one["id"] == id)  # type: ignore[attr-defined]
    return found  # type: ignore[no-any-return]


def test_the_text_is_as_expected() -> None:
    assert documents()["plan.json"] == expected()["plan.json"]


def test_every_session_has_every_key_and_no_other() -> None:
    for one in document()["sessions"]:  # type: ignore[attr-defined]
        assert set(one) == SESSION_KEYS


def test_a_session_charges_over_all_its_facilitators() -> None:
    kickoff = session("kickoff")
    assert (kickoff["coach_days"], kickoff["amount"]) == ("1.0", "1800.00")


def test_an_hour_charges_money_and_no_coach_days() -> None:
    check_in = session("check-in")
    assert (check_in["coach_days"], check_in["amount"]) == ("0.0", "150.00")
    assert check_in["site"] is None


def test_a_price_line_charges_nothing() -> None:
    institute = session("institute")
    assert (institute["line"], institute["coach_days"], institute["amount"]) == (
        "institute",
        "0.0",
        "0.00",
    )


def test_a_session_without_a_line_says_so() -> None:
    year = problem()
    bare = [
        replace(visit, sessions=tuple(replace(one, line=None) for one in visit.sessions))
        for visit in year.visits
    ]
    text = plan_json(replace(year, visits=tuple(bare)), revised_plan(), DIGEST, "1")
    assert {one["line"] for one in json.loads(text)["sessions"]} == {"none"}


def test_each_part_has_its_own_uid_and_offset() -> None:
    institute = session("institute")
    assert len(set(institute["uids"])) == 2  # type: ignore[call-overload]
    assert session("kickoff")["start"] == "2025-10-10T08:30:00-05:00"
    assert session("cycle-1/GK")["start"] == "2025-12-03T08:30:00-06:00"


def test_uids_never_change() -> None:
    """Calendars in the wild know these; another value here doubles every event in them."""
    assert uids("district-34", "institute", 2) == (
        "04324055-b5c8-59b0-b272-532cf77e9e1e",
        "f5f68f5b-e126-5d1a-8102-13056b6a47c0",
    )


def test_the_seal_is_the_hash_of_the_rest() -> None:
    found = document()
    seal = found.pop("seal")
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    assert seal == sha256(text.encode()).hexdigest()


def test_a_year_without_a_contract_has_no_state() -> None:
    year = problem()
    free = replace(year, engagement=replace(year.engagement, contract=None))
    text = plan_json(free, replace(revised_plan(), sessions=()), DIGEST, "1")
    assert json.loads(text)["contract"] == {"state": None, "lines": []}


def test_a_plan_that_nobody_revised_is_not_written() -> None:
    with pytest.raises(KeyError):
        plan_json(problem(), plan(), DIGEST, "1")
