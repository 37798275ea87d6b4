"""A small district's year and its plan, both written by hand and never solved.

Two coaches; a kickoff with both at once, one visit of a coaching cycle with two teams, a
confidential one-to-one (the first of two has no place), a virtual check-in, a two-day institute,
and a reflection that was published and then withdrawn. Dates lie on both sides of both clock
changes of 2025-26.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Block, Span, instant
from planner.domain.confidential import told_of
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.facilitator import Facilitator, Period
from planner.domain.links import DayCount, Order
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import GoalResult, Plan, Revision, Unplaced, Withdrawn
from planner.domain.problem import (
    ANYTHING,
    HALF_DAY,
    Audience,
    Continuity,
    Day,
    Engagement,
    Length,
    LengthUnit,
    Mode,
    Problem,
    Request,
    Series,
    Session,
    Site,
    Visit,
    Window,
)
from planner.reports.event import content
from planner.reports.wording import Status

CHICAGO = ZoneInfo("America/Chicago")
FIRST, LAST, TODAY = date(2025, 6, 1), date(2026, 6, 30), date(2025, 9, 1)
HOUR = Length(LengthUnit.MINUTES, 60)
TWO_DAYS = Length(LengthUnit.DAYS, 2)
AM, PM = (8 * 60 + 30, 11 * 60 + 30), (12 * 60 + 30, 15 * 60 + 30)
WHOLE_DAY = (AM[0], PM[1])


@cache
def problem() -> Problem:
    return Problem(
        engagement=engagement(),
        facilitators={
            "coach-a": coach("coach-a", "Coach A"),
            "coach-b": coach("coach-b", "Coach B"),
        },
        visits=visits(),
        series=(
            Series(
                "one-to-one",
                (2, 3),
                ordered=False,
                interchangeable=False,
                continuity=Continuity.FREE,
                gap_days=None,
            ),
        ),
        orders=(Order("kickoff", "cycle-1", 10, DayCount.SCHOOL_DAYS, needs=False),),
        same_team=(),
        today=TODAY,
        baseline={},
        published=frozenset({"kickoff", "cycle-1/GK"}),
    )


def engagement() -> Engagement:
    return Engagement(
        id="district-34",
        title="District 34 mathematics coaching, 2025-26",
        zone=CHICAGO,
        first=FIRST,
        last=LAST,
        day=Day(Block(*AM), Block(*PM), break_minutes=10, grain_minutes=15),
        calendar=school_calendar(),
        contract=contract(),
        sites={site.id: site for site in sites()},
        audiences={audience.id: audience for audience in audiences()},
        requests={request.id: request for request in requests()},
    )


@cache
def school_calendar() -> SchoolCalendar:
    staff = {date(2025, 10, 10)}
    kinds = []
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        if day in staff:
            kinds.append((Kind.STAFF, Kind.STAFF))
        elif day.weekday() >= 5:
            kinds.append((Kind.CLOSED, Kind.CLOSED))
        elif date(2025, 8, 20) <= day <= date(2026, 6, 5):
            kinds.append((Kind.SCHOOL, Kind.SCHOOL))
        else:
            kinds.append((Kind.BREAK, Kind.BREAK))
    return SchoolCalendar(FIRST, tuple(kinds))


def contract() -> Contract:
    lines = (
        Line("coaching", "Specialized coaching", LineUnit.COACH_DAYS, 4, 180_000, 1),
        Line("pd", "Half-day of professional development", LineUnit.COACH_DAYS, 2, 180_000, 1),
        Line("check-ins", "Virtual check-ins", LineUnit.HOURS, 10 * 60, 15_000, 1),
        Line("institute", "Summer institute", LineUnit.PRICE, 0, 250_000, 1),
    )
    return Contract(
        state="draft",
        client="School District 34",
        total_cents=360_000 + 180_000 + 150_000 + 250_000,
        between_cents=None,
        ticks_per_day=2,
        lines={line.id: line for line in lines},
    )


def sites() -> tuple[Site, ...]:
    return (
        Site("winfield", "Winfield Central", "150 Example Road, Winfield, Illinois 60190", CHICAGO),
        Site("office", "District office", "200 Example Street, Winfield, Illinois 60190", CHICAGO),
    )


def audiences() -> tuple[Audience, ...]:
    alone: frozenset[str] = frozenset()
    return (
        Audience("GK", "Kindergarten team", alone, None),
        Audience("G1", "Grade 1 team", alone, None),
        Audience("K-8", "K-8 mathematics teachers", frozenset({"GK", "G1"}), 24),
        Audience("leadership", "District leadership team", alone, 6),
        Audience("teacher-1", "Grade 1 teacher", alone, 1),
        Audience("teacher-2", "Grade 2 teacher", alone, 1),
    )


def requests() -> tuple[Request, ...]:
    return (
        request(
            "kickoff",
            "Eliciting and using student reasoning",
            "workshop",
            focus="Open tasks, and what students say about them",
            bring="The unit you teach in November",
            leave="A task whose results teams bring to cycle 1",
            room="Library",
        ),
        request(
            "cycle-1",
            "Collaborative coaching, cycle 1",
            "coaching",
            bring="Student work from the kickoff's task",
        ),
        request(
            "one-to-one",
            "Coaching cycle",
            "one-to-one",
            confidential=True,
            focus="Planning the next unit",
            room="Room 12",
        ),
        request("check-in", "Check-in", "meeting", link="https://meet.example/check-in?a=1,2"),
        request("institute", "Summer institute", "institute", room="Board room"),
        request("reflection", "Reflection on the year", "meeting"),
    )


def visits() -> tuple[Visit, ...]:
    january = (
        Window(date(2026, 1, 5), date(2026, 1, 5)),
        Window(date(2026, 1, 12), date(2026, 1, 16)),
    )
    return (
        replace(
            visit("kickoff", Session("kickoff", ("K-8",), HALF_DAY, "pd")),
            team=2,
            window=Window(date(2025, 10, 1), date(2025, 10, 31)),
            kinds=frozenset({Kind.STAFF, Kind.SCHOOL}),
        ),
        replace(
            visit(
                "cycle-1",
                Session("cycle-1/GK", ("GK",), HALF_DAY, "coaching"),
                Session("cycle-1/G1", ("G1",), HALF_DAY, "coaching"),
            ),
            window=Window(date(2025, 11, 17), date(2025, 12, 19)),
        ),
        *(
            replace(
                visit("one-to-one", Session(f"one-to-one/{id}", (id,), HOUR, "coaching")),
                window=window,
                pool=("coach-a",),
            )
            for id, window in zip(("teacher-1", "teacher-2"), january, strict=True)
        ),
        replace(
            visit("check-in", Session("check-in", ("leadership",), HOUR, "check-ins")),
            modes=(Mode.VIRTUAL,),
            sites=(),
            window=Window(date(2026, 3, 9), date(2026, 3, 13)),
        ),
        replace(
            visit("institute", Session("institute", ("K-8", "leadership"), TWO_DAYS, "institute")),
            team=2,
            sites=("office",),
            window=Window(date(2026, 6, 8), date(2026, 6, 26)),
            kinds=frozenset({Kind.BREAK}),
        ),
        replace(
            visit("reflection", Session("reflection", ("leadership",), HALF_DAY, None)),
            sites=("office",),
            window=Window(date(2026, 4, 1), date(2026, 4, 30)),
            promised=False,
        ),
    )


@cache
def plan() -> Plan:
    return Plan(
        sessions=sessions(),
        unplaced=(Unplaced("one-to-one/teacher-1", ("Coach A is busy on 2026-01-05.",)),),
        goals=goals(),
    )


@cache
def revised_plan() -> Plan:
    """The plan after two people were told of it and one date was taken back."""
    since = {"cycle-1/GK": (2, date(2025, 10, 20)), "check-in": (1, date(2025, 11, 3))}
    year, bare = problem(), plan()
    revisions = {}
    for session in bare.sessions:
        is_told = session.id in year.published
        said = content(year, session, Status.CONFIRMED if is_told else Status.TENTATIVE)
        revisions[session.id] = Revision(is_told, *since.get(session.id, (0, TODAY)), said)
    gone = placed("reflection", (part(date(2026, 4, 15), *AM),), ("coach-b",), site="office")
    said = content(year, gone, Status.CANCELLED)
    taken_back = Revision(published=True, sequence=3, revised=date(2025, 11, 4), content=said)
    withdrawn = Withdrawn(gone, taken_back, told_of(year, gone.id))
    return replace(bare, revisions=revisions, withdrawn=(withdrawn,))


def sessions() -> tuple[PlacedSession, ...]:
    both = ("coach-a", "coach-b")
    december, june = date(2025, 12, 3), date(2026, 6, 16)
    return (
        placed("kickoff", (part(date(2025, 10, 10), *AM),), both),
        placed("cycle-1/GK", (part(december, *AM),), ("coach-b",)),
        placed("cycle-1/G1", (part(december, *PM),), ("coach-b",)),
        placed("one-to-one/teacher-2", (part(date(2026, 1, 14), 10 * 60, 11 * 60),), ("coach-a",)),
        PlacedSession(
            "check-in", (part(date(2026, 3, 10), 13 * 60, 14 * 60),), ("coach-a",), "virtual"
        ),
        placed(
            "institute",
            (part(june, *WHOLE_DAY), part(june + timedelta(days=1), *WHOLE_DAY)),
            both,
            site="office",
        ),
    )


def goals() -> tuple[GoalResult, ...]:
    return (
        GoalResult(1, "unplaced", 5, 5, "points"),
        GoalResult(2, "published-changed", 0, 0, "changes"),
        GoalResult(2, "published-days-moved", 0, 0, "days"),
        GoalResult(3, "optional", 5, 5, "points"),
        GoalResult(4, "coach-days", 5, 5, "half coach-days"),
        GoalResult(4, "trips", 8, 8, "trips"),
        GoalResult(4, "halves", 14, 14, "halves"),
        GoalResult(5, "wishes", 3, 2, "points"),
        GoalResult(6, "load", 25, 25, "%"),
        GoalResult(7, "drafts-moved", 0, 0, "changes"),
        GoalResult(7, "earliest", 1390, 1390, "days"),
    )


def coach(id: str, title: str) -> Facilitator:
    """Return a coach who is privately busy once: no output may show that time."""
    day = date(2025, 11, 5)
    busy = Span(instant(day, 9 * 60 + 7, CHICAGO), instant(day, 9 * 60 + 43, CHICAGO))
    return Facilitator(id, title, frozenset({"K-8"}), CHICAGO, (busy,), {Period.YEAR: 80})


def request(id: str, title: str, type: str, **texts: str | bool) -> Request:
    told = {"confidential": False, "focus": "", "bring": "", "leave": "", "link": "", "room": ""}
    return Request(id=id, title=title, type=type, **(told | texts))  # type: ignore[arg-type]


def visit(request: str, *sessions: Session) -> Visit:
    """Return a visit by one coach to the school on any school day of the year."""
    return Visit(
        id=sessions[0].id,
        request=request,
        sessions=sessions,
        modes=(Mode.IN_PERSON,),
        sites=("winfield",),
        team=1,
        pool=("coach-a", "coach-b"),
        window=Window(FIRST, LAST),
        kinds=frozenset({Kind.SCHOOL}),
        rules=ANYTHING,
        prefer=ANYTHING,
        promised=True,
        priority=5,
    )


def placed(
    id: str, parts: tuple[Part, ...], facilitators: tuple[str, ...], site: str = "winfield"
) -> PlacedSession:
    return PlacedSession(
        id, tuple(replace(part, site=site) for part in parts), facilitators, "in-person"
    )


def part(day: date, start: int, end: int) -> Part:
    return Part(instant(day, start, CHICAGO), instant(day, end, CHICAGO))
