"""Feeds before and after any change: what is the same stays byte for byte, what is gone says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import strict_ics
from drawn import SESSIONS, placements, plans
from handmade import CHICAGO, TODAY, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.clock import moment
from planner.domain.placement import PlacedSession
from planner.domain.plan import Plan
from planner.domain.record import Record
from planner.domain.uids import uids
from planner.reports.feeds import feeds
from planner.reports.revisions import revise

YEAR = problem()
ID_OF = {
    uid: id
    for id, one in YEAR.sessions.items()
    for uid in uids("district-34", id, one.length.dates)
}

Change = tuple[Plan, frozenset[str], date]
"""A plan after another, the sessions that people were told of before, and the later today."""


@st.composite
def changes(draw: st.DrawFn, before: Plan) -> Change:
    """Some sessions moved, some dropped, some new, on a later day; the others as they were."""
    touched = draw(st.sets(st.sampled_from(SESSIONS)))
    kept = [one for one in before.sessions if one.id not in touched]
    anew = [draw(placements(id)) for id in sorted(touched) if draw(st.booleans())]
    told = draw(st.frozensets(st.sampled_from(SESSIONS)))
    today = TODAY + timedelta(days=draw(st.integers(1, 300)))
    return Plan(tuple(sorted([*kept, *anew], key=lambda one: (one.start, one.id)))), told, today


@settings(max_examples=60)
@given(st.data(), plans())
def test_feeds_follow_any_change(data: st.DataObject, bare: Plan) -> None:
    after, told, today = data.draw(changes(bare))
    year = replace(YEAR, published=told & bare.placed.keys())
    first = revise(year, bare, None)
    second = revise(replace(year, today=today), after, Record(first, "district-34", "", ""))
    was, now = feeds(year, first), feeds(year, second)
    gone = {
        id: one
        for id, one in bare.placed.items()
        if id in year.published and id not in after.placed and last_date(one) >= today
    }
    assert was.keys() == now.keys()
    for path in was:
        events, before = raw_events(now[path]), raw_events(was[path])
        assert events.keys() == expected(path, [*after.sessions, *gone.values()])
        for uid in events.keys() & before.keys():
            check_event(before[uid], events[uid], first, second, ID_OF[uid])
        check_tombstones(strict_ics.events(now[path]), gone.keys())


def check_event(was: bytes, now: bytes, before: Plan, after: Plan, id: str) -> None:
    if before.placed[id] == after.placed.get(id):
        assert was == now
    else:
        assert was != now
        assert sequence(now) == sequence(was) + 1


def check_tombstones(
    events: Mapping[str, strict_ics.Component], gone: frozenset[str] | set[str]
) -> None:
    for uid, event in events.items():
        is_gone = ID_OF[uid] in gone
        assert (event.text("STATUS") == "CANCELLED") == is_gone
        assert event.text("SUMMARY").startswith("Cancelled: ") == is_gone


def raw_events(data: bytes) -> Mapping[str, bytes]:
    """Return the bytes of each event by UID, from a file that the strict reader accepts."""
    strict_ics.read(data)
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data, re.DOTALL)
    return {unfolded(event, "UID"): event for event in found}


def sequence(event: bytes) -> int:
    return int(unfolded(event, "SEQUENCE"))


def unfolded(event: bytes, name: str) -> str:
    lines = event.decode().replace("\r\n ", "").split("\r\n")
    (value,) = (line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))
    return value


def expected(path: str, sessions: list[PlacedSession]) -> set[str]:
    """Return the UIDs that a feed holds: those of its own sessions, and of nobody else's."""
    readers, _, name = path.removeprefix("calendars/").rpartition("/")
    owner = name.removesuffix(".ics")
    return {
        uid
        for one in sessions
        for uid, part in zip(uids("district-34", one.id, len(one.parts)), one.parts, strict=True)
        if {
            "": True,
            "facilitators": owner in one.facilitators,
            "audiences": owner in attending(one.id),
            "sites": owner == part.site,
        }[readers]
    }


def attending(id: str) -> set[str]:
    """Return who attends; the K-8 teachers are those of two grades."""
    audience = set(YEAR.sessions[id].audience)
    return audience | ({"GK", "G1"} if "K-8" in audience else set())


def last_date(placed: PlacedSession) -> date:
    return moment(placed.parts[-1].start, CHICAGO).date()
