"""What was sold, to whom, and who is there to do it: everything a plan is made from.

A `Problem` is the meaning of a scenario and the calendars it names. It is frozen, has no
defaults left to fill in, and its digest is the digest of the inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from planner.domain.by_hand import ByHand
from planner.domain.calendar import Kind, Kinds, SchoolCalendar
from planner.domain.clock import Block, Half
from planner.domain.contract import Contract
from planner.domain.facilitator import NOTHING_ELSE, Elsewhere, Facilitator
from planner.domain.links import Order, SameTeam
from planner.domain.log import Log, held_sessions
from planner.domain.placement import PlacedSession


class Mode(StrEnum):
    """Where people meet."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"


class LengthUnit(StrEnum):
    """What a length is counted in."""

    MINUTES = "minutes"
    HALVES = "halves"
    FULL_DAY = "full-day"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a session is: minutes inside one half, one half, a full day, or N days.

    `amount` counts `unit`s. A full day is one part with lunch inside; N days are N such parts
    on adjacent dates, or, when `split`, on the next open dates.
    """

    unit: LengthUnit
    amount: int
    split: bool = False

    @property
    def halves(self) -> int:
        """The halves a session of this length takes: minutes count as one."""
        if self.unit in (LengthUnit.MINUTES, LengthUnit.HALVES):
            return 1
        return 2 * self.amount

    @property
    def dates(self) -> int:
        """The number of dates, which is the number of parts."""
        return self.amount if self.unit is LengthUnit.DAYS else 1


HALF_DAY = Length(LengthUnit.HALVES, 1)
FULL_DAY = Length(LengthUnit.FULL_DAY, 1)


@dataclass(frozen=True, slots=True)
class Day:
    """The clock times of the two halves, the break between two sessions, and the raster."""

    am: Block
    pm: Block
    break_minutes: int
    grain_minutes: int

    def block(self, half: Half) -> Block:
        """Return the clock times of a half."""
        return self.am if half is Half.AM else self.pm

    @property
    def minutes(self) -> int:
        """The working minutes of a day: AM and PM without lunch. One coach-day."""
        return self.am.minutes + self.pm.minutes

    def half_at(self, minute: int) -> Half:
        """Return the half in which a session that starts at `minute` starts."""
        return Half.AM if minute < self.am.end else Half.PM


@dataclass(frozen=True, slots=True)
class Site:
    """Where sessions are held; `calendar` is its own, None where it keeps the engagement's."""

    id: str
    title: str
    address: str
    zone: ZoneInfo
    calendar: SchoolCalendar | None = None
    region: str | None = None

    @property
    def area(self) -> str:
        """Where a facilitator can be on one date: the region or, without one, the site alone."""
        return f"site {self.id}" if self.region is None else f"region {self.region}"


@dataclass(frozen=True, slots=True)
class Audience:
    """People who attend together. `includes` names every audience inside it, at any depth.

    `kinds` has the halves of the year that differ for them from the school's.
    """

    id: str
    title: str
    includes: frozenset[str]
    size: int | None
    kinds: Kinds = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """The dates on which something may be placed; both ends count."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a manager asked of the clock and the week. Empty means anything goes."""

    half: Half | None = None
    weekdays: frozenset[int] = frozenset()
    on: frozenset[date] = frozenset()
    hours: Block | None = None


ANYTHING = Preferences()


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for once, shared by all sessions that come of it; texts for people.

    `follow_up` has the texts of its follow-ups, under the same id; None where there are none.
    """

    id: str
    title: str
    type: str
    confidential: bool
    focus: str
    bring: str
    leave: str
    link: str
    room: str
    follow_up: Request | None = None


FOLLOW_UP = "/then"
"""What the id of a follow-up adds to that of its session."""


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of an audience; `line` is None when it charges nothing, `half` as by hand.

    `audience` is empty for work that nobody attends. `follows`: it is the follow-up of the session
    before it in its visit.
    """

    id: str
    audience: tuple[str, ...]
    length: Length
    line: str | None
    follows: bool = False
    half: Half | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Sessions bound to one date, site and team, in this order through the day.

    The atom of search. `modes` are those it may be held in; `sites` has the site of each of its
    dates when in person, or one for all of them. `team` facilitators come from `pool`; `window`
    and `kinds` say on which dates, `rules` and `prefer` at which times. `named`: the team was
    written by hand for this visit alone. `makes_up`: for a visit that was missed.
    """

    id: str
    request: str
    sessions: tuple[Session, ...]
    modes: tuple[Mode, ...]
    sites: tuple[str, ...]
    team: int
    pool: tuple[str, ...]
    window: Window
    kinds: frozenset[Kind]
    rules: Preferences
    prefer: Preferences
    promised: bool
    priority: int
    named: bool = False
    makes_up: bool = False

    def place(self, mode: Mode, number: int) -> str | None:
        """Return the site of the visit's date of a number, from 0; None when virtual."""
        if mode is Mode.VIRTUAL or not self.sites:
            return None
        return self.sites[number] if len(self.sites) > 1 else self.sites[0]


