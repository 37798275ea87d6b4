from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import strict_ics
from drawn import plans, texts, years
from handmade import AM, CHICAGO, TODAY, part, placed, plan, problem
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.clock import moment
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan, Revision
from planner.domain.problem import Problem
from planner.domain.record import Record
from planner.domain.uids import uids
from planner.reports.event import content
from planner.reports.feeds import feeds
from planner.reports.revisions import revise
from planner.reports.wording import Status

LATER = date(2025, 10, 1)
STAMPS = {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}


def record_of(plan: Plan) -> Record:
    return Record(plan, "district-34", "", "")


def first_plan() -> Plan:
    return revise(problem(), plan(), None)


def revision(plan: Plan, id: str) -> Revision:
    assert plan.revisions is not None
    return plan.revisions[id]


def with_placed(plan: Plan, placed: PlacedSession) -> Plan:
    others = [one for one in plan.sessions if one.id != placed.id]
    return replace(
        plan, sessions=tuple(sorted([*others, placed], key=lambda one: (one.start, one.id)))
    )


def without(plan: Plan, *ids: str) -> Plan:
    return replace(plan, sessions=tuple(one for one in plan.sessions if one.id not in ids))


def later(today: date = LATER) -> Problem:
    return replace(problem(), today=today)


def moved_kickoff() -> PlacedSession:
    return placed("kickoff", (part(date(2025, 10, 17), *AM),), ("coach-a", "coach-b"))


def test_a_new_session_begins_at_nought_today() -> None:
    kickoff, check_in = revision(first_plan(), "kickoff"), revision(first_plan(), "check-in")
    assert (kickoff.published, kickoff.sequence, kickoff.revised) == (True, 0, TODAY)
    assert (check_in.published, check_in.sequence, check_in.revised) == (False, 0, TODAY)


def test_nothing_changes_while_nothing_is_said_otherwise() -> None:
    again = revise(later(), plan(), record_of(first_plan()))
    assert again == first_plan()


def test_a_move_raises_the_sequence_of_that_session_alone() -> None:
    again = revise(later(), with_placed(plan(), moved_kickoff()), record_of(first_plan()))
    kickoff = revision(again, "kickoff")
    assert (kickoff.published, kickoff.sequence, kickoff.revised) == (True, 1, LATER)
    assert revision(again, "cycle-1/GK") == revision(first_plan(), "cycle-1/GK")


def test_publishing_is_a_change_that_calendars_see() -> None:
    year = later()
    told = replace(year, published=year.published | {"check-in"})
    check_in = revision(revise(told, plan(), record_of(first_plan())), "check-in")
    assert (check_in.published, check_in.sequence, check_in.revised) == (True, 1, LATER)


def test_what_was_published_stays_so_even_where_the_problem_forgets() -> None:
    forgetful = replace(later(), published=frozenset())
    assert revise(forgetful, plan(), record_of(first_plan())) == first_plan()


def test_a_published_session_that_vanishes_is_taken_back() -> None:
    again = revise(later(), without(plan(), "kickoff", "check-in"), record_of(first_plan()))
    (gone,) = again.withdrawn
    assert gone.placed == plan().placed["kickoff"]
    assert (gone.revision.published, gone.revision.sequence) == (True, 1)
    assert gone.revision.revised == LATER


def test_what_is_taken_back_stays_as_it_was_until_its_date_is_past() -> None:
    bare = without(plan(), "kickoff")
    gone = revise(later(), bare, record_of(first_plan()))
    on_the_day = revise(later(date(2025, 10, 10)), bare, record_of(gone))
    assert on_the_day.withdrawn == gone.withdrawn
    assert revise(later(date(2025, 10, 11)), bare, record_of(gone)).withdrawn == ()


def test_what_comes_back_is_a_change_and_known_to_people() -> None:
    gone = revise(later(), without(plan(), "kickoff"), record_of(first_plan()))
    back = revise(later(), plan(), record_of(gone))
    assert back.withdrawn == ()
    assert (revision(back, "kickoff").published, revision(back, "kickoff").sequence) == (True, 2)


