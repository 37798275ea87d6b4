"""Who is free in which half of the year, and why not in the others; and what schools are then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planner.domain.absence import Absence, Cause
from planner.domain.calendar import Kind, SchoolCalendar, Slot
from planner.domain.clock import Block, Half, Span, clock, dates_between, instant, merged, moment
from planner.domain.facilitator import Facilitator
from planner.domain.problem import Engagement, Problem

_MIDNIGHT = 24 * 60
_GIVEN_FIRST = (Cause.LEAVE, Cause.OFF, Cause.HOURS, Cause.BUSY)
_STATES = {Cause.LEAVE: "leave", Cause.OFF: "off", Cause.HOURS: "off", Cause.BUSY: "busy"}
_SCHOOL_REASONS = {
    Kind.SCHOOL: (),
    Kind.STAFF: ("no students, staff at work",),
    Kind.BREAK: ("school holidays",),
    Kind.CLOSED: ("closed",),
}


@dataclass(frozen=True, slots=True)
class Availability:
    """One half of somebody's year: a word for it, the clock times that are free, and why not all.

    Of a facilitator it is free, part, busy, leave or off; of a school its kind. What is free
    leaves the break to what a calendar says.
    """

    state: str
    free: tuple[Block, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The year of one facilitator, site or audience, or of the school they all go by."""

    sort: str
    id: str
    title: str
    halves: Mapping[Slot, Availability]


def availability(problem: Problem, absences: Mapping[str, Iterable[Absence]]) -> tuple[Row, ...]:
    """Return a row for each school calendar that differs, then one for each facilitator."""
    engagement = problem.engagement
    days = open_dates(problem)
    schools = (
        Row(sort, id, title, _of_school(engagement, calendar, days))
        for sort, id, title, calendar in _calendars(engagement)
    )
    people = (
        Row("facilitator", who.id, who.title, _of_person(engagement, who, absences[who.id], days))
        for who in problem.facilitators.values()
    )
    return (*schools, *people)


def open_dates(problem: Problem) -> tuple[date, ...]:
    """Return the dates from today on that are Monday to Friday, or open at any school."""
    engagement = problem.engagement
    calendars = [calendar for *_, calendar in _calendars(engagement)]
    saturday = 5
    return tuple(
        day
        for day in dates_between(max(engagement.first, problem.today), engagement.last)
        if day.weekday() < saturday
        or any(one.kind(day, half) is not Kind.CLOSED for one in calendars for half in Half)
    )


def _calendars(engagement: Engagement) -> Iterator[tuple[str, str, str, SchoolCalendar]]:
    yield "school", "", "School", engagement.calendar
    for site in engagement.sites.values():
        if site.calendar is not None:
            yield "site", site.id, site.title, site.calendar
    for audience in engagement.audiences.values():
        if audience.kinds:
            calendar = engagement.calendar_for((audience.id,), None)
            yield "audience", audience.id, audience.title, calendar


def _of_school(
    engagement: Engagement, calendar: SchoolCalendar, days: Iterable[date]
) -> Mapping[Slot, Availability]:
    return {
        (day, half): _school_half(calendar, day, half, engagement.day.block(half))
        for day in days
        for half in Half
    }


def _school_half(calendar: SchoolCalendar, day: date, half: Half, usual: Block) -> Availability:
    kind, hours = calendar.kind(day, half), calendar.short.get((day, half))
    free = () if kind is Kind.CLOSED else (hours or usual,)
    short = (f"only {hours}",) if hours and free else ()
    return Availability(kind.value, free, (*_SCHOOL_REASONS[kind], *short))


def _of_person(
    engagement: Engagement, who: Facilitator, absences: Iterable[Absence], days: Iterable[date]
) -> Mapping[Slot, Availability]:
    waiting = sorted(absences)
    found: dict[Slot, Availability] = {}
    for day in days:
        begins, ends = (instant(day, minute, engagement.zone) for minute in (0, _MIDNIGHT))
        margin = engagement.day.break_minutes
        waiting = [one for one in waiting if one.span.end > begins - margin]
        near = [one for one in waiting if one.span.start < ends + margin]
        for half in Half:
            found[day, half] = _person_half(engagement, who, near, day, half)
    return found


def _person_half(
    engagement: Engagement, who: Facilitator, near: Iterable[Absence], day: date, half: Half
) -> Availability:
    block, margin = engagement.day.block(half), engagement.day.break_minutes
    whole = Span(*(instant(day, at, engagement.zone) for at in (block.start, block.end)))
    against = [(one, _kept_from(one, margin)) for one in near]
    against = [(one, span) for one, span in against if span.overlaps(whole)]
    free = _left(whole, (span for _, span in against))
    if not against:
        state = "free"
    elif free:
        state = "part"
    else:
        causes = {one.cause for one, _ in against}
        state = _STATES[next(cause for cause in _GIVEN_FIRST if cause in causes)]
    reasons = dict.fromkeys(_reason(engagement, who, one, day) for one, _ in against)
    return Availability(state, tuple(_block(engagement, span) for span in free), tuple(reasons))


def _kept_from(absence: Absence, margin: int) -> Span:
    """Return the time that a session stays out of: of what is in a calendar, with the break."""
    if absence.cause is not Cause.BUSY:
        return absence.span
    return Span(absence.span.start - margin, absence.span.end + margin)


def _left(whole: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    left: list[Span] = []
    at = whole.start
    for span in merged(taken):
        if at < span.start:
            left.append(Span(at, min(span.start, whole.end)))
        at = max(at, span.end)
    if at < whole.end:
        left.append(Span(at, whole.end))
    return tuple(left)


def _block(engagement: Engagement, span: Span) -> Block:
    start, end = (moment(at, engagement.zone) for at in (span.start, span.end))
    return Block(start.hour * 60 + start.minute, end.hour * 60 + end.minute)


def _reason(engagement: Engagement, who: Facilitator, absence: Absence, day: date) -> str:
    """Say why somebody is not free on a date, by the engagement's clocks."""
    if absence.cause is Cause.OFF:
        return f"does not work on {moment(absence.span.start, who.zone):%A}s"
    start, end = (moment(at, engagement.zone) for at in (absence.span.start, absence.span.end))
    times = f"{_clock(start, day)}-{_clock(end, day)}"
    when = "all day" if times == "00:00-24:00" else times
    if absence.cause is Cause.BUSY:
        return f"busy {when} ({absence.source})"
    return f"{absence.cause.value} {when}"


def _clock(at: datetime, day: date) -> str:
    """Return a time of a date; what lies before or after it as its first or last minute."""
    if at.date() < day:
        return clock(0)
    return clock(_MIDNIGHT) if at.date() > day else f"{at:%H:%M}"