class Continuity(StrEnum):
    """How firmly a series keeps its facilitators."""

    FREE = "free"
    PREFER = "prefer"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Series:
    """Visits of one request that belong together, as indices of `Problem.visits`.

    They lie on different dates. `ordered`: in this order. `interchangeable`: the first ones are
    placed first. `gap_days` is the least and the most number of days between starts of
    neighbours; `modes` is how many of the visits may be in each mode, None where their own say it
    all. `capacity`: the visits are offerings of one session, with so many seats each. `make_ups`
    share its facilitators.
    """

    id: str
    visits: tuple[int, ...]
    ordered: bool
    interchangeable: bool
    continuity: Continuity
    gap_days: tuple[int, int | None] | None
    modes: Mapping[Mode, int] | None = None
    capacity: int | None = None
    make_ups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Engagement:
    """One client's year. Dates are those of the contract; wall times are in `zone`.

    `feeds_url` is where the folder of calendars is hosted, without a slash at its end.
    """

    id: str
    title: str
    zone: ZoneInfo
    first: date
    last: date
    day: Day
    calendar: SchoolCalendar
    contract: Contract | None
    sites: Mapping[str, Site]
    audiences: Mapping[str, Audience]
    requests: Mapping[str, Request]
    feeds_url: str | None = None

    def attending(self, audience: Iterable[str]) -> frozenset[str]:
        """Return every audience that is busy when these are: themselves and all inside them."""
        return frozenset(audience).union(*(self.audiences[id].includes for id in audience))

    def calendar_for(self, audience: tuple[str, ...], site: str | None) -> SchoolCalendar:
        """Return what holds where an audience meets: the site's calendar, and their exceptions."""
        key = audience, site
        if key not in self._calendars:
            place = None if site is None else self.sites.get(site)
            kinds = [self.audiences[id].kinds for id in sorted(self.attending(audience))]
            calendar = place.calendar if place and place.calendar else self.calendar
            self._calendars[key] = calendar.for_all_of(kinds) if any(kinds) else calendar
        return self._calendars[key]

    @cached_property
    def _calendars(self) -> dict[tuple[tuple[str, ...], str | None], SchoolCalendar]:
        return {}


@dataclass(frozen=True)
class Problem:
    """Everything a plan is made from.

    The digest is over all but where things stand. Nothing is placed before `today`; `baseline` is
    what the record places, `published` what people were told of it. `span_days` is the number of
    days that all of a request lies within; `travel_minutes` what a facilitator needs between two
    sites of one region. `by_hand` is said of single sessions; lapsed ones share no visit with
    others. `freeze_days` before its date, what people were told stays. `log` is what was held.
    `elsewhere` is what the rest of a portfolio has of facilitators, and stays there.
    """

    engagement: Engagement
    facilitators: Mapping[str, Facilitator]
    visits: tuple[Visit, ...]
    series: tuple[Series, ...]
    orders: tuple[Order, ...]
    same_team: tuple[SameTeam, ...]
    today: date
    baseline: Mapping[str, PlacedSession]
    published: frozenset[str]
    span_days: Mapping[str, int] = field(default_factory=dict)
    travel_minutes: int = 0
    by_hand: Mapping[str, ByHand] = field(default_factory=dict)
    freeze_days: int = 0
    log: Log = ()
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)

    @cached_property
    def visit_of(self) -> Mapping[str, int]:
        """The index of the visit that each session id belongs to."""
        return {s.id: index for index, visit in enumerate(self.visits) for s in visit.sessions}

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """Every session by its id, in the scenario's order."""
        return {session.id: session for visit in self.visits for session in visit.sessions}

    @cached_property
    def lapsed(self) -> frozenset[str]:
        """The sessions that were missed or cancelled: they take no place and nobody's time."""
        return frozenset(id for id, said in self.by_hand.items() if said.has_lapsed)

    @cached_property
    def held_on(self) -> Mapping[int, date | None]:
        """The dates of visits of which a session was delivered, by their indices."""
        return {self.visit_of[id]: one.on for id, one in self.by_hand.items() if one.was_delivered}

    @cached_property
    def logged(self) -> frozenset[int]:
        """The visits of which the log says that something was delivered, by their indices."""
        return frozenset(map(self.visit_of.__getitem__, held_sessions(self.log)))

    @cached_property
    def history(self) -> frozenset[str]:
        """What stays as the record has it: before today, delivered, or logged; not lapsed."""
        return frozenset(filter(self._is_history, self.baseline.keys() - self.lapsed))

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The sessions that the record places and nobody was told of."""
        return frozenset(self.baseline) - self.published - self.lapsed

    def _is_history(self, id: str) -> bool:
        on, visit = self.baseline[id].date(self.engagement.zone), self.visit_of.get(id, -1)
        marked = on == self.held_on[visit] if visit in self.held_on else on < self.today
        return marked or visit in self.logged

    @cached_property
    def to_be_placed(self) -> tuple[Visit, ...]:
        """The promised visits that neither took place nor lapsed, in the scenario's order."""
        settled = self.history | self.lapsed
        return tuple(
            visit
            for visit in self.visits
            if visit.promised and settled.isdisjoint(one.id for one in visit.sessions)
        )

    def visits_of(self, request: str) -> tuple[int, ...]:
        """Return the indices of the visits of a request, in order."""
        return tuple(i for i, visit in enumerate(self.visits) if visit.request == request)

    def attending(self, audience: Iterable[str]) -> frozenset[str]:
        """Return every audience that is busy when these are: themselves and all inside them."""
        return self.engagement.attending(audience)

    def has_elsewhere(self, facilitator: str) -> Elsewhere:
        """Return what the rest of the portfolio has of a facilitator."""
        return self.elsewhere.get(facilitator, NOTHING_ELSE)
