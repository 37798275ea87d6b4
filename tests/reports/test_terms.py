"""A calendar too large for one file is told apart by term, and by month if it must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
import strict_ics
from drawn import plans
from handmade import AM, part, placed, plan, problem, revised_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.feed_paths import owner, whole_path
from planner.domain.plan import Plan
from planner.reading.salvage import salvage
from planner.reports.feeds import MOST_BYTES, feeds
from planner.reports.revisions import revise
from planner.reports.terms import month, term

COACH_A = "calendars/facilitators/coach-a"
ALL = "calendars/all"
TERMS = ("autumn 2025", "spring 2026", "summer 2026")
BY_TERM = 4_000
"""Bytes: more than any term of the hand-written year, less than the year."""


def told_apart(most_bytes: int = BY_TERM) -> Mapping[str, bytes]:
    return feeds(problem(), revised_plan(), most_bytes)


def sessions_in(data: bytes) -> list[str]:
    return [one.text("X-PLANNER-SESSION") for one in strict_ics.read(data).kids("VEVENT")]


@pytest.mark.parametrize(
    ("day", "name", "title"),
    [
        (date(2026, 1, 1), "2026-spring", "spring 2026"),
        (date(2026, 5, 31), "2026-spring", "spring 2026"),
        (date(2026, 6, 1), "2026-summer", "summer 2026"),
        (date(2026, 7, 31), "2026-summer", "summer 2026"),
        (date(2026, 8, 1), "2026-autumn", "autumn 2026"),
        (date(2026, 12, 31), "2026-autumn", "autumn 2026"),
    ],
)
def test_terms_begin_where_a_school_year_does(day: date, name: str, title: str) -> None:
    assert (term(day).name, term(day).title) == (name, title)


def test_months_are_called_by_their_names() -> None:
    assert (month(date(2026, 2, 3)).name, month(date(2026, 2, 3)).title) == (
        "2026-02",
        "February 2026",
    )


def test_a_year_like_any_other_is_not_told_apart() -> None:
    assert max(map(len, feeds(problem(), revised_plan()).values())) < MOST_BYTES
    assert not [path for path in feeds(problem(), revised_plan()) if "~" in path]


def test_the_first_term_keeps_the_name_and_each_later_one_has_a_file() -> None:
    """The contract runs from June 2025, so its first term is the summer."""
    found = {path: sessions_in(data) for path, data in told_apart().items()}
    assert {path: found[path] for path in found if path.startswith(COACH_A)} == {
        f"{COACH_A}.ics": [],
        f"{COACH_A}~2025-autumn.ics": ["kickoff"],
        f"{COACH_A}~2026-spring.ics": ["one-to-one/teacher-2", "check-in"],
        f"{COACH_A}~2026-summer.ics": ["institute", "institute"],
    }


def test_what_fits_stays_whole() -> None:
    whole = feeds(problem(), revised_plan())
    apart = told_apart()
    assert {path for path in whole if apart[path] != whole[path]} == {
        path for path, data in whole.items() if len(data) > BY_TERM
    }


def test_a_file_says_which_term_it_holds_and_where_the_others_are() -> None:
    calendar = strict_ics.read(told_apart()[f"{COACH_A}~2026-spring.ics"])
    assert calendar.text("NAME").endswith("2025-26, spring 2026")
    assert calendar.text("X-WR-CALDESC").endswith(
        "One of several calendars, for their size; the others are "
        "coach-a.ics, coach-a~2025-autumn.ics and coach-a~2026-summer.ics."
    )


def test_a_term_too_large_in_turn_is_told_apart_by_month() -> None:
    paths = [path for path in told_apart(2_000) if path.startswith(f"{ALL}")]
    assert paths[:3] == [f"{ALL}.ics", f"{ALL}~2025-07.ics", f"{ALL}~2025-08.ics"]
    assert len(paths) == 13


def test_a_contract_of_one_term_is_told_apart_by_month_at_once() -> None:
    year = problem()
    short = replace(year, engagement=replace(year.engagement, first=date(2026, 3, 1)))
    short = replace(short, engagement=replace(short.engagement, last=date(2026, 4, 30)))
    found = feeds(short, revised_plan(), 2_000)
    assert [path for path in found if path.startswith(ALL)] == [f"{ALL}.ics", f"{ALL}~2026-04.ics"]


def test_a_date_outside_the_contract_is_with_the_nearest_term() -> None:
    early = placed("kickoff", (part(date(2025, 1, 7), *AM),), ("coach-a",))
    late = placed("check-in", (part(date(2027, 1, 6), *AM),), ("coach-a",))
    year = problem()
    found = feeds(year, revise(year, Plan((early, late)), None), 2_000)
    assert sessions_in(found[f"{COACH_A}.ics"]) == ["kickoff"]
    assert sessions_in(found[f"{COACH_A}~2026-summer.ics"]) == ["check-in"]


def test_a_file_s_name_leads_back_to_its_owner() -> None:
    for path in told_apart():
        assert whole_path(path) in feeds(problem(), revised_plan())
    assert owner(f"{COACH_A}~2026-spring.ics") == owner(f"{COACH_A}.ics") == "coach-a"


@settings(max_examples=40)
@given(plans(), st.sampled_from([1_500, 2_500, 5_000]))
def test_telling_apart_loses_and_doubles_nothing(bare: Plan, most_bytes: int) -> None:
    year = problem()
    plan = revise(year, bare, None)
    whole, apart = feeds(year, plan), feeds(year, plan, most_bytes)
    found: dict[str, list[tuple[str, strict_ics.Component]]] = {path: [] for path in whole}
    for path, data in apart.items():
        found[whole_path(path)] += strict_ics.events(data).items()
    for path, events in found.items():
        assert len(events) == len(dict(events))
        assert dict(events) == strict_ics.events(whole[path])


def test_a_change_in_one_term_leaves_the_files_of_the_others_as_they_are() -> None:
    year = problem()
    later = replace(plan().placed["check-in"], parts=(part(date(2026, 4, 7), *AM),))
    others = [one for one in plan().sessions if one.id != "check-in"]
    moved = Plan(tuple(sorted([*others, later], key=lambda one: one.start)))
    before = feeds(year, revise(year, plan(), None), BY_TERM)
    after = feeds(year, revise(year, moved, None), BY_TERM)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        f"{ALL}~2026-spring.ics",
        f"{COACH_A}~2026-spring.ics",
        "calendars/audiences/leadership.ics",
    }


class Folder(dict[str, bytes]):
    def names(self) -> tuple[str, ...]:
        return tuple(self)

    def read(self, name: str) -> bytes:
        return self[name]


def test_a_lost_record_is_found_again_in_calendars_told_apart() -> None:
    record, _ = salvage(problem(), Folder(told_apart()))
    assert record.plan.sessions == plan().sessions
