"""Plans drawn at random over the hand-written problem: good or bad, but well formed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handmade import CHICAGO, FIRST, LAST, problem
from hypothesis import strategies as st

from planner.domain.by_hand import Mark
from planner.domain.clock import instant
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import GoalResult, Plan, Revision, Told, Unplaced, Withdrawn
from planner.domain.problem import Problem

DAYS = (LAST - FIRST).days
SESSIONS = tuple(problem().sessions)

days = st.integers(0, DAYS - 3).map(lambda offset: FIRST + timedelta(days=offset))
texts = st.text(st.characters(codec="utf-8"), max_size=40)


@st.composite
def placements(draw: st.DrawFn, id: str) -> PlacedSession:
    """A session anywhere in the year, at any minute, night hours and clock changes included."""
    session = problem().sessions[id]
    first, minute = draw(days), draw(st.integers(0, 23 * 60))
    length = draw(st.integers(1, 59))
    site = draw(st.sampled_from(["winfield", "office", None]))
    parts = []
    for day in range(session.length.dates):
        start = instant(first + timedelta(days=day), minute, CHICAGO)
        parts.append(Part(start, start + length, site))
    mode = "virtual" if site is None else "in-person"
    team = draw(st.sampled_from([("coach-a",), ("coach-b",), ("coach-a", "coach-b")]))
    return PlacedSession(id, tuple(parts), team, mode)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan without revisions: some sessions placed, all others not."""
    ids = draw(st.lists(st.sampled_from(SESSIONS), unique=True))
    sessions = sorted((draw(placements(id)) for id in ids), key=lambda one: (one.start, one.id))
    left = [
        Unplaced(id, tuple(draw(st.lists(texts, max_size=2)))) for id in SESSIONS if id not in ids
    ]
    return Plan(tuple(sessions), tuple(left))


revisions = st.builds(
    Revision,
    published=st.booleans(),
    sequence=st.integers(0, 10**9),
    revised=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    content=st.text("0123456789abcdef", min_size=64, max_size=64),
)
goals = st.builds(
    GoalResult,
    tier=st.integers(1, 7),
    name=texts,
    value=st.integers(),
    bound=st.integers(),
    unit=texts,
)


words = st.builds(
    Told,
    request=texts,
    title=texts,
    type=texts,
    audience=st.lists(texts, max_size=2).map(tuple),
    confidential=st.booleans(),
)
marks = st.none() | st.sampled_from([mark for mark in Mark if mark.has_lapsed])


@st.composite
def revised_plans(draw: st.DrawFn) -> Plan:
    """A plan with everything that a plan of record holds, whatever it means."""
    bare = draw(plans())
    gone = [draw(placements(left.id)) for left in bare.unplaced if draw(st.booleans())]
    return replace(
        bare,
        goals=tuple(draw(st.lists(goals, max_size=11))),
        revisions={placed.id: draw(revisions) for placed in bare.sessions},
        withdrawn=tuple(
            Withdrawn(placed, draw(revisions), draw(words), draw(marks)) for placed in gone
        ),
        previous=tuple(draw(placements(id)) for id in draw(st.lists(st.sampled_from(SESSIONS)))),
        reproducible=draw(st.booleans()),
        released=tuple(draw(st.lists(st.sampled_from(SESSIONS), max_size=2))),
    )


@st.composite
def years(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts) -> Problem:
    """The hand-written year with any texts whatever where a manager writes one."""
    year = problem()
    engagement = year.engagement
    requests = {
        id: replace(
            request,
            title=draw(texts),
            type=draw(texts),
            focus=draw(texts),
            bring=draw(texts),
            leave=draw(texts),
            link=draw(texts),
            room=draw(texts),
        )
        for id, request in engagement.requests.items()
    }
    sites = {
        id: replace(site, title=draw(texts), address=draw(texts))
        for id, site in engagement.sites.items()
    }
    audiences = {
        id: replace(audience, title=draw(texts)) for id, audience in engagement.audiences.items()
    }
    facilitators = {
        id: replace(someone, title=draw(texts)) for id, someone in year.facilitators.items()
    }
    told = replace(
        engagement, title=draw(texts), requests=requests, sites=sites, audiences=audiences
    )
    return replace(year, engagement=told, facilitators=facilitators)