def test_a_session_may_leave_the_scenario() -> None:
    year = later()
    left = tuple(visit for visit in year.visits if visit.request not in ("kickoff", "cycle-1"))
    requests = {id: one for id, one in year.engagement.requests.items() if id != "kickoff"}
    smaller = replace(year, visits=left, engagement=replace(year.engagement, requests=requests))
    bare = without(plan(), "kickoff", "cycle-1/GK", "cycle-1/G1")
    again = revise(smaller, bare, record_of(first_plan()))
    assert [gone.placed.id for gone in again.withdrawn] == ["kickoff", "cycle-1/GK"]
    texts = {
        path: {event.text("SUMMARY") for event in strict_ics.events(data).values()}
        for path, data in feeds(smaller, again).items()
    }
    known = "Cancelled: Kindergarten team: Collaborative coaching, cycle 1 at Winfield Central"
    assert known in texts["calendars/all.ics"]
    assert known in texts["calendars/audiences/GK.ics"]
    assert "Cancelled: Session at Winfield Central" in texts["calendars/facilitators/coach-a.ics"]
    assert "Cancelled: Coaching" in texts["calendars/all.ics"]


@given(st.lists(st.tuples(plans(), st.sets(st.sampled_from(sorted(plan().placed)))), max_size=5))
def test_calendars_can_follow_any_run_of_plans(steps: list[tuple[Plan, set[str]]]) -> None:
    year, record = problem(), None
    for bare, told in steps:
        year = replace(year, today=year.today + timedelta(days=30))
        year = replace(year, published=year.published | (told & bare.placed.keys()))
        after = revise(year, bare, record)
        if record is not None:
            check_step(year, record.plan, after)
        record = record_of(after)


def check_step(year: Problem, before: Plan, after: Plan) -> None:
    old, new = record_of(before).revisions, record_of(after).revisions
    for id in old.keys() & new.keys():
        is_same = old[id].content == new[id].content
        expected = old[id] if is_same else replace(old[id], sequence=old[id].sequence + 1)
        assert new[id].sequence == expected.sequence
        assert new[id].revised == (old[id].revised if is_same else year.today)
        assert new[id].published >= old[id].published
    for id in new.keys() - old.keys():
        assert (new[id].sequence, new[id].revised) == (0, year.today)
    gone = {**{one.placed.id: one.placed for one in before.withdrawn}, **before.placed}
    assert {one.placed.id for one in after.withdrawn} == {
        id
        for id, placed in gone.items()
        if old[id].published and id not in after.placed and last_date(placed) >= year.today
    }
    check_feeds(old, new, feeds(year, before), feeds(year, after))


def check_feeds(
    old: Mapping[str, Revision],
    new: Mapping[str, Revision],
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
) -> None:
    assert before.keys() == after.keys()
    for path, data in before.items():
        was, now = strict_ics.events(data), strict_ics.events(after[path])
        for uid in was.keys() & now.keys():
            assert int(now[uid].text("SEQUENCE")) >= int(was[uid].text("SEQUENCE"))
            id = was[uid].text("X-PLANNER-SESSION")
            if id in old and old[id].content == new[id].content:
                assert was[uid] == now[uid]
        if was == now:
            assert data == after[path]


def last_date(placed: PlacedSession) -> date:
    return moment(placed.parts[-1].start, CHICAGO).date()


@given(years(), st.data())
def test_the_content_changes_exactly_when_a_feed_says_something_else(
    year: Problem, data: st.DataObject
) -> None:
    bare = plan()
    other = data.draw(years(st.sampled_from(["", "A", "A "]) | texts) | st.just(year))
    said, otherwise = said_by_session(year, bare), said_by_session(other, bare)
    for one in bare.sessions:
        is_same = content(year, one, Status.TENTATIVE) == content(other, one, Status.TENTATIVE)
        assert is_same == (said[one.id] == otherwise[one.id])


def said_by_session(year: Problem, bare: Plan) -> dict[str, set[str]]:
    """What the feeds say of each session, apart from when it was revised, by full id."""
    revised = revise(replace(year, published=frozenset()), bare, None)
    ids = {uid: one.id for one in bare.sessions for uid in uids_of(one)}
    said: dict[str, set[str]] = {one.id: set() for one in bare.sessions}
    for data in feeds(year, revised).values():
        for uid, event in strict_ics.events(data).items():
            properties = [one for one in event.properties if one.name not in STAMPS]
            said[ids[uid]].add(repr(sorted(map(repr, properties))))
    return said


def uids_of(placed: PlacedSession) -> tuple[str, ...]:
    return uids("district-34", placed.id, len(placed.parts))
