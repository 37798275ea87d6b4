from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from drawn import revised_plans
from golden_reports import DIGEST
from handmade import problem, revised_plan
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.errors import BadInputError
from planner.reading import record as reading
from planner.reading.record import read_record
from planner.reports.plan_json import plan_json, sealed

SHOWN = "out/district-34/plan.json"
TEXT = plan_json(problem(), revised_plan(), DIGEST, "1.2.3")


def complaint(text: str) -> str:
    with pytest.raises(BadInputError) as caught:
        read_record(text, SHOWN)
    (only,) = caught.value.complaints
    assert only.hint is not None
    assert "--fresh" in only.hint
    said, _ = str(only).split("\n", 1)
    assert said.startswith(SHOWN)
    return said.removeprefix(f"{SHOWN}: ")


def forged(change: Callable[[dict[str, Any]], object]) -> str:
    """A document that was changed by someone who knows how to seal it."""
    document = json.loads(TEXT)
    del document["seal"]
    change(document)
    return sealed(document)


@given(revised_plans())
def test_reading_back_gives_the_same_plan_and_the_same_bytes(plan: Plan) -> None:
    text = plan_json(problem(), plan, DIGEST, "1.2.3")
    record = read_record(text, SHOWN)
    assert record.plan == plan
    assert plan_json(problem(), record.plan, record.digest, record.version) == text


def test_a_record_knows_what_it_was_made_from() -> None:
    record = read_record(TEXT, SHOWN)
    assert (record.engagement, record.digest, record.version) == ("district-34", DIGEST, "1.2.3")


def test_a_record_knows_what_people_were_told() -> None:
    record = read_record(TEXT, SHOWN)
    assert record.published == {"kickoff", "cycle-1/GK"}
    assert record.baseline == revised_plan().placed
    assert record.revisions["reflection"].sequence == 3
    assert record.latest_revised == date(2025, 11, 4)


def test_a_record_of_nothing_was_never_revised() -> None:
    record = read_record(plan_json(problem(), Plan((), revisions={}), DIGEST, "1"), SHOWN)
    assert record.latest_revised is None
    assert record.published == frozenset()


def test_other_line_ends_and_indents_are_no_change() -> None:
    document = json.loads(TEXT)
    assert read_record(json.dumps(document), SHOWN) == read_record(TEXT, SHOWN)
    assert read_record(TEXT.replace("\n", "\r\n"), SHOWN) == read_record(TEXT, SHOWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON (line 1: Expecting value); was it cut short or edited?"),
        (TEXT[: len(TEXT) // 2], "is not JSON"),
        ("[]", "is not a JSON object, so it is no plan of record"),
        ("3", "is not a JSON object, so it is no plan of record"),
        ("{}", "format: is missing, so this is no plan of record"),
        ('{"format": 2}', "format: found 2, but this planner reads 1"),
        ('{"format": true}', "format: found True, but this planner reads 1"),
        ('{"format": 1.0}', "format: found 1.0, but this planner reads 1"),
        ('{"format": 1}', "seal: does not fit: the file was changed after it was written"),
        (TEXT.replace("coach-a", "coach-b", 1), "seal: does not fit"),
        (TEXT.replace("false", "true", 1), "seal: does not fit"),
        ("[" * 100_000, "is nested too deeply to be a plan of record"),
        ('{"format": 1, "x": ' + "[" * 5_000 + "]" * 5_000 + "}", "is nested too deeply"),
        ('{"format": 1, "x": NaN}', "holds NaN, which is not a number"),
        ('{"format": 1, "x": -Infinity}', "holds -Infinity, which is not a number"),
        ('{"format": ' + "9" * 10_000 + "}", "holds numbers or characters that no plan"),
        ('{"format": 1, "x": "\\ud800"}', "holds numbers or characters that no plan"),
        ("\ufeff" + TEXT, "is not JSON (line 1: Unexpected UTF-8 BOM"),
        ("<!doctype html>", "is not JSON"),
    ],
)
def test_what_is_no_record_is_refused(text: str, said: str) -> None:
    assert complaint(text).startswith(said)


def test_a_file_of_any_size_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1_000)
    assert complaint(TEXT).endswith("characters; no plan of record is that large")


def first(document: dict[str, Any]) -> dict[str, Any]:
    session: dict[str, Any] = document["sessions"][0]
    return session


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.pop("sessions"), "sessions: is missing, expected a list"),
        (lambda d: d.update(sessions={}), "sessions: found {}, expected a list"),
        (lambda d: d.update(sessions=[3]), "sessions.0: found 3, expected an object"),
        (lambda d: d.update(engagement=None), "engagement: found None, expected a text"),
        (lambda d: d.update(reproducible=1), "reproducible: found 1, expected true or false"),
        (lambda d: d["goals"][4].update(value=True), "goals.4.value: found True, expected a whole"),
        (lambda d: d["goals"][4].update(bound=1.5), "goals.4.bound: found 1.5, expected a whole"),
        (lambda d: first(d).pop("id"), "sessions.0.id: is missing, expected a text"),
        (lambda d: first(d).update(sequence=-1), "sessions.0.sequence: found -1, expected a whole"),
        (
            lambda d: first(d).update(revised="soon"),
            "sessions.0.revised: found 'soon', expected a d",
        ),
        (
            lambda d: first(d)["parts"][0].update(site=3),
            "sessions.0.parts.0.site: found 3, expected a text",
        ),
        (
            lambda d: first(d)["parts"][0].pop("site"),
            "sessions.0.parts.0.site: is missing, expected a text",
        ),
        (
            lambda d: first(d).update(facilitators=["a", 1]),
            "sessions.0.facilitators.1: found 1, ex",
        ),
        (lambda d: first(d).update(parts=[]), "sessions.0.parts: found [], expected one part"),
        (
            lambda d: first(d)["parts"][0].update(end="2025-10-10T08:30:00-05:00"),
            "sessions.0.parts: found",
        ),
        (
            lambda d: first(d)["parts"][0].update(start="2025-10-10T08:30:00"),
            "sessions.0.parts.0.start: found '2025-10-10T08:30:00', expected a time",
        ),
        (
            lambda d: first(d)["parts"][0].update(start="2025-10-10T08:30:30-05:00"),
            "sessions.0.parts.0.start: found",
        ),
        (lambda d: d["sessions"].reverse(), "sessions: found"),
        (lambda d: d["sessions"].append(d["sessions"][-1]), "sessions: found"),
        (lambda d: d["unplaced"].append({"id": "kickoff", "reasons": []}), "sessions: found"),
        (lambda d: d["withdrawn"][0].update(id="kickoff"), "sessions: found"),
    ],
)
def test_a_sealed_record_of_another_shape_is_refused_too(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    assert complaint(forged(change)).startswith(said)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_json_whatever_raises_anything_else(value: object) -> None:
    complaint(json.dumps(value))


@given(st.integers(0, len(TEXT) - 2))
def test_no_shortened_record_is_read(length: int) -> None:
    complaint(TEXT[:length])


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_one_changed_character_is_noticed_unless_it_means_nothing(at: int, other: str) -> None:
    changed = TEXT[:at] + other + TEXT[at + 1 :]
    try:
        record = read_record(changed, SHOWN)
    except BadInputError:
        return
    assert record == read_record(TEXT, SHOWN)
